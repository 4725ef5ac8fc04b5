import { sideOf } from "../check/versions.ts";
import { type Manifest, schemaVersion, type Tier, tiers } from "../manifest/model.ts";
import { structNames } from "../manifest/struct-names.ts";
import { HitsByChange } from "../usage/hits.ts";
import { dataOf, type UsageIndex } from "../usage/model.ts";
import { Origins } from "../usage/origin.ts";
import { compareApis } from "./compare.ts";
import { type Gap, type GapKind, type Gaps, gapKinds } from "./model.ts";

/**
 * Compares the public API of an implementation with that of a reference.
 * @param index of what packages use; null to leave usage out
 */
export function gapsBetween(implementation: Manifest, reference: Manifest, index: UsageIndex | null): Gaps {
  const { differences, unknown } = compareApis(implementation, reference);
  const hits = index && new HitsByChange(index, new Origins(index));
  const gaps = differences.map(({ gap, entry, kind, details }): Gap => {
    const { name, tier, header } = entry;
    const usedBy = hits && ("typedefs" in entry ? hits.ofStruct(structNames(entry)) : hits.ofNames([name]));
    return { gap, name, kind, tier, header, details, usedBy };
  });
  return {
    schemaVersion,
    complete: implementation.complete && reference.complete && unknown.length === 0,
    implementation: sideOf(implementation),
    reference: sideOf(reference),
    usage: index && dataOf(index),
    summary: summaryOf(gaps),
    gaps: gaps.sort(byUse),
    unknown: unknown.sort(),
  };
}

/** Numbers of gaps. Those without a tier are not counted. */
export function summaryOf(gaps: readonly Gap[]): Gaps["summary"] {
  const count = (kind: GapKind, tier: Tier) => gaps.filter((one) => one.gap === kind && one.tier === tier).length;
  return Object.fromEntries(
    gapKinds.map((kind) => [kind, Object.fromEntries(tiers.map((tier) => [tier, count(kind, tier)]))]),
  ) as Gaps["summary"];
}

/** By kind in the order of `gapKinds`, then the most used, the strongest tier, and the name. */
export const byUse = (a: Gap, b: Gap): number =>
  gapKinds.indexOf(a.gap) - gapKinds.indexOf(b.gap) ||
  (b.usedBy?.packages ?? 0) - (a.usedBy?.packages ?? 0) ||
  rankOf(a) - rankOf(b) ||
  (a.name < b.name ? -1 : 1);

const rankOf = ({ tier }: Gap) => (tier === null ? -1 : tiers.indexOf(tier));
