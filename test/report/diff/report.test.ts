import { describe, expect, test } from "vitest";
import { notesOf, predicateOf, saidOf } from "../../../src/report/diff/report.ts";
import { change } from "./reports.ts";

test.each([
  ["PyFoo", "The function PyFoo is gone from Include/x.h.", "is gone from Include/x.h"],
  ["PyFoo", "The unstable macro PyFoo is 1; it was 0.", "is 1; it was 0"],
  ["PyFoo", "The member PyFo (int) of the struct PyFoo is gone.", "is gone"],
  ["PyFoo", "What no name begins.", "What no name begins"],
])("of %s, %j says that it %j", (name, message, said) => {
  expect(predicateOf(change("x", name, { message }))).toBe(said);
});

test("what is said of a member follows its struct's name, not its type", () => {
  const message = "The member next (struct PyFoo *) of the struct PyFoo is new at offset 8.";
  expect(predicateOf(change("member-added", "PyFoo", { member: "next", message }))).toBe("is new at offset 8");
});

test("a guess is reported with its evidence, in words", () => {
  const evidence = { kind: "other-prefix", side: "to", header: "Include/x.h", line: 1, text: "int PyFoo;" } as const;
  const guess = {
    confidence: "likely",
    evidence: [evidence],
    message: "The function _PyFoo seems to be PyFoo now.",
  } as const;
  expect(saidOf(change("x", "_PyFoo", { ...guess, evidence: [evidence] }))).toBe(
    "seems to be PyFoo now (the same name with another prefix)",
  );
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

  test("list the first shifted members, and the number of others", () => {
    const shift = (index: number) => ({ member: `m${index}`, from: { offset: index }, to: { offset: index + 8 } });
    const flag = { member: "flag", from: { offset: 8, bitOffset: 65 }, to: { offset: null } };
    const notes = (count: number) =>
      notesOf(change("x", "a", { shifted: [flag, ...Array.from({ length: count }, (_, i) => shift(i))] }));
    expect(notes(1)).toEqual(["shifted: flag bit 65 → ?, m0 0 → 8"]);
    expect(notes(10)).toEqual([expect.stringMatching(/m6 6 → 14 and 3 more$/)]);
  });
});
