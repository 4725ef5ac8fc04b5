import { describe, expect, test } from "vitest";
import type { Topic } from "../../../src/diff/model.ts";
import { outline } from "../../../src/report/diff/event.ts";
import { familyText } from "../../../src/report/diff/family.ts";
import type { ReportedChange } from "../../../src/report/diff/report.ts";
import { added, change, inInternal, place, removed, report } from "./reports.ts";

const internal = { from: inInternal, to: inInternal };

describe("sections", () => {
  /** The title, then each event with its consequences. */
  const shown = (changes: ReportedChange[]) =>
    outline(report(changes)).sections.map(({ title, events }) => [
      title,
      ...events.map(({ name, consequences }) => [name, ...consequences.map(({ subject }) => subject.name)].join(" > ")),
    ]);

  test("are grouped by kind in order of urgency, public surface first", () => {
    expect(
      shown([
        change("x", "internal", { source: "breaking", ...internal }),
        change("x", "binary", { binary: "breaking" }),
        added("new"),
        change("deprecated", "old", { topic: "deprecation" }),
        change("limited-api-removed", "left", { topic: "limited-api", source: "risky" }),
        change("x", "risky", { source: "risky" }),
        change("x", "hidden", { to: inInternal, source: "breaking" }),
        change("x", "other"),
        change("x", "unsure", { binary: "risky" }),
      ]),
    ).toEqual([
      ["Breaks source", "hidden"],
      ["May break source", "risky"],
      ["Deprecated", "old"],
      ["Limited API", "left"],
      ["Breaks built modules", "binary"],
      ["May break built modules", "unsure"],
      ["New", "new"],
      ["Other changes", "other"],
      ["Internal surface: breaks source", "internal"],
    ]);
  });

  test("have names that were promised first", () => {
    const at = (tier: "limited" | "private" | "unstable") => ({ from: { ...place, tier } });
    expect(shown([removed("p", at("private")), removed("u", at("unstable")), removed("l", at("limited"))])).toEqual([
      ["Breaks source", "l", "u"],
      ["Breaks source that uses private names", "p"],
    ]);
    expect(shown([removed("l._state.on", at("limited")), removed("l.on", at("limited"))])).toEqual([
      ["Breaks source", "l.on"],
      ["Breaks source that uses private names", "l._state.on"],
    ]);
  });

  test("have names before members of structs", () => {
    const member = change("member-removed", "a", { member: "on", source: "breaking" });
    expect(shown([member, removed("b")])).toEqual([["Breaks source", "b", "a.on"]]);
  });

  test("combine all changes of one name, led by the worst", () => {
    expect(
      shown([change("symbol-moved", "a", { source: "breaking" }), change("kind-changed", "a"), change("x", "b")]),
    ).toEqual([
      ["Breaks source", "a"],
      ["Other changes", "b"],
    ]);
    expect(
      outline(report([change("kind-changed", "a"), removed("a")])).sections[0]?.events[0]?.changes.map(
        ({ rule }) => rule,
      ),
    ).toEqual(["symbol-removed", "kind-changed"]);
  });

  test("nest changes that follow from another, recursively", () => {
    expect(
      shown([
        change("x", "origin", { id: "1", source: "risky" }),
        change("x", "next", { id: "2", because: "1" }),
        change("x", "last", { id: "3", because: "2", ...internal }),
        change("x", "other", { because: "9" }),
      ]),
    ).toEqual([
      ["May break source", "origin > next > last"],
      ["Other changes", "other"],
    ]);
  });

  test("do not nest worse or more public changes", () => {
    expect(
      shown([removed("worse", { id: "2", because: "1" }), change("x", "origin", { id: "1", ...internal })]),
    ).toEqual([
      ["Breaks source", "worse"],
      ["Internal surface: other changes", "origin"],
    ]);
  });

  test("survive a cycle of consequences", () => {
    expect(shown([change("x", "a", { id: "1", because: "2" }), change("x", "b", { id: "2", because: "1" })])).toEqual([
      ["Other changes", "a", "b"],
    ]);
  });
});

describe("families", () => {
  const about = (topic: Topic, header: string) => ({ topic, to: { ...place, header } });
  const numbers = about("numbers", "Include/opcode_ids.h");
  const quiet = [
    change("macro-value-changed", "ADD", numbers),
    change("symbol-moved", "ADD", { ...numbers }),
    removed("SUB", { ...numbers, to: null, from: numbers.to }),
    added("mi_free", about("vendored", "Include/internal/mimalloc/mimalloc/types.h")),
    added("mi_heap", about("vendored", "Include/internal/mimalloc/mimalloc.h")),
    change("symbol-moved", "_Py_GUARD", about("plumbing", "Include/x.h")),
  ];

  test("are numbers of a header, another project's folder, and all plumbing, in one line each", () => {
    const { sections, families } = outline(report([...quiet, removed("PyFoo")]));
    expect(sections.map(({ events }) => events.map(({ name }) => name))).toEqual([["PyFoo"]]);
    expect(families.map(familyText)).toEqual([
      "2 numbers of Include/opcode_ids.h: 1 changed, 1 moved, 1 gone",
      "2 changes in Include/internal/mimalloc, from another project: 2 new",
      "1 change that code outside of CPython does not notice: 1 moved",
    ]);
  });

  test("are listed one by one if only they, or everything, is requested", () => {
    const names = ({ sections }: ReturnType<typeof outline>) =>
      new Set(sections.flatMap(({ events }) => events.map(({ name }) => name)));
    const all = new Set(["ADD", "SUB", "mi_free", "mi_heap", "_Py_GUARD"]);
    expect(names(outline(report(quiet)))).toEqual(all);
    expect(names(outline(report([...quiet, removed("PyFoo")]), true))).toEqual(all.add("PyFoo"));
  });
});
