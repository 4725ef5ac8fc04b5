import fc from "fast-check";
import { expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import { changesBetween } from "../../src/history/changes.ts";
import { historyOf } from "../../src/history/history.ts";
import type { Facts, HistorySubject } from "../../src/history/model.ts";
import type { Manifest, ManifestMember } from "../../src/manifest/model.ts";
import { structNames } from "../../src/manifest/struct-names.ts";
import { headersManifest } from "../diff/fixtures.ts";
import { lineOf } from "./lines.ts";

const mostly = (usual: string, ...others: string[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
const members = fc
  .uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map((name) => fc.constantFrom("char", "long").map((type) => `${type} ${name};`))))
  .map((all) => all.join(" "));
/** A struct with a name of its own, mostly in the text of another one: that one has its changes. */
const inner = fc
  .record({
    keyword: mostly("struct", "union"),
    tag: mostly("_inner", "_other"),
    members,
    place: mostly("inside", "deep inside", "before"),
  })
  .map(({ keyword, tag, members, place }) => {
    const text = `\n${keyword} ${tag} { ${members} }`;
    if (place === "before") return { before: `${text};\n`, member: `${keyword} ${tag} in;` };
    return { before: "", member: place === "inside" ? `${text} in;` : `\nstruct _middle { char m; ${text} in; } mid;` };
  });
const box = fc
  .record({ inner: fc.option(inner), members, typedef: fc.boolean() })
  .map(({ inner, members, typedef }) => {
    const body = `{ ${inner?.member ?? ""} ${members} }`;
    return `${inner?.before ?? ""}${typedef ? `typedef struct _box ${body} PyBox;` : `struct _box ${body};`}`;
  });
const declaration = fc.oneof(
  box,
  fc.constantFrom(
    ...["PyAPI_FUNC(int) PyA(int);", "PyAPI_FUNC(void) PyA(int);", "#define PyA(x) ((x) + 1)", "#define PyA 1"],
    ...["#define PyA 2", "static inline int PyA(int x) { return x; }", "PyAPI_DATA(long) PyA;", "typedef int PyA;"],
    ...["enum _e { PyA, PyB };", "typedef enum _e { PyB, PyA } PyE;", "PyAPI_FUNC(int) PyB(int);", "typedef long PyA;"],
  ),
);
const header = fc
  .tuple(mostly("foo.h", "cpython/bar.h"), fc.option(box), declaration)
  .filter(([, box, other]) => box === null || !other.includes("_box"))
  .map(([path, box, other]) => new Map([[path, `${box ?? ""}\n${other}\n`]]));

/** Every name of some versions. */
function subjectsIn(versions: readonly Manifest[]): HistorySubject[] {
  const subjects = versions.flatMap(({ symbols, structs }): HistorySubject[] => [
    ...symbols.filter(({ name }) => /^Py[ABE]/.test(name)).map(({ name }) => ({ kind: "symbol" as const, name })),
    ...structs.flatMap((struct) => structNames(struct).map((name) => ({ kind: "struct" as const, name }))),
    ...structs.flatMap(({ name, members }) =>
      pathsIn(members ?? []).map((member) => ({ kind: "member" as const, name, member })),
    ),
  ]);
  return [...new Map(subjects.map((one) => [JSON.stringify(one), one])).values()];
}

const pathsIn = (members: readonly ManifestMember[]): string[] =>
  members.flatMap(({ name, members: inner = [] }) => [name ?? "", ...pathsIn(inner).map((path) => `${name}.${path}`)]);

/** Those of the facts that are the same in all versions of a stretch. */
function lasting(facts: Facts | null): unknown {
  if (facts === null) return null;
  if (!("kind" in facts)) return [facts.offset, facts.size, facts.header];
  if ("members" in facts) return [facts.kind, facts.size, facts.header, placesOf(facts.members)];
  const { line: _, ...rest } = facts;
  return rest;
}

/** The order of a union's members is of no consequence, nor is the name of a type that was renamed. */
const placesOf = (members: readonly ManifestMember[] | null) =>
  members?.map(({ name, offset, size }) => `${name} ${offset} ${size}`).toSorted();

test("each boundary of any name is a change of the diff of its two neighbours, and nothing changes in between", () =>
  fc.assert(
    fc.asyncProperty(fc.array(header, { minLength: 3, maxLength: 4 }), async (trees) => {
      const versions = trees.map((headers, i): Manifest => {
        const ref = `v3.${i + 1}.0`;
        return { ...headersManifest(ref, headers), version: `3.${i + 1}.0`, commit: String(i).padStart(40, "0") };
      });
      const line = lineOf(versions);
      const pairs = versions.slice(1).map((to, i) => ({ from: versions[i] as Manifest, to }));
      const ids = pairs.map(({ from, to }) => diffManifests(from, to).changes.map(({ id }) => id));
      const lists = pairs.map(({ from, to }) => changesBetween(from, to));
      const at = (ref: string) => versions.findIndex((one) => one.ref === ref);
      const historyIn = async (subject: HistorySubject, from = 0, to = versions.length) => {
        const stops = line.stops.slice(from, to);
        const reported = await historyOf(subject, [{ ...line, stops }], async (_, { ref }) => lists[at(ref)] as never);
        return reported.histories[0]?.stretches ?? [];
      };
      for (const subject of subjectsIn(versions)) {
        const name = JSON.stringify(subject);
        for (const [i, { from, to, facts, changes }] of (await historyIn(subject)).entries()) {
          const known = ids[at(from.ref) - 1] ?? [];
          expect(changes.length > 0, `${name} at ${from.ref}`).toBe(i > 0);
          for (const { id } of changes) expect(known, name).toContain(id);
          for (let v = at(from.ref); v <= at(to.ref); v++) {
            const alone = await historyIn(subject, v, v + 1).catch(() => []);
            expect(lasting(alone[0]?.facts ?? null), `${name} in ${v}`).toEqual(lasting(facts));
          }
        }
      }
    }),
    { numRuns: 20 },
  ));
