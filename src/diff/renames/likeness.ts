import type { ManifestSymbol } from "../../manifest/model.ts";
import { declarationEvidence } from "../declaration.ts";
import type { Matched } from "../matched.ts";
import type { Pair } from "../pair.ts";
import { areNearWords } from "../symbol-name.ts";
import { constantOf, hasOtherValue, isCallable, isTheSame, isUsedAlike, useDifferences } from "./alike.ts";
import { type Candidate, symbolsOf } from "./candidate.ts";
import { promotion, type Rename } from "./rename.ts";

/** A criterion for two names likely being the same thing. */
export interface Likeness {
  kind: string;
  /** The properties two symbols must share. */
  key(candidate: Candidate, matched: Matched): string;
  test(pair: Pair<Candidate>, matched: Matched): boolean;
}

/** `_PyFoo_Bar` and `PyFoo_Bar`, used alike. */
export const otherPrefix: Likeness = {
  kind: "other-prefix",
  key: ({ stem }) => stem,
  test: (pair, matched) => haveTellingStem(pair) && isUsedAlike(symbolsOf(pair), matched),
};

/** Nearly the same words in the same header, and everything else equal. */
export const nearName: Likeness = {
  kind: "near-name",
  key: ({ symbol: { kind, header } }, { headers }) =>
    `${kind} ${headers.renamed.find(({ from }) => from.name === header)?.to.name ?? header}`,
  test: ({ from, to }, matched) =>
    constantOf(from.symbol) === null &&
    areNearWords(from.words, to.words) &&
    isTheSame({ from: from.symbol, to: to.symbol }, matched),
};

/** Inline functions with the same code in the same header, one name containing the other: `_Py_TYPE`, `_Py_TYPE_impl`. */
export const sameBody: Likeness = {
  kind: "same-body",
  key: ({ symbol }) => (symbol.kind === "inline-function" ? `${symbol.header} ${symbol.bodyHash}` : symbol.name),
  test: (pair, matched) => {
    const { from, to } = symbolsOf(pair);
    return (from.name.startsWith(to.name) || to.name.startsWith(from.name)) && isTheSame({ from, to }, matched);
  },
};

/** `PyFoo_Bar` and `_PyFoo_Bar` with different signatures. */
export const otherSignature: Likeness = {
  kind: "other-prefix",
  key: ({ stem }) => stem,
  test: (pair) =>
    areCPythons(pair) && haveTellingStem(pair) && isCallable(pair.from.symbol) && isCallable(pair.to.symbol),
};

/** `FOO_LIMIT` and `Py_FOO_LIMIT`, integers with different values. */
export const otherValue: Likeness = {
  kind: "other-prefix",
  key: ({ stem }) => stem,
  test: (pair) => pair.from.stem.includes("_") && hasOtherValue(symbolsOf(pair)),
};

/**
 * A stronger promise now than before: the name without its prefix in any case, used alike or with as many arguments.
 */
export const promoted: Likeness = {
  kind: "promoted",
  key: ({ stem }) => stem.toLowerCase(),
  test: (pair, matched) => {
    const symbols = symbolsOf(pair);
    return isPromoted(symbols) && haveTellingStem(pair) && (isUsedAlike(symbols, matched) || takeAsMany(symbols));
  },
};

/** Whether the new name is in a tier that promises more, other than `private` and `internal`. */
export function isPromoted({ from, to }: Pair<ManifestSymbol>): boolean {
  return promotion(from, to) > 0 && to.tier !== "private" && to.tier !== "internal";
}

const areCPythons = ({ from, to }: Pair<Candidate>) =>
  [from, to].every(({ symbol: { name } }) => /^_*P[yY]/.test(name));

function takeAsMany({ from, to }: Pair<ManifestSymbol>): boolean {
  return "params" in from && "params" in to && from.params !== null && from.params?.length === to.params?.length;
}

/** A single word that only one name has a prefix for is too little evidence: `STR`, `_Py_STR`. */
function haveTellingStem({ from, to }: Pair<Candidate>): boolean {
  const { stem } = from;
  return stem.includes("_") || (stem !== from.symbol.name && stem !== to.symbol.name);
}

/** Pairs removed with added names that match each other and nothing else. */
export function likeRenames(
  removed: Iterable<Candidate>,
  added: Iterable<Candidate>,
  likeness: Likeness,
  matched: Matched,
): Rename[] {
  const pairs = unambiguous(removed, added, likeness, matched);
  return pairs.map((pair) => likely(symbolsOf(pair), likeness.kind, matched));
}

/** A likely rename. @param kind of its evidence */
export function likely(pair: Pair<ManifestSymbol>, kind: string, matched: Matched): Rename {
  const evidence = [{ ...declarationEvidence("to", pair.to), kind }];
  const against = useDifferences(pair, matched);
  return { ...pair, kept: null, forwards: false, confidence: "likely", evidence, against };
}

/** Pairs neither side of which occurs in another pair. */
export function unambiguous<Symbol extends ManifestSymbol>(
  removed: Iterable<Candidate<Symbol>>,
  added: Iterable<Candidate<Symbol>>,
  { key, test }: Likeness,
  matched: Matched,
): Pair<Candidate<Symbol>>[] {
  const byKey = new Map<string, Candidate<Symbol>[]>();
  const alike = new Map<Candidate<Symbol>, Candidate<Symbol>[]>();
  for (const from of removed) {
    const shared = key(from, matched);
    const others = byKey.get(shared) ?? [];
    byKey.set(shared, others);
    alike.set(from, others);
  }
  for (const candidate of added) byKey.get(key(candidate, matched))?.push(candidate);
  const pairs: Pair<Candidate<Symbol>>[] = [];
  const uses = new Map<Candidate<Symbol>, number>();
  for (const [from, others] of alike) {
    for (const to of others) {
      const pair = { from, to };
      if (!test(pair, matched)) continue;
      pairs.push(pair);
      for (const candidate of [from, to]) uses.set(candidate, (uses.get(candidate) ?? 0) + 1);
    }
  }
  return pairs.filter(({ from, to }) => uses.get(from) === 1 && uses.get(to) === 1);
}
