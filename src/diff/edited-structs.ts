import type { ManifestStruct } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { lossOfSight } from "./completion.ts";
import type { Pair } from "./pair.ts";
import { type Edit, structEdits } from "./struct-edits.ts";

export interface EditedStruct {
  pair: Pair<ManifestStruct>;
  edits: Edit[];
}

const known = new WeakMap<Comparison, EditedStruct[]>();

/** The structs of which either side's headers tell the members to the same readers, with what was done to these. */
export function editedStructs(comparison: Comparison): readonly EditedStruct[] {
  let found = known.get(comparison);
  if (found === undefined) {
    found = comparison.structs.paired.flatMap((pair) => {
      if (pair.from.members === null || pair.to.members === null || lossOfSight(pair.from, pair.to) !== 0) return [];
      const edits = structEdits(comparison, pair);
      return edits.length === 0 ? [] : { pair, edits };
    });
    known.set(comparison, found);
  }
  return found;
}
