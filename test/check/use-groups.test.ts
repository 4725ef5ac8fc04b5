import { expect, test } from "vitest";
import type { Use } from "../../src/check/use.ts";
import { groupUses, mergeGroups, PlaceMap, PlaceSet, placesOf } from "../../src/check/use-groups.ts";

const at = (file: string, line: number, column = 1) => ({ file, line, column });
const use = (place: Use["place"], more = {}): Use => ({ kind: "symbol", name: "PyFoo", place, ...more });

test("uses that differ only in the place are one group, with places in order", () => {
  const [group, ...more] = groupUses([
    use(at("b.c", 2)),
    use(at("a.c", 10)),
    use(at("a.c", 9, 30)),
    use(at("a.c", 10)),
  ]);
  expect(more).toEqual([]);
  expect(group).toEqual({
    use: use(null),
    places: [
      ["a.c", [9, 30, 10, 1]],
      ["b.c", [2, 1]],
    ],
  });
  expect(group && placesOf(group)).toEqual([at("a.c", 9, 30), at("a.c", 10), at("b.c", 2)]);
});

test("uses that differ otherwise are several groups, and may be merged by what they have in common", () => {
  const groups = groupUses([use(at("a.c", 1), { arguments: 1 }), use(at("a.c", 2), { arguments: 2 })]);
  expect(groups).toHaveLength(2);
  const merged = mergeGroups(groups, () => "PyFoo");
  expect(merged.map(placesOf)).toEqual([[at("a.c", 1), at("a.c", 2)]]);
});

test("a use may have no place, or only a file", () => {
  expect(groupUses([use(null)]).map(placesOf)).toEqual([[]]);
  expect(groupUses([use({ file: "a.so" })]).map(placesOf)).toEqual([[{ file: "a.so" }]]);
});

test("all expansions of a group are its own", () => {
  const expanded = [
    use(at("a.h", 1), { expansions: [at("a.c", 5)] }),
    use(at("a.h", 2), { expansions: [at("b.c", 7)] }),
  ];
  expect(groupUses(expanded)).toMatchObject([
    { places: [["a.h", [1, 1, 2, 1]]], expansions: [at("a.c", 5), at("b.c", 7)] },
  ]);
});

test("places are distinct however often they are added, in any line and column of a large file", () => {
  const places = new PlaceSet();
  const far = [at("a.c", 2 ** 26, 2 ** 26), at("a.c", 1, 2 ** 26), at("a.c", 2)];
  for (let i = 0; i < 5000; i++) for (const place of far) places.add(place);
  const kept = places.table(({ column }) => column === 1);
  expect(kept).toEqual([["a.c", [1, 2 ** 26, 2 ** 26, 2 ** 26]]]);
});

test("a value has a place", () => {
  const values = new PlaceMap<number>();
  values.set(at("a.c", 3, 4), 1);
  values.set(at("b.c", 3, 4), 2);
  values.set(at("a.c", 3, 4), 3);
  expect(values.get(at("a.c", 3, 4))).toBe(3);
  expect(values.get(at("a.c", 4, 3))).toBeUndefined();
  expect([...values]).toEqual([
    [at("a.c", 3, 4), 3],
    [at("b.c", 3, 4), 2],
  ]);
});
