import { jsonBytes } from "../../cache/json.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import type { TargetLine } from "../../src/history/history.ts";
import type { Stop } from "../../src/history/line.ts";
import { IndexLookup } from "../../src/history/lookup.ts";
import { TargetIndex } from "../../src/history/target-index.ts";
import type { Manifest } from "../../src/manifest/model.ts";

/** The line of these versions, oldest first, from an index of them. */
export function lineOf(versions: readonly Manifest[], target = defaultTarget, missing: string[] = []): TargetLine {
  const index = new TargetIndex();
  for (const one of versions) index.take(index.record(one, jsonBytes(one)) as Buffer);
  const lookup = new IndexLookup(index);
  const stops = versions.map(({ ref, commit, version }): Stop => {
    const tag = index.tags.get(ref);
    if (tag === undefined) throw new TypeError(ref);
    return { ref, commit, version, lookup, tag, afterMissing: false };
  });
  return { target, stops, missing };
}
