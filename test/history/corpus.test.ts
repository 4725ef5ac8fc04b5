import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { ThreadBuilder } from "../../cache/builder.ts";
import { Indexes } from "../../cache/indexes.ts";
import { Api } from "../../src/check/api.ts";
import { lookupsOf } from "../../src/check/lookups.ts";
import type { Use } from "../../src/check/use.ts";
import { Repository, type ResolvedRef } from "../../src/cpython/repository.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { outlineOf } from "../../src/history/outline.ts";
import type { Manifest, ManifestMember } from "../../src/manifest/model.ts";
import { corpusRemote } from "../corpus/corpus.ts";

const corpus = corpusRemote();
/** `INDEX_REFS=all` reads every tag of the remote. */
const wanted = process.env.INDEX_REFS?.split(",") ?? ["v3.7.11", "v3.7.12", "v3.9.2"];

describe.skipIf(corpus === null)("the index of real CPython", () => {
  const folder = mkdtempSync(join(tmpdir(), "capidiff-indexes-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("returns the bytes of fresh builds, whatever the order of additions", async () => {
    const repository = new Repository(corpus as string, join(folder, "data"));
    const tags = (await repository.refs()).filter(({ kind, name }) => {
      return kind === "tag" && (wanted[0] === "all" || wanted.includes(name));
    });
    const refs = tags.map(({ name, commit, kind }): ResolvedRef => ({ ref: name, commit, kind }));
    const [order = []] = fc.sample(fc.shuffledSubarray(refs, { minLength: refs.length }), 1);
    const reported = order.map(({ ref }) => ref).join();
    const indexes = new Indexes(folder, (message) => {
      throw new Error(message);
    });
    const warm = new ThreadBuilder(indexes);
    for (const ref of order) {
      const tree = await repository.tree(ref);
      const manifest = await warm.build("manifest", { tree, target: defaultTarget });
      await warm.build("index", { target: defaultTarget, manifest });
    }
    const reader = new Indexes(folder, () => {});
    for (const ref of order) {
      const fresh = await new ThreadBuilder().build("manifest", {
        tree: await repository.tree(ref),
        target: defaultTarget,
      });
      const kept = await reader.manifest(ref, defaultTarget);
      expect(kept?.equals(fresh), `${ref.ref} after ${reported}`).toBe(true);
    }
  }, 600_000);

  test("tells by an outline of a tag what its manifest tells of each use", async () => {
    const index = await new Indexes(folder, () => {}).of(defaultTarget);
    for (const { head } of index.tags.values()) {
      const manifest: Manifest = JSON.parse((index.manifest(head.ref, head.commit) as Buffer).toString());
      const whole = new Api(manifest);
      for (const use of usesOf(manifest).filter((_, i) => i % 97 === 0)) {
        const outline: Manifest = JSON.parse((outlineOf(index, head, lookupsOf([use])) as Buffer).toString());
        expect(new Api(outline).presence(use, false), JSON.stringify(use)).toEqual(whole.presence(use, false));
      }
    }
  }, 60_000);
});

/** Uses of all that a manifest has, with members up to three deep, and of members that it does not have. */
function usesOf({ symbols, structs, enums, headers }: Manifest): Use[] {
  const byName = new Map(structs.map((struct) => [struct.name, struct]));
  const paths = ({ members }: { members?: readonly ManifestMember[] | null }, depth: number): string[] =>
    (members ?? []).flatMap((member) => {
      const inner = depth === 0 ? [] : paths(member.members ? member : (byName.get(member.type) ?? {}), depth - 1);
      return [`${member.name}`, `${member.name}.none`, ...inner.map((path) => `${member.name}.${path}`)];
    });
  return [
    ...[...symbols, ...structs, ...enums].map(({ name }): Use => ({ kind: "symbol", name, place: null })),
    ...headers.map(({ path }): Use => ({ kind: "header", header: path.replace("Include/", ""), place: null })),
    ...structs.flatMap((struct) =>
      paths(struct, 2).map(
        (member): Use => ({ kind: "member", struct: struct.name, member, confidence: "certain", place: null }),
      ),
    ),
  ];
}
