import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import type { Change, Diff } from "../../src/diff/model.ts";
import type { Manifest, ManifestEnum, ManifestStruct, ManifestSymbol } from "../../src/manifest/model.ts";
import { expectSameAbout } from "./about.ts";
import { enumeration, enumerator, func, macro, manifest, struct, typedef, variable } from "./manifests.ts";

const header = fc.constantFrom(
  "Include/a.h",
  "Include/cpython/a.h",
  "Include/cpython/b.h",
  "Include/internal/pycore_a.h",
);
/** Few, so that two manifests share many. */
const name = fc.constantFrom(..."ABCDEFGHIJ".split("").flatMap((x) => [`Py${x}`, `_Py${x}`, `PyUnstable_${x}`]));
const tag = fc.constantFrom(null, "_a", "_b", "_c", "_d");

const symbol: fc.Arbitrary<ManifestSymbol> = fc.oneof(
  fc.record({ name, header, exported: fc.boolean() }).map(({ name, ...facts }) => func(name, facts)),
  fc.record({ name, header }).map(({ name, header }) => macro(name, { header })),
  fc.record({ name, header }).map(({ name, header }) => variable(name, { header })),
  fc.record({ name, header }).map(({ name, header }) => typedef(name, { header })),
  fc.record({ name, header }).map(({ name, header }) => enumerator(name, { header })),
);

/** An enum identified by a typedef or its tag, whose enumerators may be in other headers. */
const enums: fc.Arbitrary<{ type: ManifestEnum; symbols: ManifestSymbol[] }> = fc
  .record({ name, isTag: fc.boolean(), header, enumerators: fc.array(fc.record({ name, header }), { maxLength: 3 }) })
  .map(({ name, isTag, header, enumerators }) => ({
    type: enumeration(name, [], { header, tag: isTag ? name : null }),
    symbols: [
      ...(isTag ? [] : [typedef(name, { header })]),
      ...enumerators.map((facts) => enumerator(facts.name, { header: facts.header, enum: name })),
    ],
  }));

/** A struct with its typedef symbols, if it has any, known by one of them or by its tag. */
const record: fc.Arbitrary<{ struct: ManifestStruct; typedefs: string[] }> = fc
  .record({
    typedefs: fc.uniqueArray(name, { maxLength: 2 }),
    tag,
    header,
    opaque: fc.boolean(),
    kind: fc.constantFrom("struct" as const, "union" as const),
  })
  .filter(({ typedefs, tag }) => typedefs.length > 0 || tag !== null)
  .map(({ typedefs, ...facts }) => ({
    struct: struct(typedefs[0] ?? String(facts.tag), { ...facts, typedefs: typedefs.toSorted() }),
    typedefs,
  }));

/** Valid C: each name and each tag has one meaning. */
const manifests: fc.Arbitrary<Manifest> = fc
  .record({
    symbols: fc.array(symbol, { maxLength: 20 }),
    enums: fc.array(enums, { maxLength: 3 }),
    records: fc.array(record, { maxLength: 6 }),
  })
  .map(({ symbols, enums, records }) => {
    const named = new Map<string, ManifestSymbol>();
    const tags = new Set<string>();
    const structs: ManifestStruct[] = [];
    for (const { struct, typedefs } of records) {
      if (typedefs.some((name) => named.has(name)) || (struct.tag !== null && tags.has(struct.tag))) continue;
      if (struct.tag !== null) tags.add(struct.tag);
      structs.push(struct);
      for (const name of typedefs) named.set(name, typedef(name, { header: struct.header }));
    }
    const types: ManifestEnum[] = [];
    for (const { type, symbols } of enums) {
      if (named.has(type.name) || tags.has(type.name)) continue;
      tags.add(type.name);
      types.push(type);
      for (const symbol of symbols) if (!named.has(symbol.name)) named.set(symbol.name, symbol);
    }
    for (const symbol of symbols) if (!named.has(symbol.name)) named.set(symbol.name, symbol);
    return manifest({ symbols: [...named.values()], structs, enums: types });
  });

const namesOf = (diff: Diff, wanted: (change: Change) => boolean) =>
  diff.changes
    .filter(wanted)
    .map(({ subject }) => `${subject.kind} ${subject.name}`)
    .sort();

/** A name is gone, or gave its place to another one. */
const isLoss = (change: Change) => change.to === null || change.newName !== undefined;

describe("every diff", () => {
  test("of a manifest with itself is empty", () => {
    fc.assert(
      fc.property(manifests, (a) => {
        expect(diffManifests(a, structuredClone(a)).changes).toEqual([]);
      }),
    );
  });

  test("additions in one direction are removals in the other", () => {
    fc.assert(
      fc.property(manifests, manifests, (a, b) => {
        const removed = namesOf(diffManifests(a, b), (change) => change.to === null);
        const added = namesOf(diffManifests(b, a), (change) => change.from === null);
        expect(added).toEqual(expect.arrayContaining(removed));
      }),
      { numRuns: 200 },
    );
  });

  test("has unique ids, and does not depend on the order of its input", () => {
    const shuffled = (a: Manifest) =>
      fc.record({
        symbols: fc.shuffledSubarray(a.symbols, { minLength: a.symbols.length }),
        structs: fc.shuffledSubarray(a.structs, { minLength: a.structs.length }),
        enums: fc.shuffledSubarray(a.enums, { minLength: a.enums.length }),
      });
    const pair = fc
      .tuple(manifests, manifests)
      .chain(([a, b]) => fc.tuple(fc.constant(a), fc.constant(b), shuffled(a), shuffled(b)));
    fc.assert(
      fc.property(pair, ([a, b, orderA, orderB]) => {
        const diff = diffManifests(a, b);
        expect(new Set(diff.changes.map((change) => change.id)).size).toBe(diff.changes.length);
        expect(diffManifests({ ...a, ...orderA }, { ...b, ...orderB })).toEqual(diff);
      }),
      { numRuns: 200 },
    );
  });

  test("reports every removed name: as a subject, or as part of one", () => {
    fc.assert(
      fc.property(manifests, manifests, (a, b) => {
        const here = new Set(b.symbols.map((symbol) => symbol.name));
        for (const { name } of a.symbols) {
          if (here.has(name)) continue;
          expect(diffManifests(a, b, { symbol: name }).changes.some(isLoss)).toBe(true);
        }
      }),
    );
  });

  test("has the same changes of some names as if these alone were compared", () => {
    const names = fc.uniqueArray(fc.oneof(name, tag.map(String)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(manifests, manifests, names, (a, b, names) => expectSameAbout(a, b, [names])),
      { numRuns: 300 },
    );
  });
});
