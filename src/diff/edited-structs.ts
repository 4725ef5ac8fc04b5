import type { ManifestStruct } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { lossOfSight } from "./completion.ts";
import { nestedStructs, withNested } from "./nested-structs.ts";
import type { Pair } from "./pair.ts";
import { type StructEdit, structEdits } from "./struct-edits.ts";

export interface EditedStruct {
  pair: Pair<ManifestStruct>;
  edits: StructEdit[];
}

const known = new WeakMap<Comparison, EditedStruct[]>();

/**
 * Structs whose members are visible to the same readers on both sides, with the edits of these. A struct defined inside
 * another one on both sides belongs to that one.
 */
export function editedStructs(comparison: Comparison): readonly EditedStruct[] {
  let found = known.get(comparison);
  if (found === undefined) {
    const inside = pairsInside(comparison);
    const nested = new Set([...inside.from.values()].flatMap((structs) => [...structs]));
    found = comparison.structs.paired.flatMap((pair) => {
      if (pair.from.members === null || pair.to.members === null || lossOfSight(pair.from, pair.to) !== 0) return [];
      if (nested.has(pair.from)) return [];
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

/** For each side, the structs that are defined inside the same struct on both sides, by the enclosing struct. */
function pairsInside({ structs, from, to }: Comparison): Pair<Map<ManifestStruct, Set<ManifestStruct>>> {
  const inside = { from: new Map<ManifestStruct, Set<ManifestStruct>>(), to: new Map() };
  const [before, after] = [nestedStructs(from), nestedStructs(to)];
  const partner = new Map(structs.paired.map((pair) => [pair.from, pair.to]));
  const put = (side: Map<ManifestStruct, Set<ManifestStruct>>, outer: ManifestStruct, inner: ManifestStruct) =>
    side.set(outer, (side.get(outer) ?? new Set()).add(inner));
  for (const pair of structs.paired) {
    const [outer, other] = [before.get(pair.from), after.get(pair.to)];
    if (outer === undefined || other === undefined || partner.get(outer) !== other) continue;
    put(inside.from, outer, pair.from);
    put(inside.to, other, pair.to);
  }
  return inside;
}
