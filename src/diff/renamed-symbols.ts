import type { ManifestSymbol, Tier } from "../manifest/model.ts";
import { type Alias, aliasOf } from "./alias.ts";
import { sameType } from "./conversion.ts";
import { declarationEvidence } from "./declaration.ts";
import { isFunction } from "./finding.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import type { Matched } from "./matched.ts";
import type { Confidence, Evidence } from "./model.ts";
import type { Pair } from "./pair.ts";
import { signatureChange } from "./signature.ts";
import { isNearName, stemOf } from "./symbol-name.ts";

/** A name that gave its place to another one. */
export interface Rename extends Pair<ManifestSymbol> {
  /** The old name in `to`, where it is there still and stands for the new one. */
  alias: ManifestSymbol | null;
  confidence: Confidence;
  evidence: Evidence;
}

/**
 * Names that gave their place to others: where an alias in `to` or in `from` says so, and where of two names alike one
 * is gone and one is new.
 */
export function renamedSymbols(comparison: Matched): Rename[] {
  const renames = [...aliasesKept(comparison), ...aliasesThatTookOver(comparison)];
  const old = new Set(renames.map((rename) => rename.from));
  const taken = new Set(renames.map((rename) => rename.to));
  const { symbols, from, to } = comparison;
  const isHere = ({ name }: ManifestSymbol, other: ManifestIndex) => other.elsewhere(name) === undefined;
  const removed = symbols.removed.filter(
    (symbol) => !old.has(symbol) && standsAlone(symbol, from) && isHere(symbol, to),
  );
  const added = symbols.added.filter((symbol) => !taken.has(symbol) && standsAlone(symbol, to) && isHere(symbol, from));
  return [...renames, ...likenesses(removed, added, comparison)];
}

/** What names a struct or an enum goes where that goes. */
function standsAlone(symbol: ManifestSymbol, index: ManifestIndex): boolean {
  return symbol.kind !== "typedef" || index.wholeOf(symbol) === undefined;
}

/** Names that only stand for a new one in `to`. */
function* aliasesKept(comparison: Matched): Iterable<Rename> {
  const { symbols, from, to } = comparison;
  for (const { from: old, to: now } of symbols.paired) {
    const alias = aliasOf(now);
    const target = alias === null || from.hasName(alias.target) ? undefined : to.symbols.get(alias.target);
    if (alias === null || target === undefined || !standsAlone(target, to)) continue;
    if (!mayReplace({ from: old, to: target }, alias, comparison)) continue;
    const evidence = { ...declarationEvidence("to", now), kind: alias.kind };
    yield { from: old, to: target, alias: now, confidence: "certain", evidence };
  }
}

/** Names that only stood for another one in `from`, which is gone. */
function* aliasesThatTookOver(comparison: Matched): Iterable<Rename> {
  const { symbols, from, to } = comparison;
  const best = new Map<ManifestSymbol, Rename>();
  for (const { from: before, to: heir } of symbols.paired) {
    const alias = aliasOf(before);
    const target = alias === null || to.hasName(alias.target) ? undefined : from.symbols.get(alias.target);
    if (alias === null || target === undefined || !standsAlone(target, from)) continue;
    if (!mayReplace({ from: target, to: heir }, alias, comparison)) continue;
    const known = best.get(target);
    if (known !== undefined && rank[known.to.tier] <= rank[heir.tier]) continue;
    const evidence = { ...declarationEvidence("from", before), kind: alias.kind };
    best.set(target, { from: target, to: heir, alias: null, confidence: "certain", evidence });
  }
  yield* best.values();
}

const rank: Record<Tier, number> = { limited: 0, public: 0, unstable: 0, private: 1, internal: 2 };

/**
 * What does the work under a name that stays is no new name for that: it is less visible, a constant that others are
 * made of, another one than the name stood for before, or a function that one of its callers needs alone.
 */
function mayReplace(pair: Pair<ManifestSymbol>, { kind }: Alias, comparison: Matched): boolean {
  const { from, to } = pair;
  if (rank[to.tier] > rank[from.tier]) return false;
  const isAlike = stemOf(from.name) === stemOf(to.name) || isNearName(from.name, to.name);
  if (constantOf(from) !== null) return isAlike && constantOf(from) === constantOf(to);
  const [before, after] = [aliasOf(from), aliasOf(to)];
  if (before !== null && comparison.to.hasName(before.target)) return isAlike;
  if (after !== null && comparison.from.hasName(after.target)) return isAlike;
  return kind !== "wrapper" || (isAlike ? isCalledAlike(pair, comparison) : isTheSame(pair, comparison));
}

const constantOf = (symbol: ManifestSymbol) => ("value" in symbol ? symbol.value : null);

/** Of names that are gone and names that are new, those that only differ in their prefix, or a little. */
function* likenesses(
  removed: readonly ManifestSymbol[],
  added: readonly ManifestSymbol[],
  comparison: Matched,
): Iterable<Rename> {
  const [open, free] = [new Set(removed), new Set(added)];
  for (const likeness of [otherPrefix, nearName]) {
    for (const { from, to } of matches(open, free, likeness, comparison)) {
      open.delete(from);
      free.delete(to);
      const evidence = { ...declarationEvidence("to", to), kind: likeness.kind };
      yield { from, to, alias: null, confidence: "likely", evidence };
    }
  }
}

interface Likeness {
  kind: string;
  /** What two symbols must have in common. */
  key(symbol: ManifestSymbol, comparison: Matched): string;
  test(pair: Pair<ManifestSymbol>, comparison: Matched): boolean;
}

const otherPrefix: Likeness = {
  kind: "other-prefix",
  key: ({ name }) => stemOf(name),
  test: (pair, comparison) => haveTellingStem(pair) && isUsedAlike(pair, comparison),
};

const nearName: Likeness = {
  kind: "near-name",
  key: ({ kind, header }, { headers }) =>
    `${kind} ${headers.renamed.find(({ from }) => from.name === header)?.to.name ?? header}`,
  test: (pair, comparison) =>
    constantOf(pair.from) === null && isNearName(pair.from.name, pair.to.name) && isTheSame(pair, comparison),
};

/** One word that only one of the names has a prefix to is too little: `STR`, `_Py_STR`. */
function haveTellingStem({ from, to }: Pair<ManifestSymbol>): boolean {
  const stem = stemOf(from.name);
  return stem.includes("_") || (stem !== from.name && stem !== to.name);
}

/** Pairs of which neither side would do for another pair. */
function matches(
  removed: ReadonlySet<ManifestSymbol>,
  added: ReadonlySet<ManifestSymbol>,
  { key, test }: Likeness,
  comparison: Matched,
): Pair<ManifestSymbol>[] {
  const byKey = new Map<string, ManifestSymbol[]>();
  for (const symbol of added) {
    const group = byKey.get(key(symbol, comparison));
    if (group) group.push(symbol);
    else byKey.set(key(symbol, comparison), [symbol]);
  }
  const pairs = [...removed].flatMap((from) =>
    (byKey.get(key(from, comparison)) ?? []).map((to) => ({ from, to })).filter((pair) => test(pair, comparison)),
  );
  return pairs.filter((pair) => pairs.every((other) => (other.from === pair.from) === (other.to === pair.to)));
}

const isCallable = (symbol: ManifestSymbol) => "params" in symbol && symbol.params !== null;

/** Whether calls of one may be calls of the other. */
function isCalledAlike(pair: Pair<ManifestSymbol>, comparison: Matched): boolean {
  const { from, to } = pair;
  if (!("params" in from && "params" in to) || from.params?.length !== to.params?.length) return false;
  if (from.kind === "macro" || to.kind === "macro") return true;
  return signatureChange({ from, to }, comparison)?.impact.source !== "breaking";
}

function isUsedAlike(pair: Pair<ManifestSymbol>, comparison: Matched): boolean {
  const { from, to } = pair;
  if (isCallable(from) && isCallable(to)) return isCalledAlike(pair, comparison);
  if (constantOf(from) !== null) return constantOf(from) === constantOf(to);
  return isTheSame(pair, comparison);
}

/** Whether all but the name is the same. */
function isTheSame(pair: Pair<ManifestSymbol>, comparison: Matched): boolean {
  const { from, to } = pair;
  if (isFunction(from) && isFunction(to)) return signatureChange({ from, to }, comparison) === null;
  if (from.kind === "macro" && to.kind === "macro")
    return from.params?.join() === to.params?.join() && from.body === to.body;
  if (from.kind !== to.kind || !("type" in from && "type" in to)) return false;
  const { types } = comparison;
  return sameType(types.of(comparison.from, from.type), types.of(comparison.to, to.type));
}
