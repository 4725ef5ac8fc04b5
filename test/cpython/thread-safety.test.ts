import { expect, test } from "vitest";
import { readThreadSafety } from "../../src/cpython/thread-safety.ts";

const path = "Doc/data/threadsafety.dat";
const read = (text: string) =>
  readThreadSafety({ ref: "x", commit: "0".repeat(40), files: new Map([[path, { path, blob: "", text }]]) });

test("Doc/data/threadsafety.dat gives each function a level", () => {
  const { entries, diagnostics } = read("# A comment\n\nPyBox_Lock:shared:\nPyBox_Size : atomic\n");
  expect(diagnostics).toEqual([]);
  expect([...entries]).toEqual([
    ["PyBox_Lock", "shared"],
    ["PyBox_Size", "atomic"],
  ]);
});

test("an unknown level is a diagnostic, and the rest is read", () => {
  const { entries, diagnostics } = read("PyBox_Lock:sometimes:\nPyBox_Size:atomic:\nPyBox_Get\n");
  expect([...entries.keys()]).toEqual(["PyBox_Size"]);
  expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([
    ["invalid-thread-safety", 1],
    ["invalid-thread-safety", 3],
  ]);
});
