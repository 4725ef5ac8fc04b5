import { binary128 as properties } from "../binary128.ts";
import { floating } from "../gcc.ts";

/** `long double` as IEEE 754's binary128, in gcc's notation. */
export const binary128 = floating("LDBL", { ...properties, NORM_MAX: properties.MAX as string });
