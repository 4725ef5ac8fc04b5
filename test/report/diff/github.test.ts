import { expect, test } from "vitest";
import { diffAnnotations } from "../../../src/report/diff/github.ts";
import { hostile, report, sample } from "./reports.ts";

test("a change is an annotation of its worse impact, and a last one counts them", () => {
  expect(diffAnnotations(sample)).toBe(`\
::error file=Include/x.h,line=1,title=symbol-removed%3A PyOld::The function PyOld did symbol-removed. (source breaking, binary risky)%0Anew name: PyNew (likely)%0Ahint: Call PyNew.
::notice file=Include/x.h,line=1,title=symbol-removed%3A PyKnown::The function PyKnown did symbol-removed. (source breaking, binary risky)%0Asuppressed until 2027-01-31: not used by us
::warning file=Include/y.h,line=3,title=symbol-moved%3A PyMoved::The function PyMoved did symbol-moved. (source risky, binary compatible)
::notice file=Include/x.h,line=1,title=symbol-added%3A PyNew::The function PyNew did symbol-added. (source compatible, binary compatible)
::notice file=Include/internal/x.h,line=7,title=struct-opaque%3A _PyFoo.bar::The function _PyFoo did struct-opaque. (source compatible, binary compatible)
::notice title=capidiff::5 changes, 1 of them suppressed from v3.11.2 to main
`);
});

test("a diagnostic is a warning", () => {
  expect(diffAnnotations(report([], { complete: false }))).toMatch(/^::warning title=capidiff::Not everything/);
});

/** As the runner reads a command: https://github.com/actions/runner, ActionCommand. */
function parse(line: string) {
  const [, name = "", properties = "", data = ""] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const undo = (text: string) =>
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  return {
    name,
    properties: Object.fromEntries(
      properties.split(",").map((property) => property.split(/=(.*)/s).slice(0, 2).map(undo)),
    ),
    data: undo(data),
  };
}

test("hostile text stays in its property and its message", () => {
  const commands = diffAnnotations(hostile).trimEnd().split("\n").map(parse);
  expect(commands.map(({ name }) => name)).toEqual(["error", "notice", "notice"]);
  expect(Object.keys(commands[0]?.properties)).toEqual(["file", "line", "title"]);
  expect(commands[0]?.properties.line).toBe("1");
  expect(commands[0]?.properties.title).toContain("::error file=x,line=1::y %0A %25 a:b,c");
  expect(commands[0]?.data).toContain("::error file=x,line=1::y %0A %25 a:b,c");
});
