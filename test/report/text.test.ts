import { expect, test } from "vitest";
import type { Change, Diff } from "../../src/diff/model.ts";
import { CapidiffError } from "../../src/errors.ts";
import { failureText } from "../../src/report/failure.ts";
import { diffText, refsText } from "../../src/report/text.ts";

const place = { header: "Include/x.h", line: 1, tier: "public", surface: "public" } as const;
const change = (rule: string, name: string, rest: Partial<Change>): Change => ({
  id: "0".repeat(12),
  rule,
  subject: { kind: "function", name },
  member: null,
  source: "compatible",
  binary: "compatible",
  from: place,
  to: place,
  evidence: [],
  message: `The function ${name} did ${rule}.`,
  hint: null,
  ...rest,
});
const target = { platform: "linux_x86_64", limitedApi: null } as const;
const diff: Diff = {
  schemaVersion: 1,
  rulesetVersion: 1,
  complete: true,
  from: { ref: "v3.11.2", commit: "a".repeat(40), version: "3.11.2", target: { abi: "cp311", ...target } },
  to: { ref: "main", commit: "b".repeat(40), version: "3.16.0a0", target: { abi: "cp316", ...target } },
  summary: {
    changes: 3,
    byRule: { "symbol-added": 2, "symbol-removed": 1 },
    source: { breaking: 1, risky: 0, compatible: 2 },
    binary: { breaking: 0, risky: 1, compatible: 2 },
  },
  changes: [
    change("symbol-removed", "PyOld", { source: "breaking", binary: "risky", to: null, hint: "Use PyNew." }),
    change("symbol-added", "PyNew", { from: null }),
    change("symbol-added", "_PyNew", { from: null, to: { ...place, surface: "internal" } }),
  ],
};

test("a diff: the summary, then each change in one line under its surface and worst impact", () => {
  expect(diffText(diff)).toBe(`\
v3.11.2 (CPython 3.11.2, cp311) to main (CPython 3.16.0a0, cp316) on linux_x86_64

3 changes
  source  1 breaking  0 risky  2 compatible
  binary  0 breaking  1 risky  2 compatible
  symbol-added    2
  symbol-removed  1

Public surface, breaking (1)
  rule            source    binary  change
  symbol-removed  breaking  risky   The function PyOld did symbol-removed. Use PyNew.

Public surface, compatible (1)
  rule          source      binary      change
  symbol-added  compatible  compatible  The function PyNew did symbol-added.

Internal surface, compatible (1)
  rule          source      binary      change
  symbol-added  compatible  compatible  The function _PyNew did symbol-added.
`);
});

test("a diff of headers that were not all understood says so before its changes", () => {
  const text = diffText({ ...diff, complete: false });
  expect(text.indexOf("Not everything in the headers was understood")).toBeGreaterThan(0);
  expect(text.indexOf("Not everything")).toBeLessThan(text.indexOf("Public surface"));
});

test("a diff without changes is a diff all the same", () => {
  const none = { breaking: 0, risky: 0, compatible: 0 };
  const text = diffText({ ...diff, changes: [], summary: { changes: 0, byRule: {}, source: none, binary: none } });
  expect(text).toMatch(/0 changes\n.*0 breaking.*\n.*0 breaking.*\n$/);
});

test("refs: how many, then one a line", () => {
  const commit = "c".repeat(40);
  const refs = [
    { name: "main", kind: "branch", commit, version: null, series: null, prerelease: false },
    { name: "v3.13.5", kind: "tag", commit, version: "3.13.5", series: "3.13", prerelease: false },
  ] as const;
  expect(refsText({ refs: [...refs], next: null })).toBe(`\
1 branch, 1 tag

  name     kind    version  commit
  main     branch  -        ${commit}
  v3.13.5  tag     3.13.5   ${commit}
`);
});

test("a failure: what was wrong, what may have been meant, what to do, and the exit code of the table", () => {
  const error = new CapidiffError("unknown-ref", "There is no v3.13.55.", { near: ["v3.13.5", "v3.13.4"] });
  expect(failureText(error)).toEqual({
    text: `\
capidiff: No such ref: There is no v3.13.55.
  Did you mean v3.13.5, v3.13.4?
  List what there is with \`capidiff refs\` or GET /v1/refs.
`,
    exit: 2,
  });
});

test("a failure of our own shows where, to be reported", () => {
  const { text, exit } = failureText(new TypeError("x is undefined"));
  expect(exit).toBe(3);
  expect(text).toMatch(/TypeError: x is undefined\n +at .*text\.test\.ts/);
});
