import { describe, expect, test } from "vitest";
import { ChangeList } from "../../src/history/change-list.ts";
import type { BoundaryChange } from "../../src/history/model.ts";

const change = (id: string): BoundaryChange => ({
  ...{ id, rule: "symbol-removed", topic: "api", subject: { kind: "function", name: id }, member: null },
  ...{ tier: "public", source: "breaking", binary: "breaking", message: 'It is "gone":[1]\nfor good', hint: null },
});
const changes = ["a", "b", "c"].map(change);
const list = new ChangeList(
  ChangeList.of(
    changes,
    new Map([
      ["PyFoo", [0]],
      ["Foo", [2, 1]],
      ["__proto__", [1]],
      ["empty", []],
    ]),
  ).bytes,
);

describe("a list of changes", () => {
  test("has all of them", () => {
    expect(list.all()).toEqual(changes);
  });

  test.each([
    [["PyFoo"], ["a"]],
    [["Foo"], ["b", "c"]],
    [
      ["Foo", "PyFoo"],
      ["a", "b", "c"],
    ],
    [["__proto__"], ["b"]],
    [["empty", "oo", "gone", ""], []],
  ])("has those about %j", (names, ids) => {
    expect(list.about(names).map(({ id }) => id)).toEqual(ids);
  });

  test("may be empty", () => {
    const none = ChangeList.of([], new Map());
    expect([none.all(), none.about(["PyFoo"])]).toEqual([[], []]);
  });
});
