import { readStableAbi } from "../cpython/stable-abi.ts";
import { diffManifests } from "../diff/diff.ts";
import type { Diff } from "../diff/model.ts";
import type { Manifest } from "../manifest/model.ts";
import { Api } from "./api.ts";
import type { VersionData } from "./versions.ts";

/** Diffs that are kept; each may have thousands of changes. */
const maxDiffs = 3;

interface Comparison {
  from: Manifest;
  to: Manifest;
  diff: Diff;
}

/** What checks make of manifests before they look at an extension: kept, for other checks ask about the same versions. */
export class Comparisons {
  readonly #apis = new WeakMap<Manifest, Api>();
  /** Those that were asked for last, the newest first. */
  #diffs: Comparison[] = [];

  apiOf({ manifest, tree }: VersionData): Api {
    if (tree !== null) return new Api(manifest, readStableAbi(tree).entries.keys());
    const api = this.#apis.get(manifest) ?? new Api(manifest);
    this.#apis.set(manifest, api);
    return api;
  }

  diff(from: Manifest, to: Manifest): Diff {
    const isThis = (known: Comparison) => known.from === from && known.to === to;
    const found = this.#diffs.find(isThis) ?? { from, to, diff: diffManifests(from, to) };
    this.#diffs = [found, ...this.#diffs.filter((known) => !isThis(known))].slice(0, maxDiffs);
    return found.diff;
  }
}
