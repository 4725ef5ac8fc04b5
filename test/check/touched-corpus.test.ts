import { beforeAll, describe, expect, test } from "vitest";
import { Api } from "../../src/check/api.ts";
import { ChangeIndex } from "../../src/check/touched.ts";
import type { UseList } from "../../src/check/use.ts";
import { diffManifests } from "../../src/diff/diff.ts";
import { ManifestIndex } from "../../src/diff/manifest-index.ts";
import { type MemberNode, membersInside, memberTree } from "../../src/diff/member-tree.ts";
import type { Manifest, ManifestStruct } from "../../src/manifest/model.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { openReleases } from "../corpus/releases.ts";

const corpus = corpusRemote();
const refs = ["v3.9.2", "v3.11.2", "v3.13.5", "v3.14.10", "v3.15.2"] as const;

describe.skipIf(corpus === null)("of real CPython", () => {
  const manifests = new Map<string, Manifest>();
  beforeAll(async () => {
    const releases = openReleases(corpus as string);
    for (const ref of refs) manifests.set(ref, await releases.manifest(ref));
  });
  const manifestOf = (ref: string) => manifests.get(ref) as Manifest;

  test.each(refs.slice(1).map((to, index) => [refs[index] as string, to]))(
    "%s → %s: whoever uses what is gone or elsewhere is touched",
    (older, newer) => {
      const [from, to] = [manifestOf(older), manifestOf(newer)];
      const uses = lost(from, to);
      const touched = { symbols: new Set(), members: new Set(), headers: new Set() };
      const found = new ChangeIndex(diffManifests(from, to).changes).touching(uses, new Api(from));
      for (const { uses: some } of found) {
        for (const name of some.symbols ?? []) touched.symbols.add(name);
        for (const use of some.members ?? []) touched.members.add(use);
        for (const header of some.headers ?? []) touched.headers.add(header);
      }
      expect(uses.symbols.filter((name) => !touched.symbols.has(name))).toEqual([]);
      expect(uses.members.filter((use) => !touched.members.has(use))).toEqual([]);
      expect(uses.headers.filter((header) => !touched.headers.has(header))).toEqual([]);
      expect(uses.symbols.length + uses.members.length).toBeGreaterThan(100);
    },
  );

  test("old greenlet is touched by v3.11, and uses of a few stable names are not", () => {
    const index = new ChangeIndex(diffManifests(manifestOf("v3.9.2"), manifestOf("v3.11.2")).changes);
    const members = ["use_tracing", "frame", "recursion_depth"].map((member) => ({ struct: "PyThreadState", member }));
    const found = index.touching({ members }).flatMap(({ uses }) => uses.members ?? []);
    expect(new Set(found)).toEqual(new Set(members));
    expect(index.touching({ symbols: ["PyList_New", "PyDict_SetItem", "PyErr_Occurred"] })).toEqual([]);
  });
});

/** All names of one manifest, and members that extensions see, that are gone from the other, or hidden there, or stands elsewhere. */
function lost(from: Manifest, to: Manifest): Required<UseList> {
  const names = new Set([...to.symbols, ...to.structs, ...to.enums].map(({ name }) => name));
  const paths = new Set(to.headers.map(({ path }) => path));
  const [before, after] = [ManifestIndex.of(from), ManifestIndex.of(to)];
  return {
    symbols: from.symbols.map(({ name }) => name).filter((name) => !names.has(name)),
    members: from.structs
      .filter((struct) => struct.surface === "public" && !struct.opaque)
      .flatMap((struct) => lostMembers(struct, before, after).map((member) => ({ struct: struct.name, member }))),
    headers: from.headers.map(({ path }) => path).filter((path) => !paths.has(path)),
  };
}

function lostMembers(struct: ManifestStruct, before: ManifestIndex, after: ManifestIndex): string[] {
  const now = after.structs.get(struct.name);
  const isHidden = now === undefined || (now.opaque && !struct.opaque);
  const there = new Map((now ? allOf(memberTree(now), after) : []).map((node) => [node.path, placeOf(node)]));
  return allOf(memberTree(struct), before)
    .filter((node) => isHidden || there.get(node.path) !== placeOf(node))
    .map(({ path }) => path);
}

/** Members, and those inside them. */
const allOf = (nodes: readonly MemberNode[], index: ManifestIndex): MemberNode[] =>
  nodes.flatMap((node) => [node, ...allOf(membersInside(node, index), index)]);

const placeOf = ({ start, member }: MemberNode) => `${start} ${member.size} ${member.bitWidth}`;
