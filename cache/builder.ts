import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import { diffManifests } from "../src/diff/diff.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import { buildManifest } from "../src/manifest/build.ts";
import type { Manifest } from "../src/manifest/model.ts";
import { jsonBytes } from "./json.ts";

/** Turns headers into a manifest and two manifests into a diff, from and to JSON. */
export interface Builder {
  manifest(tree: SourceTree, target: TargetRequest): Promise<Buffer>;
  diff(from: Buffer, to: Buffer, filter: DiffFilter): Promise<Buffer>;
}

/** Builds in this very thread, which does nothing else meanwhile: right for the command line and inside a worker. */
export class ThreadBuilder implements Builder {
  /** What was just built need not be parsed again. */
  readonly #built = new WeakMap<Buffer, Manifest>();

  async manifest(tree: SourceTree, target: TargetRequest): Promise<Buffer> {
    const manifest = buildManifest(tree, target);
    const bytes = jsonBytes(manifest);
    this.#built.set(bytes, manifest);
    return bytes;
  }

  async diff(from: Buffer, to: Buffer, filter: DiffFilter): Promise<Buffer> {
    return jsonBytes(diffManifests(this.#parse(from), this.#parse(to), filter));
  }

  #parse(bytes: Buffer): Manifest {
    return this.#built.get(bytes) ?? JSON.parse(bytes.toString());
  }
}
