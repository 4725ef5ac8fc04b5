import type { ManifestSymbol, Tier } from "../../manifest/model.ts";
import { type Alias, aliasOf } from "../alias.ts";
import { declarationEvidence } from "../declaration.ts";
import type { Matched } from "../matched.ts";
import type { Pair } from "../pair.ts";
import { isNearName, stemOf } from "../symbol-name.ts";
import { constantOf, isCalledAlike, isTheSame } from "./alike.ts";
import { type Rename, standsAlone } from "./rename.ts";

/** Names that are mere aliases of a new one in `to`. */
export function* aliasesKept(matched: Matched): Iterable<Rename> {
  const { symbols, from, to } = matched;
  for (const { from: old, to: now } of symbols.paired) {
    const alias = aliasOf(now);
    const target = alias === null || from.hasName(alias.target) ? undefined : to.symbols.get(alias.target);
    if (alias === null || target === undefined || !standsAlone(target, to)) continue;
    if (!mayReplace({ from: old, to: target }, alias, matched)) continue;
    const evidence = [{ ...declarationEvidence("to", now), kind: alias.kind }];
    yield { from: old, to: target, kept: now, forwards: true, confidence: "certain", evidence, against: [] };
  }
}

/** Names that were mere aliases in `from` of another one that is gone. */
export function* aliasesThatTookOver(matched: Matched): Iterable<Rename> {
  const { symbols, from, to } = matched;
  const best = new Map<ManifestSymbol, Rename>();
  for (const { from: before, to: heir } of symbols.paired) {
    const alias = aliasOf(before);
    const target = alias === null || to.hasName(alias.target) ? undefined : from.symbols.get(alias.target);
    if (alias === null || target === undefined || !standsAlone(target, from)) continue;
    if (!mayReplace({ from: target, to: heir }, alias, matched)) continue;
    const known = best.get(target);
    if (known !== undefined && visibility[known.to.tier] <= visibility[heir.tier]) continue;
    const evidence = [{ ...declarationEvidence("from", before), kind: alias.kind }];
    const pair = { from: target, to: heir };
    best.set(target, { ...pair, kept: null, forwards: false, confidence: "certain", evidence, against: [] });
  }
  yield* best.values();
}

const visibility: Record<Tier, number> = { limited: 0, public: 0, unstable: 0, private: 1, internal: 2 };

/**
 * What implements a surviving name is not its new name if it is less visible, a constant that others are built from,
 * not what the name stood for before, or a function used by only one of several callers.
 */
function mayReplace(pair: Pair<ManifestSymbol>, { kind }: Alias, matched: Matched): boolean {
  const { from, to } = pair;
  if (visibility[to.tier] > visibility[from.tier]) return false;
  const isAlike = stemOf(from.name) === stemOf(to.name) || isNearName(from.name, to.name);
  if (constantOf(from) !== null) return isAlike && constantOf(from) === constantOf(to);
  const [before, after] = [aliasOf(from), aliasOf(to)];
  if (before !== null && matched.to.hasName(before.target)) return isAlike;
  if (after !== null && matched.from.hasName(after.target)) return isAlike;
  return kind !== "wrapper" || (isAlike ? isCalledAlike(pair, matched) : isTheSame(pair, matched));
}
