import { describe, expect, test } from "vitest";
import { type FillOptions, fill, missingIn } from "../../cache/fill.ts";
import { Indexes } from "../../cache/indexes.ts";
import type { ResolvedRef } from "../../src/cpython/repository.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { CapidiffError } from "../../src/errors.ts";
import { temporaryFolder } from "./disk.ts";
import { indexingBuilder } from "./indexing-builder.ts";

const cpt = { ...defaultTarget, abi: "cpt" as const };
const tags: ResolvedRef[] = ["v3.12.0", "v3.13.0", "v3.13.1"].map((ref) => ({
  ref,
  commit: "a".repeat(40),
  kind: "tag",
}));

/** An index to fill, with a builder that knows cpt from 3.13 on. */
function filling(folder: string, unreadable?: string) {
  const indexes = new Indexes(folder, (message) => expect.fail(message));
  const built: string[] = [];
  const builder = indexingBuilder(indexes, ({ tree: { ref }, target: { abi } }) => {
    built.push(`${ref} ${abi}`);
    if (abi === "cpt" && ref < "v3.13") throw new CapidiffError("unknown-abi", "no cpt");
  });
  const repository: FillOptions["repository"] = {
    async *trees(refs) {
      for (const { ref, commit } of refs) {
        if (ref === unreadable) throw new CapidiffError("no-headers", "none");
        yield { ref, commit, files: new Map() };
      }
    },
  };
  const run = async (options: Partial<FillOptions> = {}) =>
    fill(await missingIn(indexes, tags, [defaultTarget, cpt]), { repository, builder, indexes, ...options });
  return { indexes, built, run };
}

describe("filling the index", () => {
  test("reads missing manifests, tag by tag, and reports progress", async () => {
    using disk = temporaryFolder();
    const { indexes, run } = filling(disk.folder);
    const reported: string[] = [];
    await run({ onProgress: ({ done, total, ref, target }) => reported.push(`${done}/${total} ${ref} ${target.abi}`) });
    expect(reported.slice(0, 3)).toEqual(["0/6 v3.12.0 cp", "1/6 v3.12.0 cpt", "2/6 v3.13.0 cp"]);
    expect([...(await indexes.of(defaultTarget)).tags.keys()]).toEqual(tags.map(({ ref }) => ref));
    expect([...(await indexes.of(cpt)).tags.keys()]).toEqual(["v3.13.0", "v3.13.1"]);
  });

  test("records that a tag lacks the target, so that it is not read again", async () => {
    using disk = temporaryFolder();
    await filling(disk.folder).run();
    const again = filling(disk.folder);
    await again.run();
    expect(again.built).toEqual([]);
    await expect(again.indexes.manifest(tags[0] as ResolvedRef, cpt)).rejects.toMatchObject({
      code: "unknown-abi",
      message: "no cpt",
    });
  });

  test("continues after a tag that is not a CPython tree, and records that", async () => {
    using disk = temporaryFolder();
    const { indexes, built, run } = filling(disk.folder, "v3.13.0");
    await run();
    expect(built).toEqual(["v3.12.0 cp", "v3.12.0 cpt", "v3.13.1 cp", "v3.13.1 cpt"]);
    await expect(indexes.manifest(tags[1] as ResolvedRef, cpt)).rejects.toMatchObject({ code: "no-headers" });
  });

  test("reads a tag that was moved again", async () => {
    using disk = temporaryFolder();
    const { indexes, run } = filling(disk.folder);
    await run();
    const moved = tags.map((tag) => ({ ...tag, commit: "b".repeat(40) }));
    expect(await missingIn(indexes, moved, [defaultTarget])).toHaveLength(3);
  });

  test("may be ended between two manifests", async () => {
    using disk = temporaryFolder();
    const { built, run } = filling(disk.folder);
    const end = new AbortController();
    await run({ signal: end.signal, onProgress: ({ done }) => done === 1 && end.abort() });
    expect(built).toEqual(["v3.12.0 cp", "v3.12.0 cpt"]);
  });

  test("stops on any other error", async () => {
    using disk = temporaryFolder();
    const { run } = filling(disk.folder);
    const repository: FillOptions["repository"] = {
      // biome-ignore lint/correctness/useYield: it fails before
      async *trees() {
        throw new CapidiffError("remote-unreachable", "gone");
      },
    };
    await expect(run({ repository })).rejects.toMatchObject({ code: "remote-unreachable" });
  });
});
