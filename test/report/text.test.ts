import { expect, test } from "vitest";
import { CapidiffError } from "../../src/errors.ts";
import { failureText } from "../../src/report/failure.ts";
import { refsText } from "../../src/report/text.ts";

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

test("a failure: what was wrong, near names, what to do, and the exit code of the table", () => {
  const error = new CapidiffError("unknown-ref", "There is no v3.13.55.", { near: ["v3.13.5", "v3.13.4"] });
  expect(failureText(error)).toEqual({
    text: `\
capidiff: Unknown ref: There is no v3.13.55.
  Did you mean v3.13.5, v3.13.4?
  List refs with \`capidiff refs\` or GET /v1/refs.
`,
    exit: 2,
  });
});

test("an internal failure shows its location, to be reported", () => {
  const { text, exit } = failureText(new TypeError("x is undefined"));
  expect(exit).toBe(3);
  expect(text).toMatch(/TypeError: x is undefined\n +at .*text\.test\.ts/);
});
