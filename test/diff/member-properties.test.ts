import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import type { Change } from "../../src/diff/model.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { headersManifest } from "./fixtures.ts";

interface Declared {
  name: string;
  type: string;
  /** Of a bit-field. */
  bits: number | null;
}

const types = ["char", "short", "int", "long", "double", "char *", "PyObject *", "PyKind", "PySpan"] as const;
const plain = fc.constantFrom(...types);
/** None near another one. */
const names = ["alpha", "bound", "cursor", "depth", "entry", "flags", "gauge", "height", "index", "jitter"].map(
  (name) => `f_${name}`,
);
const declared: fc.Arbitrary<Omit<Declared, "name">> = fc.oneof(
  { weight: 4, arbitrary: plain.map((type) => ({ type, bits: null })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }).map((bits) => ({ type: "unsigned int", bits })) },
);
/** At least three, so that there is a middle; and one name is left for one more. */
const members: fc.Arbitrary<Declared[]> = fc
  .tuple(fc.shuffledSubarray(names.slice(1), { minLength: 3 }), fc.array(declared, { minLength: 9, maxLength: 9 }))
  .map(([names, types]) => names.map((name, index) => ({ name, ...(types[index] as Omit<Declared, "name">) })));
const free = names[0] as string;

/** The struct in a header like CPython's, after the types of its members and before code that uses it. */
function header(members: readonly Declared[]): string {
  const lines = members.map(({ name, type, bits }) => {
    const space = type.endsWith("*") ? "" : " ";
    return `    ${type}${space}${name}${bits === null ? "" : ` : ${bits}`};   /* ${name} */`;
  });
  return `
typedef enum { PyKind_NONE, PyKind_SOME } PyKind;
typedef struct { long start; int length; } PySpan;
/* A foo
   and its members */
typedef struct _foo {
${lines.join("\n")}
} PyFooObject;
#define PyFoo_CAST(op) ((PyFooObject *)(op))
PyAPI_FUNC(PyFooObject *) PyFoo_New(int kind);
`;
}

const manifestOf = (members: readonly Declared[]) => headersManifest("v3.13.0", new Map([["foo.h", header(members)]]));

function diff(before: readonly Declared[], after: readonly Declared[]): Change[] {
  const [from, to] = [manifestOf(before), manifestOf(after)];
  const { changes } = diffManifests(from, to);
  // Whatever the edits, each moved member is reported once.
  const reported = changes.flatMap(({ shifted }) => shifted?.map(({ member }) => member) ?? []);
  expect(reported.length).toBe(new Set(reported).size);
  const { elsewhere } = positions(from, to);
  for (const member of reported) expect(elsewhere).toContain(member);
  expect(reported.toSorted()).toEqual(elsewhere.filter((name) => !isNew(changes, name)));
  return changes;
}

/** Names of members that both have, at other bits. */
function positions(from: Manifest, to: Manifest): { elsewhere: string[] } {
  const [before, after] = [from, to].map((manifest) => {
    const struct = manifest.structs.find(({ name }) => name === "PyFooObject");
    return new Map(struct?.members?.map(({ name, offset, bitOffset }) => [name, bitOffset ?? 8 * (offset ?? 0)]));
  });
  const elsewhere = [...(after ?? [])].flatMap(([name, bit]) =>
    name !== null && before?.has(name) && before.get(name) !== bit ? [name] : [],
  );
  return { elsewhere: elsewhere.toSorted() };
}

/** A member that is renamed is there under another name. */
const isNew = (changes: readonly Change[], name: string) => changes.some(({ newName }) => newName === name);

const said = (changes: readonly Change[]) => changes.map(({ rule, member }) => `${rule} ${member}`);

/** Members, and one of them. */
const withOne = members.chain((members) =>
  fc.record({ members: fc.constant(members), at: fc.nat({ max: members.length - 1 }), type: declared }),
);

const runs = { numRuns: 30 };

describe("an edit of a random struct in a header is found as exactly that change", () => {
  test("a member put in", () => {
    fc.assert(
      fc.property(withOne, ({ members, at, type }) => {
        expect(said(diff(members, members.toSpliced(at, 0, { name: free, ...type })))).toEqual([
          `member-added ${free}`,
        ]);
      }),
      runs,
    );
  });

  test("a member taken out", () => {
    fc.assert(
      fc.property(withOne, ({ members, at }) => {
        expect(said(diff(members, members.toSpliced(at, 1)))).toEqual([`member-removed ${members[at]?.name}`]);
      }),
      runs,
    );
  });

  test("a member with another name", () => {
    fc.assert(
      fc.property(withOne, ({ members, at }) => {
        const one = members[at] as Declared;
        const changes = diff(members, members.with(at, { ...one, name: `${one.name}_ex` }));
        expect(changes).toMatchObject([
          { rule: "member-renamed", member: one.name, newName: `${one.name}_ex`, binary: "compatible" },
        ]);
        expect(changes).toHaveLength(1);
      }),
      runs,
    );
  });

  test("a member with another type", () => {
    fc.assert(
      fc.property(withOne, plain, ({ members, at }, type) => {
        const one = members[at] as Declared;
        fc.pre(one.bits === null && one.type !== type);
        expect(said(diff(members, members.with(at, { ...one, type })))).toEqual([`member-type-changed ${one.name}`]);
      }),
      runs,
    );
  });

  test("a member that is somewhere else", () => {
    fc.assert(
      fc.property(withOne, fc.nat({ max: 8 }), ({ members, at }, to) => {
        fc.pre(to < members.length && to !== at);
        const one = members[at] as Declared;
        expect(said(diff(members, members.toSpliced(at, 1).toSpliced(to, 0, one)))).toEqual(["member-reordered null"]);
      }),
      runs,
    );
  });

  test("a bit-field of another width", () => {
    fc.assert(
      fc.property(
        withOne,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        ({ members, at }, was, is) => {
          fc.pre(was !== is);
          const one: Declared = { ...(members[at] as Declared), type: "unsigned int", bits: was };
          const before = members.with(at, one);
          expect(said(diff(before, before.with(at, { ...one, bits: is })))).toEqual([`bitfield-changed ${one.name}`]);
        },
      ),
      runs,
    );
  });
});

describe("any two structs of one name", () => {
  test("differ by their members, whose additions in one direction are removals in the other", () => {
    fc.assert(
      fc.property(members, members, (before, after) => {
        const [forth, back] = [diff(before, after), diff(after, before)];
        const only = (changes: readonly Change[], rule: string) =>
          changes.flatMap((change) => (change.rule === rule ? [change.member] : [])).sort();
        expect(only(forth, "member-removed")).toEqual(only(back, "member-added"));
        expect(only(forth, "member-type-changed")).toEqual(only(back, "member-type-changed"));
        expect(only(forth, "bitfield-changed")).toEqual(only(back, "bitfield-changed"));
      }),
      runs,
    );
  });
});
