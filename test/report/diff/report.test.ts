import { describe, expect, test } from "vitest";
import { notesOf, sectionCount, sections } from "../../../src/report/diff/report.ts";
import { change, inInternal, removed, report } from "./reports.ts";

describe("sections", () => {
  /** Title and count, then each headline with what follows from it. */
  const shown = (changes: Parameters<typeof report>[0]) =>
    sections(report(changes)).map((section) => [
      `${section.title}: ${sectionCount(section)}`,
      ...section.headlines.map(({ change, consequences }) =>
        [change, ...consequences].map(({ subject }) => subject.name).join(" > "),
      ),
    ]);
  const internal = { from: inInternal, to: inInternal };

  test("are of one surface and worst impact each, in the order of the diff", () => {
    expect(
      shown([
        change("x", "a", { binary: "breaking" }),
        change("x", "b", { source: "breaking" }),
        change("x", "c", { to: inInternal, source: "risky" }),
        change("x", "d", internal),
      ]),
    ).toEqual([
      ["Public surface, breaking: 2 changes", "a", "b"],
      ["Public surface, risky: 1 change", "c"],
      ["Internal surface, compatible: 1 change", "d"],
    ]);
  });

  test("have what follows from a change under it, and what follows from that too", () => {
    expect(
      shown([
        change("x", "origin", { id: "1", source: "risky" }),
        change("x", "next", { id: "2", because: "1" }),
        change("x", "last", { id: "3", because: "2", ...internal }),
        change("x", "other", { because: "9" }),
      ]),
    ).toEqual([
      ["Public surface, risky: 1 change, from which 2 follow", "origin > next > last"],
      ["Public surface, compatible: 1 change", "other"],
    ]);
  });

  test("hide nothing that is worse or more public under what it follows from", () => {
    expect(
      shown([removed("worse", { id: "2", because: "1" }), change("x", "origin", { id: "1", ...internal })]),
    ).toEqual([
      ["Public surface, breaking: 1 change", "worse"],
      ["Internal surface, compatible: 1 change", "origin"],
    ]);
  });

  test("lose nothing that is said to follow from itself", () => {
    expect(shown([change("x", "a", { id: "1", because: "2" }), change("x", "b", { id: "2", because: "1" })])).toEqual([
      ["Public surface, compatible: 2 changes", "a", "b"],
    ]);
  });
});

describe("notes", () => {
  test.each([
    [{ newName: "PyNew" }, "new name: PyNew"],
    [{ newName: "PyNew", confidence: "likely" }, "new name: PyNew (likely)"],
    [
      { newName: "PyNew", confidence: "certain", aliasKept: true },
      "new name: PyNew (certain; the old one still compiles)",
    ],
    [{ renamedFrom: "_PyOld" }, "old name: _PyOld"],
    [{ hint: "Include code.h." }, "hint: Include code.h."],
    [{ suppression: { reason: "known", expires: "2027-01-31" } }, "suppressed until 2027-01-31: known"],
  ] as const)("of %j", (rest, note) => {
    expect(notesOf(change("x", "a", rest))).toEqual([note]);
  });

  test("tell the first members that shifted, and how many more", () => {
    const shift = (index: number) => ({ member: `m${index}`, from: { offset: index }, to: { offset: index + 8 } });
    const flag = { member: "flag", from: { offset: 8, bitOffset: 65 }, to: { offset: null } };
    const notes = (count: number) =>
      notesOf(change("x", "a", { shifted: [flag, ...Array.from({ length: count }, (_, i) => shift(i))] }));
    expect(notes(1)).toEqual(["shifted: flag bit 65 → ?, m0 0 → 8"]);
    expect(notes(10)).toEqual([expect.stringMatching(/m6 6 → 14 and 3 more$/)]);
  });
});
