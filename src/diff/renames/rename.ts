import type { ManifestSymbol, Tier } from "../../manifest/model.ts";
import { subjectOf } from "../finding.ts";
import type { ManifestIndex } from "../manifest-index.ts";
import type { Confidence, Evidence, Finding } from "../model.ts";
import type { Pair } from "../pair.ts";

/** A name that gave its place to another one. */
export interface Rename extends Pair<ManifestSymbol> {
  /** The old name in `to`, where it is there still. */
  kept: ManifestSymbol | null;
  /** Whether what is kept only stands for the new name. */
  forwards: boolean;
  confidence: Confidence;
  evidence: Evidence[];
  /** What speaks against it, as parts of a sentence. */
  against: string[];
}

const rank: Record<Tier, number> = { limited: 0, public: 0, unstable: 1, private: 2, internal: 3 };

/** How much more is promised for what `to` is than for what `from` was; negative for less. */
export function promotion(from: { tier: Tier }, to: { tier: Tier }): number {
  return rank[from.tier] - rank[to.tier];
}

/** What a finding about the new name says of the rename. */
export function becauseOf({ from }: Rename): Required<Pick<Finding, "renamedFrom" | "because">> {
  return { renamedFrom: from.name, because: { rule: "symbol-renamed", subject: subjectOf(from) } };
}

/** What names a struct or an enum goes where that goes. */
export function standsAlone(symbol: ManifestSymbol, index: ManifestIndex): boolean {
  return symbol.kind !== "typedef" || index.wholeOf(symbol) === undefined;
}
