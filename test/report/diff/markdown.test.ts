import { expect, test } from "vitest";
import { diffMarkdown } from "../../../src/report/diff/markdown.ts";
import { change, hostile, report, sample } from "./reports.ts";

test("the summary, then a table for each surface and worst impact, with evidence and notes in the cell", () => {
  expect(diffMarkdown(sample)).toBe(`\
# C API of CPython: v3.11.2 to main

v3.11.2 (CPython 3.11.2, cp311) to main (CPython 3.16.0a0, cp316) on linux_x86_64: 5 changes, 1 of them suppressed.

|  | breaking | risky | compatible |
| --- | ---: | ---: | ---: |
| source | 2 | 1 | 2 |
| binary | 0 | 2 | 3 |

## Public surface, breaking

2 changes.

| rule | source | binary | change |
| --- | --- | --- | --- |
| \`symbol-removed\` | breaking | risky | The function PyOld did symbol-removed.<br>new name: PyNew (likely)<br>hint: Call PyNew.<br>from \`Include/x.h:1\`: \`PyAPI_FUNC(int) PyOld(void);\`<br>alias-macro in to \`Include/y.h:2\`: \`#define PyOld PyNew\` |
| \`symbol-removed\` | breaking | risky | The function PyKnown did symbol-removed.<br>suppressed until 2027-01-31: not used by us |

## Public surface, risky

1 change.

| rule | source | binary | change |
| --- | --- | --- | --- |
| \`symbol-moved\` | risky | compatible | The function PyMoved did symbol-moved. |

## Public surface, compatible

1 change.

| rule | source | binary | change |
| --- | --- | --- | --- |
| \`symbol-added\` | compatible | compatible | The function PyNew did symbol-added. |

## Internal surface, compatible

1 change.

| rule | source | binary | change |
| --- | --- | --- | --- |
| \`struct-opaque\` | compatible | compatible | The function \\_PyFoo did struct-opaque. |
`);
});

test("what follows from a change is folded into its cell", () => {
  const origin = change("struct-renamed", "PyOld", { id: "1", source: "risky" });
  const next = change("symbol-moved", "PyNext", { because: "1" });
  expect(diffMarkdown(report([origin, next]))).toContain(
    "| The function PyOld did struct-renamed.<details><summary>1 change follows</summary>`symbol-moved`: The function PyNext did symbol-moved. (source compatible, binary compatible)</details> |\n",
  );
});

test("what was not understood is said", () => {
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
  expect(diffMarkdown(report([change("symbol-moved", "x", { message })]))).toContain(
    `| \`symbol-moved\` | compatible | compatible | ${escaped} |\n`,
  );
});

test.each([
  ["#define A B", "`#define A B`"],
  ["#define A (B | C_)", String.raw`<code>#define A (B &#124; C\_)</code>`],
  ["``", "``` `` ```"],
])("code %j", (text, shown) => {
  const evidence = [{ kind: "declaration", side: "to", header: "Include/x.h", line: 1, text }] as const;
  expect(diffMarkdown(report([change("symbol-moved", "x", { evidence: [...evidence] })]))).toContain(`: ${shown} |\n`);
});

test("every row of hostile text has four cells", () => {
  const rows = diffMarkdown(hostile)
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  expect(rows).toHaveLength(2);
  for (const row of rows) expect(row.split("|")).toHaveLength(6);
});
