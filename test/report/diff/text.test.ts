import { expect, test } from "vitest";
import type { ReportedChange } from "../../../src/report/diff/report.ts";
import { diffText } from "../../../src/report/diff/text.ts";
import { plain } from "../../../src/report/paint.ts";
import { added, change, hostile, hostileText, inInternal, removed, report, sample } from "./reports.ts";

test("the summary, then one line per name, by urgency", () => {
  expect(diffText(sample, plain)).toBe(`\
v3.11.2 (CPython 3.11.2, cp311) to main (CPython 3.16.0a0, cp316) on linux_x86_64
5 changes, 1 of them suppressed
  source         2 breaking  1 risky  2 compatible
  built modules  0 breaking  2 risky  3 compatible

Breaks source (2)
  PyOld    did symbol-removed (a macro for the new name). Call PyNew
  PyKnown  did symbol-removed (suppressed until 2027-01-31: not used by us)

May break source (1)
  PyMoved  did symbol-moved

New (1)
  x.h: PyNew

Internal surface: other changes (1)
  _PyFoo.bar  did struct-opaque
`);
});

test("verbose: each change with its rule, impacts, declarations, hints and consequences", () => {
  const next = change("symbol-moved", "PyNext", { because: "1", hint: "Include x.h." });
  const [old, ...others] = sample.changes;
  const text = diffText(report([{ ...(old as typeof next), id: "1" }, ...others, next]), plain, true);
  expect(text).toContain(`\
Breaks source (2)
  PyOld
      did symbol-removed (symbol-removed: source breaking, binary risky)
          - Include/x.h:1  PyAPI_FUNC(int) PyOld(void);
          + Include/y.h:2  #define PyOld PyNew (a macro for the new name)
          new name: PyNew (likely)
          hint: Call PyNew.
      > symbol-moved: The function PyNext did symbol-moved. (source compatible, binary compatible; hint: Include x.h.)
  PyKnown
`);
});

test("lines of a short report have at most 120 columns, and hints are cut last", () => {
  const long = change("kind-changed", "PyLong_Name", {
    message: `The macro PyLong_Name is ${"very ".repeat(40)}long.`,
    hint: "Use PyShort.",
  });
  const news = Array.from({ length: 30 }, (_, index) => added(`PyNew_Name${index}`));
  const lines = diffText(report([long, ...news]), plain).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  expect(lines.find((line) => line.includes("PyLong_Name"))).toMatch(/ very very.*… Use PyShort$/);
});

test("an event that is too long is cut between its parts", () => {
  const message = `The function PyLong_Name is internal now; it moved to ${"a/".repeat(40)}b.h.`;
  expect(diffText(report([removed("PyLong_Name", { message, hint: "Use PyShort." })]), plain)).toContain(
    "  PyLong_Name  is internal now; … Use PyShort\n",
  );
});

test("new members of a struct are one line", () => {
  const member = (member: string) => change("member-added", "PyFoo", { member, binary: "breaking" });
  expect(diffText(report([member("a"), member("b"), change("member-added", "PyBar", { member: "c" })]), plain)).toMatch(
    /^ {2}PyFoo {2}has 2 new members: a, b$\n(.*\n)*^ {2}PyBar\.c {2}did member-added$/m,
  );
});

test("equal statements about internal names are merged into a list, those about public names are not", () => {
  const gone = (from: Partial<ReportedChange>) => report(["PyA", "PyB", "PyC"].map((name) => removed(name, from)));
  expect(diffText(gone({ from: inInternal }), plain)).toContain("  did symbol-removed: PyA, PyB, PyC\n");
  expect(diffText(gone({}), plain)).toContain("  PyA  did symbol-removed\n");
});

test("diagnostics come before the changes", () => {
  const text = diffText({ ...sample, complete: false }, plain);
  expect(text.indexOf("Not everything in the headers was understood")).toBeGreaterThan(0);
  expect(text.indexOf("Not everything")).toBeLessThan(text.indexOf("Breaks source"));
});

test("declarations equal on both sides are omitted: the message names their locations", () => {
  const declaration = (side: "from" | "to", text: string) =>
    ({ kind: "declaration", side, header: `Include/${side}.h`, line: 1, text }) as const;
  const moved = change("symbol-moved", "PyA", {
    evidence: [declaration("from", "int PyA;"), declaration("to", "int PyA;")],
  });
  const changed = change("type-changed", "PyB", {
    evidence: [declaration("from", "int PyB;"), declaration("to", "long PyB;")],
  });
  const text = diffText(report([moved, changed]), plain, true);
  expect(text).not.toContain("int PyA;");
  expect(text).toContain("- Include/from.h:1  int PyB;\n          + Include/to.h:1  long PyB;");
});

test("numbers are one line, with the option that shows them", () => {
  const number = change("macro-value-changed", "ADD", { topic: "numbers" });
  expect(diffText(report([number, ...sample.changes]), plain)).toContain(`
In one line each
  1 number of Include/x.h: 1 changed
  One by one: --topic numbers
`);
});

test("a diff without changes is a valid report", () => {
  expect(diffText(report([]), plain)).toMatch(/0 changes\n.*0 breaking.*\n.*0 breaking.*\n$/);
});

test("breaking changes have colours, and columns keep their alignment", () => {
  const painted = diffText(sample, (style, text) => `<${style}>${text}</${style}>`);
  expect(painted).toContain("<red>Breaks source (2)</red>\n  PyOld");
  expect(painted.replace(/<\/?\w+>/g, "")).toBe(diffText(sample, plain));
});

test("no name, message or hint can move the cursor or end its line", () => {
  for (const verbose of [false, true]) {
    const text = diffText(hostile, plain, verbose);
    expect(text).not.toMatch(/[^\P{C}\n]/u);
    const lines = text.split("\n").length;
    const plainLines = JSON.parse(JSON.stringify(hostile).replaceAll(JSON.stringify(hostileText).slice(1, -1), "x"));
    expect(lines).toBe(diffText(plainLines, plain, verbose).split("\n").length);
  }
  expect(diffText(hostile, plain, true)).toContain(
    String.raw`\u{a}\u{d}\u{9}\u{0}\u{1b}[31m\u{9b}1m\u{2028}\u{2029}\u{202e}\u{200b}\u{d800}\u{fffe}`,
  );
});
