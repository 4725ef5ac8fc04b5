import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ThreadBuilder } from "../../cache/builder.ts";
import { Indexes } from "../../cache/indexes.ts";
import { Repository } from "../../src/cpython/repository.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { corpusRemote } from "../corpus/corpus.ts";

const corpus = corpusRemote();

describe.skipIf(corpus === null)("the index of real CPython", () => {
  const folder = mkdtempSync(join(tmpdir(), "capidiff-index-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // All tags of the corpus are compared by `npm run bench:index`.
  it("gives back the bytes that were built", async () => {
    const repository = new Repository(corpus as string, join(folder, "data"));
    const fail = (message: string) => expect.fail(message);
    const builder = new ThreadBuilder(new Indexes(folder, fail));
    const built = new Map<string, Buffer>();
    for (const ref of ["v3.7.0", "v3.7.1", "v3.13.5"]) {
      const bytes = await builder.manifest(await repository.tree(ref), defaultTarget);
      await builder.index(defaultTarget, bytes);
      built.set(ref, bytes);
    }
    const indexes = new Indexes(folder, fail);
    for (const [ref, bytes] of built) {
      expect((await indexes.manifest(await repository.resolve(ref), defaultTarget))?.equals(bytes), ref).toBe(true);
    }
  });
});
