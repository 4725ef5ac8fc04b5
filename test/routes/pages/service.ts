import type { FastifyInstance } from "fastify";
import { ThreadBuilder } from "../../../cache/builder.ts";
import { Indexes } from "../../../cache/indexes.ts";
import { jsonBytes } from "../../../cache/json.ts";
import { findRef } from "../../../src/cpython/find-ref.ts";
import { parseLsRemote, parseRef } from "../../../src/cpython/refs.ts";
import { defaultTarget } from "../../../src/cpython/target.ts";
import { CapidiffError } from "../../../src/errors.ts";
import type { Manifest } from "../../../src/manifest/model.ts";
import { temporaryFolder } from "../../cache/disk.ts";
import { manifest } from "../../diff/manifests.ts";
import { miniature } from "../../manifest/miniature.ts";
import { FakeRepository, fakeService } from "../../service.ts";

/** Versions by tag, and their contents. */
export type Versions = Record<string, Partial<Manifest>>;

/**
 * The service over an index with these versions of the default target, with the real engine.
 * @param headers what the trees of versions have beside the miniature, where they are read
 */
export async function serviceOf(
  versions: Versions,
  headers: Record<string, Record<string, string>> = {},
  options: Parameters<typeof fakeService>[0] = {},
): Promise<{ app: FastifyInstance; repository: FakeRepository; [Symbol.dispose](): void }> {
  const disk = temporaryFolder();
  const indexes = new Indexes(disk.folder, () => {});
  const repository = new FakeRepository();
  const lines: string[] = [];
  for (const [i, [ref, parts]] of Object.entries(versions).entries()) {
    const commit = String(i + 1).padStart(40, "0");
    const made = manifest({ ref, version: ref.slice(1), commit, ...parts });
    await indexes.add(defaultTarget, made, jsonBytes(made));
    lines.push(`${commit}\trefs/tags/${ref}`);
  }
  repository.known.splice(0, repository.known.length, ...parseLsRemote(lines.join("\n")));
  repository.resolve = async (ref) => {
    const byCommit = repository.known.find(({ commit }) => commit === ref);
    if (byCommit) return { ref, commit: ref, kind: "commit" };
    const found = findRef(parseRef(ref), repository.known);
    if (found === null) throw new CapidiffError("unknown-ref", `There is no ref ${ref}.`, { near: ["v3.1.0"] });
    return { ref: found.name, commit: found.commit, kind: found.kind };
  };
  // Of a commit nothing is in the index, and checks read headers.
  repository.tree = async (asked) => {
    const { ref, commit } = typeof asked === "string" ? await repository.resolve(asked) : asked;
    return { ...miniature(headers[ref]), ref, commit };
  };
  const { app } = await fakeService({
    ...{ repository, indexes, builder: new ThreadBuilder() },
    // The engine is real, and the machine may be busy.
    deadline: 120_000,
    ...options,
  });
  return { app, repository, [Symbol.dispose]: disk[Symbol.dispose] };
}
