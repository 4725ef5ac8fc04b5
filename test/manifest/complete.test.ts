import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Repository } from "../../src/cpython/repository.ts";
import { abis, defaultTarget } from "../../src/cpython/target.ts";
import { CapidiffError } from "../../src/errors.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { ManifestSession } from "../../src/manifest/session.ts";
import { corpusRemote } from "../corpus/corpus.ts";

const corpus = corpusRemote();
/** `COMPLETE_REFS=all` reads every tag of the remote in every build; default: the first tag of each series. */
const isAll = process.env.COMPLETE_REFS === "all";
const seriesOf = (tag: string) => /^v3\.\d+/.exec(tag)?.[0];

describe.skipIf(corpus === null)("releases, in every build", () => {
  const folder = mkdtempSync(join(tmpdir(), "capidiff-complete-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("are understood whole", async () => {
    const repository = new Repository(corpus as string, folder);
    const tags = (await repository.refs()).filter(({ kind }) => kind === "tag").map(({ name }) => name);
    const isFirst = (name: string, at: number) => tags.findIndex((other) => seriesOf(other) === seriesOf(name)) === at;
    const names = isAll ? tags : tags.filter(isFirst);
    const newest = names.find((name) => name.startsWith("v3.15"));
    const session = new ManifestSession();
    const read = new Map<string, string[]>();
    for (const name of names) {
      const tree = await repository.tree(name);
      for (const abi of isAll || name === newest ? abis : abis.slice(0, 1)) {
        try {
          const { complete, diagnostics } = buildManifest(tree, { ...defaultTarget, abi }, session);
          expect(complete ? [] : diagnostics, `${name} ${abi}`).toEqual([]);
          read.set(abi, [...(read.get(abi) ?? []), name]);
        } catch (error) {
          // Not every version has every build.
          if (!(error instanceof CapidiffError && error.code === "unknown-abi")) throw error;
        }
      }
    }
    expect(read.get("cp")).toEqual(names);
    expect(read.get("abi3t")).toContain(newest);
    expect(read.get("cpt")).not.toHaveLength(0);
  }, 300_000);
});
