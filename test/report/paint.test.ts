import { expect, test } from "vitest";
import { paintFor } from "../../src/report/paint.ts";

test.each([
  ["a terminal with colours", { isTTY: true, hasColors: () => true }, "\x1b[31mx\x1b[39m"],
  ["a terminal without, or with NO_COLOR", { isTTY: true, hasColors: () => false }, "x"],
  ["a file or a pipe", { isTTY: false }, "x"],
])("%s", (_where, stream, painted) => {
  expect(paintFor(stream)("red", "x")).toBe(painted);
});
