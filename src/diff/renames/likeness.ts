import type { ManifestSymbol } from "../../manifest/model.ts";
import { declarationEvidence } from "../declaration.ts";
import type { Matched } from "../matched.ts";
import type { Pair } from "../pair.ts";
import { isNearName, stemOf } from "../symbol-name.ts";
import { constantOf, hasOtherValue, isCallable, isTheSame, isUsedAlike, useDifferences } from "./alike.ts";
import { promotion, type Rename } from "./rename.ts";

/** A criterion for two names likely being the same thing. */
export interface Likeness {
  kind: string;
  /** The properties two symbols must share. */
  key(symbol: ManifestSymbol, matched: Matched): string;
  test(pair: Pair<ManifestSymbol>, matched: Matched): boolean;
}

/** `_PyFoo_Bar` and `PyFoo_Bar`, used alike. */
export const otherPrefix: Likeness = {
  kind: "other-prefix",
  key: ({ name }) => stemOf(name),
  test: (pair, matched) => haveTellingStem(pair) && isUsedAlike(pair, matched),
};

/** Nearly the same words in the same header, and everything else equal. */
export const nearName: Likeness = {
  kind: "near-name",
  key: ({ kind, header }, { headers }) =>
    `${kind} ${headers.renamed.find(({ from }) => from.name === header)?.to.name ?? header}`,
  test: (pair, matched) =>
    constantOf(pair.from) === null && isNearName(pair.from.name, pair.to.name) && isTheSame(pair, matched),
};

/** `PyFoo_Bar` and `_PyFoo_Bar` with different signatures. */
export const otherSignature: Likeness = {
  kind: "other-prefix",
  key: ({ name }) => stemOf(name),
  test: (pair) => areCPythons(pair) && haveTellingStem(pair) && isCallable(pair.from) && isCallable(pair.to),
};

/** `FOO_LIMIT` and `Py_FOO_LIMIT`, integers with different values. */
export const otherValue: Likeness = {
  kind: "other-prefix",
  key: ({ name }) => stemOf(name),
  test: (pair) => stemOf(pair.from.name).includes("_") && hasOtherValue(pair),
};

/**
 * A stronger promise now than before: the name without its prefix in any case, used alike or with as many arguments.
 */
export const promoted: Likeness = {
  kind: "promoted",
  key: ({ name }) => stemOf(name).toLowerCase(),
  test: (pair, matched) =>
    isPromoted(pair) && haveTellingStem(pair) && (isUsedAlike(pair, matched) || takeAsMany(pair)),
};

/** Whether the new name is in a tier that promises more, other than `private` and `internal`. */
export function isPromoted({ from, to }: Pair<ManifestSymbol>): boolean {
  return promotion(from, to) > 0 && to.tier !== "private" && to.tier !== "internal";
}

const areCPythons = ({ from, to }: Pair<ManifestSymbol>) => [from, to].every(({ name }) => /^_*P[yY]/.test(name));

function takeAsMany({ from, to }: Pair<ManifestSymbol>): boolean {
  return "params" in from && "params" in to && from.params !== null && from.params?.length === to.params?.length;
}

/** A single word that only one name has a prefix for is too little evidence: `STR`, `_Py_STR`. */
function haveTellingStem({ from, to }: Pair<ManifestSymbol>): boolean {
  const stem = stemOf(from.name);
  return stem.includes("_") || (stem !== from.name && stem !== to.name);
}

type Symbols = readonly ManifestSymbol[] | ReadonlySet<ManifestSymbol>;

/** Pairs removed with added names that match each other and nothing else. */
export function likeRenames(removed: Symbols, added: Symbols, likeness: Likeness, matched: Matched): Rename[] {
  return unambiguous(removed, added, likeness, matched).map((pair) => likely(pair, likeness.kind, matched));
}

/** A likely rename. @param kind of its evidence */
export function likely(pair: Pair<ManifestSymbol>, kind: string, matched: Matched): Rename {
  const evidence = [{ ...declarationEvidence("to", pair.to), kind }];
  const against = useDifferences(pair, matched);
  return { ...pair, kept: null, forwards: false, confidence: "likely", evidence, against };
}

/** Pairs neither side of which occurs in another pair. */
export function unambiguous(
  removed: Symbols,
  added: Symbols,
  { key, test }: Likeness,
  matched: Matched,
): Pair<ManifestSymbol>[] {
  const byKey = new Map<string, ManifestSymbol[]>();
  const alike = new Map<ManifestSymbol, ManifestSymbol[]>();
  for (const from of removed) {
    const shared = key(from, matched);
    const others = byKey.get(shared) ?? [];
    byKey.set(shared, others);
    alike.set(from, others);
  }
  for (const symbol of added) byKey.get(key(symbol, matched))?.push(symbol);
  const pairs: Pair<ManifestSymbol>[] = [];
  const uses = new Map<ManifestSymbol, number>();
  for (const [from, others] of alike) {
    for (const to of others) {
      const pair = { from, to };
      if (!test(pair, matched)) continue;
      pairs.push(pair);
      for (const symbol of [from, to]) uses.set(symbol, (uses.get(symbol) ?? 0) + 1);
    }
  }
  return pairs.filter(({ from, to }) => uses.get(from) === 1 && uses.get(to) === 1);
}
