import type { ManifestStruct } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { lossOfSight } from "./completion.ts";
import { nestedStructs, withNested } from "./nested-structs.ts";
import type { Pair } from "./pair.ts";
import { type Edit, structEdits } from "./struct-edits.ts";

export interface EditedStruct {
  pair: Pair<ManifestStruct>;
  edits: Edit[];
}

const known = new WeakMap<Comparison, EditedStruct[]>();

/**
 * The structs of which either side's headers tell the members to the same readers, with what was done to these. What is
 * defined inside another on both sides is part of that.
 */
export function editedStructs(comparison: Comparison): readonly EditedStruct[] {
  let found = known.get(comparison);
  if (found === undefined) {
    const nested = pairsInside(comparison);
    const inside = { from: new Set(nested.map(({ from }) => from)), to: new Set(nested.map(({ to }) => to)) };
    found = comparison.structs.paired.flatMap((pair) => {
      if (pair.from.members === null || pair.to.members === null || lossOfSight(pair.from, pair.to) !== 0) return [];
      if (inside.from.has(pair.from)) return [];
      const whole = {
        from: withNested(pair.from, inside.from, comparison.from),
        to: withNested(pair.to, inside.to, comparison.to),
      };
      const edits = structEdits(comparison, whole);
      return edits.length === 0 ? [] : { pair, edits };
    });
    known.set(comparison, found);
  }
  return found;
}

/** Pairs of structs of which both sides are defined inside the two sides of another pair. */
function pairsInside({ structs, from, to }: Comparison): Pair<ManifestStruct>[] {
  const [before, after] = [nestedStructs(from), nestedStructs(to)];
  const partner = new Map(structs.paired.map((pair) => [pair.from, pair.to]));
  return structs.paired.filter((pair) => {
    const [outer, other] = [before.get(pair.from), after.get(pair.to)];
    return outer !== undefined && other !== undefined && partner.get(outer) === other;
  });
}
