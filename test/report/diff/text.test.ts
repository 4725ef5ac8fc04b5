import { expect, test } from "vitest";
import { diffText } from "../../../src/report/diff/text.ts";
import { plain } from "../../../src/report/paint.ts";
import { change, hostile, hostileText, report, sample } from "./reports.ts";

test("the summary, then each change in one line under its surface and worst impact, with evidence and notes", () => {
  expect(diffText(sample, plain)).toBe(`\
v3.11.2 (CPython 3.11.2, cp311) to main (CPython 3.16.0a0, cp316) on linux_x86_64

5 changes, 1 of them suppressed
  source  2 breaking  1 risky  2 compatible
  binary  0 breaking  2 risky  3 compatible
  symbol-removed  2
  symbol-moved    1
  symbol-added    1
  struct-opaque   1

Public surface, breaking (2 changes)
  rule            source    binary  change
  symbol-removed  breaking  risky   The function PyOld did symbol-removed.
      - Include/x.h:1  PyAPI_FUNC(int) PyOld(void);
      + Include/y.h:2  #define PyOld PyNew (alias-macro)
      new name: PyNew (likely)
      hint: Call PyNew.
  symbol-removed  breaking  risky   The function PyKnown did symbol-removed.
      suppressed until 2027-01-31: not used by us

Public surface, risky (1 change)
  rule          source  binary      change
  symbol-moved  risky   compatible  The function PyMoved did symbol-moved.

Public surface, compatible (1 change)
  rule          source      binary      change
  symbol-added  compatible  compatible  The function PyNew did symbol-added.

Internal surface, compatible (1 change)
  rule           source      binary      change
  struct-opaque  compatible  compatible  The function _PyFoo did struct-opaque.
`);
});

test("what was not understood is said before the changes", () => {
  const text = diffText({ ...sample, complete: false }, plain);
  expect(text.indexOf("Not everything in the headers was understood")).toBeGreaterThan(0);
  expect(text.indexOf("Not everything")).toBeLessThan(text.indexOf("Public surface"));
});

test("declarations that are the same on both sides are left out: the message says where they stood", () => {
  const declaration = (side: "from" | "to", text: string) =>
    ({ kind: "declaration", side, header: `Include/${side}.h`, line: 1, text }) as const;
  const moved = change("symbol-moved", "PyA", {
    evidence: [declaration("from", "int PyA;"), declaration("to", "int PyA;")],
  });
  const changed = change("type-changed", "PyB", {
    evidence: [declaration("from", "int PyB;"), declaration("to", "long PyB;")],
  });
  const text = diffText(report([moved, changed]), plain);
  expect(text).not.toContain("int PyA;");
  expect(text).toContain("- Include/from.h:1  int PyB;\n      + Include/to.h:1  long PyB;");
});

test("what follows from a change stands under it in one line", () => {
  const origin = change("struct-renamed", "PyOld", { id: "1", source: "risky" });
  const next = change("symbol-moved", "PyNext", { because: "1", hint: "Include x.h." });
  expect(diffText(report([origin, next]), plain)).toMatch(
    /^Public surface, risky \(1 change, from which 1 follows\)\n.*\n {2}struct-renamed .*\n {6}> symbol-moved: The function PyNext did symbol-moved\. \(source compatible, binary compatible; hint: Include x\.h\.\)\n$/m,
  );
});

test("a diff without changes is a diff all the same", () => {
  expect(diffText(report([]), plain)).toMatch(/0 changes\n.*0 breaking.*\n.*0 breaking.*\n$/);
});

test("impacts and evidence have colours, and columns stay where they are", () => {
  const painted = diffText(sample, (style, text) => `<${style}>${text}</${style}>`);
  expect(painted).toContain("  symbol-removed  <red>breaking</red>  <yellow>risky </yellow>  The function PyOld");
  expect(painted).toContain("      <red>- Include/x.h:1  PyAPI_FUNC(int) PyOld(void);</red>\n");
  expect(painted.replace(/<\/?\w+>/g, "")).toBe(diffText(sample, plain));
});

test("no name, message or hint can move the cursor or end its line", () => {
  const text = diffText(hostile, plain);
  expect(text).not.toMatch(/[^\P{C}\n]/u);
  expect(text).toContain(
    String.raw`\u{a}\u{d}\u{9}\u{0}\u{1b}[31m\u{9b}1m\u{2028}\u{2029}\u{202e}\u{200b}\u{d800}\u{fffe}`,
  );
  const lines = text.split("\n").length;
  const plainLines = JSON.parse(JSON.stringify(hostile).replaceAll(JSON.stringify(hostileText).slice(1, -1), "x"));
  expect(lines).toBe(diffText(plainLines, plain).split("\n").length);
});
