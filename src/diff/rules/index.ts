import type { Rule } from "../rule.ts";
import { structAdded } from "./struct-added.ts";
import { structOpaque } from "./struct-opaque.ts";
import { structRemoved } from "./struct-removed.ts";
import { symbolAdded } from "./symbol-added.ts";
import { symbolMoved } from "./symbol-moved.ts";
import { symbolRemoved } from "./symbol-removed.ts";
import { unstableAdded } from "./unstable-added.ts";

/** Every rule, in the order in which they are asked: what explains an event better comes first. */
export const rules: readonly Rule[] = [
  structOpaque,
  unstableAdded,
  structAdded,
  structRemoved,
  symbolMoved,
  symbolAdded,
  symbolRemoved,
];
