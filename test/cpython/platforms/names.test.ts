import { expect, test } from "vitest";
import { isBigEndian, platforms } from "../../../src/cpython/platforms/names.ts";
import { platformDefinition } from "../../../src/cpython/platforms/registry.ts";

test.for(platforms)("%s is big-endian if its compiler says so", (platform) => {
  const { predefined } = platformDefinition(platform);
  expect(isBigEndian(platform)).toBe(/#define __BYTE_ORDER__ (?:__ORDER_BIG_ENDIAN__|4321)/.test(predefined));
});
