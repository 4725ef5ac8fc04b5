import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DerivedList } from "../../src/manifest/derived-list.ts";
import { NameIndex } from "../../src/manifest/name-index.ts";
import { PartList } from "../../src/manifest/part-list.ts";

interface Element {
  readonly name: string;
  readonly uses: string;
  readonly isPart: boolean;
}

const names = ["a", "b", "c", "d", "e"];
const elements: Element[] = names.flatMap((name) =>
  names.flatMap((uses) => [true, false].map((isPart) => ({ name, uses, isPart }))),
);
/** Sorted lists of elements that many of them share, each with a value of every name. */
const steps = fc.array(
  fc.record({
    list: fc
      .uniqueArray(fc.nat(elements.length - 1), { selector: (index) => elements[index]?.name ?? "" })
      .map((places) => places.sort((a, b) => a - b).map((place) => elements[place] as Element)),
    values: fc.record(Object.fromEntries(names.map((name) => [name, fc.nat(1)]))),
    context: fc.constantFrom("one", "one", "one", "other"),
  }),
  { minLength: 3, maxLength: 8 },
);

const make = ({ name, uses }: Element, values: Record<string, number>, context: string) => ({
  uses,
  text: `${name} ${uses} ${values[uses]} ${context}`,
});

describe("lists of one manifest after another", () => {
  test("are derived as if each was made alone, also after one that could not be made", () => {
    fc.assert(
      fc.property(steps, fc.nat(7), (all, failing) => {
        const derived = new DerivedList<Element, { uses: string; text: string }>(({ uses }) => [uses]);
        let before: Record<string, number> = {};
        for (const [index, { list, values, context }] of all.entries()) {
          const changed = names.filter((name) => values[name] !== before[name]).map((name) => ({ name }));
          before = values;
          const of = (make: (element: Element) => { uses: string; text: string }) =>
            derived.of(list, [context], make, changed);
          const fail = () => {
            throw new Error("fails");
          };
          try {
            if (index === failing) of(fail);
          } catch {}
          const alone = list.map((element) => make(element, values, context));
          expect(of((element) => make(element, values, context))).toEqual(alone);
        }
      }),
    );
  });

  test("are made anew only where an element or a name that it uses differs", () => {
    const derived = new DerivedList<Element, { uses: string; text: string }>(({ uses }) => [uses]);
    const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => ({ name, uses: `${name}s`, isPart: true })) as Element[];
    const made: string[] = [];
    const of = (list: unknown[], ...changed: string[]) => {
      made.length = 0;
      const note = (element: Element) => {
        made.push(element.name);
        return make(element, {}, "");
      };
      const named = changed.map((name) => ({ name }));
      return derived.of(list as Element[], [], note, named);
    };
    const first = of([a, b, d]);
    expect(of([a, b, d], "none")).toBe(first);
    expect(made).toEqual([]);
    expect(of([a, b, d], "bs")).not.toBe(first);
    expect(made).toEqual(["b"]);
    of([a, b, c, d], "as");
    expect(made).toEqual(["a", "c"]);
    of([a, b, c, d], "ds");
    expect(made).toEqual(["d"]);
  });

  test("are indexed by name, with the names that stand for something else now", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const index = new NameIndex<Element>();
        let before = new Map<string, Element>();
        for (const { list } of all) {
          const now = new Map(list.map((element) => [element.name, element]));
          const changed = new Set(index.update(list).map(({ name }) => name));
          expect([...changed].sort()).toEqual(names.filter((name) => before.get(name) !== now.get(name)));
          expect(new Map(index.byName)).toEqual(now);
          before = now;
        }
      }),
    );
  });

  test("have the same part while it has the same elements", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const part = new PartList<Element>(({ isPart }) => isPart);
        let before = part.of([]);
        for (const { list } of all) {
          const now = part.of(list);
          const expected = list.filter(({ isPart }) => isPart);
          expect(now).toEqual(expected);
          const isSame = before.length === expected.length && before.every((one, index) => one === expected[index]);
          expect(now === before).toBe(isSame);
          before = now;
        }
      }),
    );
  });
});
