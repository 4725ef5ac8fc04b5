import type { Comparison } from "../diff/comparison.ts";
import { changesAbout, compared } from "../diff/diff.ts";
import type { Change } from "../diff/model.ts";
import type { Manifest } from "../manifest/model.ts";
import { Api, type VersionData } from "./api.ts";

/** Comparisons that are kept. */
const maxPairs = 3;

interface ComparedPair {
  from: Manifest;
  to: Manifest;
  comparison: Comparison;
}

/** What checks make of manifests before they look at an extension: kept, for other checks ask about the same versions. */
export class Comparisons {
  readonly #apis = new WeakMap<Manifest, Api>();
  /** Those that were asked for last, the newest first. */
  #pairs: ComparedPair[] = [];

  apiOf(version: VersionData): Api {
    const { manifest, tree } = version;
    if (tree !== null) return Api.of(version);
    const api = this.#apis.get(manifest) ?? Api.of(version);
    this.#apis.set(manifest, api);
    return api;
  }

  /** The changes of the names, see {@link changesAbout}. */
  changesAbout(names: Iterable<string>, from: Manifest, to: Manifest): Change[] {
    const isThis = (known: ComparedPair) => known.from === from && known.to === to;
    const found = this.#pairs.find(isThis) ?? { from, to, comparison: compared(from, to) };
    this.#pairs = [found, ...this.#pairs.filter((known) => !isThis(known))].slice(0, maxPairs);
    return changesAbout(found.comparison, names);
  }
}
