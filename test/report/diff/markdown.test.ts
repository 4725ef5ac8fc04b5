import { expect, test } from "vitest";
import { diffMarkdown } from "../../../src/report/diff/markdown.ts";
import { change, hostile, report, sample } from "./reports.ts";

const tag = "https://github.com/python/cpython/blob/v3.11.2/Include/x.h#L1";
const branch = `https://github.com/python/cpython/blob/${"b".repeat(40)}/Include`;

test("the summary, then headlines, then the rest folded, with links to the header at the tag or the commit", () => {
  expect(diffMarkdown(sample)).toBe(`\
# C API of CPython: v3.11.2 to main

v3.11.2 (CPython 3.11.2, cp311) to main (CPython 3.16.0a0, cp316) on linux_x86_64: 5 changes, 1 of them suppressed.

|  | breaking | risky | compatible |
| --- | ---: | ---: | ---: |
| source | 2 | 1 | 2 |
| built modules | 0 | 2 | 3 |

## Breaks source (2)

- [\`PyOld\`](${tag}) did symbol-removed (a macro for the new name). Call PyNew
- [\`PyKnown\`](${tag}) did symbol-removed (suppressed until 2027-01-31: not used by us)

## May break source (1)

- [\`PyMoved\`](${branch}/y.h#L3) did symbol-moved

<details><summary>New (1)</summary>

- [\`PyNew\`](${branch}/x.h#L1) did symbol-added

</details>

<details><summary>Internal surface: other changes (1)</summary>

- [\`_PyFoo.bar\`](${branch}/internal/x.h#L7) did struct-opaque

</details>
`);
});

test("it fits a comment on a pull request at any size, and says what is omitted", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      change("x", `PyName${index}`, { source: index % 2 ? "breaking" : "compatible" }),
    );
  const long = diffMarkdown(report(many(5000)));
  expect(long.length).toBeLessThan(60_000);
  expect(long.length).toBeGreaterThan(55_000);
  expect(long).toContain("- and more, omitted for space");
  expect(long).toContain("Other changes (2500)");
  expect(diffMarkdown(report(many(50)))).not.toContain("and more");
});

test("diagnostics are listed", () => {
  expect(diffMarkdown({ ...sample, complete: false })).toContain("**Not everything in the headers was understood");
});

test.each([
  ["_PyFoo_Bar_", String.raw`\_PyFoo_Bar\_`],
  ["int *[4]", String.raw`int \*\[4\]`],
  ["a | b", "a &#124; b"],
  ["a \\| b", String.raw`a \\&#124; b`],
  ["<b>&amp;`c`", "\\<b>\\&amp;\\`c\\`"],
  ["@someone", "&#64;someone"],
  ["two\nlines", String.raw`two\\u{a}lines`],
])("a message %j means nothing but itself", (message, escaped) => {
  expect(diffMarkdown(report([change("symbol-moved", "x", { message })]))).toContain(`) ${escaped}\n`);
});

test("hostile text stays in its line", () => {
  const lines = diffMarkdown(hostile)
    .split("\n")
    .filter((line) => line.startsWith("- "));
  expect(lines).toHaveLength(1);
});
