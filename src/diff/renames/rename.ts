import type { ManifestSymbol, Tier } from "../../manifest/model.ts";
import { subjectOf } from "../finding.ts";
import type { ManifestIndex } from "../manifest-index.ts";
import type { ChangeKey, Confidence, Evidence } from "../model.ts";
import type { Pair } from "../pair.ts";

/** A name replaced by another one. */
export interface Rename extends Pair<ManifestSymbol> {
  /** The old name in `to`, if it still exists. */
  kept: ManifestSymbol | null;
  /** Whether the kept name merely stands for the new one. */
  forwards: boolean;
  confidence: Confidence;
  evidence: Evidence[];
  /** Arguments against it, as parts of a sentence. */
  against: string[];
}

const rank: Record<Tier, number> = { limited: 0, public: 0, unstable: 1, private: 2, internal: 3 };

/** How much stronger the promise for `to` is than it was for `from`; negative if weaker. */
export function promotion(from: { tier: Tier }, to: { tier: Tier }): number {
  return rank[from.tier] - rank[to.tier];
}

/** The rename, as the cause of a finding about the new name. */
export function becauseOf({ from }: Rename): ChangeKey {
  return { rule: "symbol-renamed", subject: subjectOf(from) };
}

/** False for names of a struct or enum, which move with it. */
export function standsAlone(symbol: ManifestSymbol, index: ManifestIndex): boolean {
  return symbol.kind !== "typedef" || index.wholeOf(symbol) === undefined;
}
