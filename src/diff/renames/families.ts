import { groupBy } from "../../group-by.ts";
import type { FunctionSymbol, ManifestSymbol } from "../../manifest/model.ts";
import { isFunction } from "../finding.ts";
import type { Matched } from "../matched.ts";
import type { Pair } from "../pair.ts";
import { wordsOf } from "../symbol-name.ts";
import { isTheSame } from "./alike.ts";
import { type Candidate, symbolsOf } from "./candidate.ts";
import { type Likeness, likely, unambiguous } from "./likeness.ts";
import type { Rename } from "./rename.ts";

type Member = Pair<FunctionSymbol>;

/**
 * Functions renamed in the same way, each evidence for the others: the same words removed or added
 * (`PyAST_CompileObject` and `PyFuture_FromASTObject`, now `_PyAST_Compile` and `_PyFuture_FromAST`), functions of one
 * signature that moved from one header to another, or many that moved and have one word more in front.
 */
export function familyRenames(removed: Iterable<Candidate>, added: Iterable<Candidate>, matched: Matched): Rename[] {
  const [gone, come] = [[...removed].filter(isOfFunction), [...added].filter(isOfFunction)];
  const kin = unambiguous(gone, come, isKin, matched).map(symbolsOf);
  const found = new Set<Member>();
  for (const family of [...groupBy(kin, editOf).values(), ...groupBy(kin, moveOf).values()]) {
    if (family.length > 1) for (const member of family) found.add(member);
  }
  for (const family of groupBy([...found], moveOf).values()) {
    const last = lastOf(family, gone, come, found, matched);
    if (last !== null) found.add(last);
  }
  const taken = new Set<ManifestSymbol>([...found].flatMap(({ from, to }) => [from, to]));
  const left = (all: readonly Candidate<FunctionSymbol>[]) => all.filter(({ symbol }) => !taken.has(symbol));
  const prefixed = unambiguous(left(gone), left(come), isPrefixed, matched).map(symbolsOf);
  for (const family of groupBy(prefixed, (member) => `${editOf(member)} ${placesOf(member)}`).values()) {
    if (family.length >= fewestPrefixed) for (const member of family) found.add(member);
  }
  return [...found].map((pair) => likely(pair, "family", matched));
}

const isOfFunction = (candidate: Candidate): candidate is Candidate<FunctionSymbol> => isFunction(candidate.symbol);

/** Related names: the words of one are among those of the other, in the same order. */
const isKin: Likeness = {
  kind: "family",
  key: ({ words }) => words[0] ?? "",
  test: (pair, matched) => {
    const [short, long] = byLength(pair);
    const more = long.length - short.length;
    return short.length >= 2 && more >= 1 && more <= 2 && isWithin(short, long) && isTheSame(symbolsOf(pair), matched);
  },
};

/** Names that may have nothing else in common are a family only in numbers. */
const fewestPrefixed = 4;

/** One more word in front, or one less: `_Py_Module` and `_PyAST_Module`. */
const isPrefixed: Likeness = {
  kind: "family",
  key: ({ words }) => words.at(-1) ?? "",
  test: (pair) => {
    const [short, long] = byLength(pair);
    if (long.length !== short.length + 1 || short.some((word, index) => word !== long[index + 1])) return false;
    const { from, to } = symbolsOf(pair);
    return isFunction(from) && isFunction(to) && takeAsMany(from, to);
  },
};

/** The words of the shorter name, and those of the other. */
const byLength = ({ from: { words: left }, to: { words: right } }: Pair<Candidate>) =>
  left.length < right.length ? ([left, right] as const) : ([right, left] as const);

const takeAsMany = (a: FunctionSymbol, b: FunctionSymbol) => a.params.length === b.params.length;

function isWithin(short: readonly string[], long: readonly string[]): boolean {
  let next = 0;
  for (const word of long) if (word === short[next]) next++;
  return next === short.length;
}

/** The edit of the name: its prefix, and the words that only one side has. */
function editOf({ from, to }: Member): string {
  const [left, right] = [wordsOf(from.name), wordsOf(to.name)];
  const only = (words: readonly string[], others: readonly string[]) => words.filter((word) => !others.includes(word));
  return [prefixOf(from.name), prefixOf(to.name), only(left, right), only(right, left)].join(" ");
}

const prefixOf = (name: string) => /^_*P[yY](?:Unstable)?/.exec(name)?.[0] ?? "";

const placesOf = ({ from, to }: Member) => `${from.header} ${to.header}`;

/** The move and the signature. */
function moveOf({ from, to }: Member): string {
  return [placesOf({ from, to }), to.returns, ...to.params.map(({ type }) => type)].join(" ");
}

/** The last unmatched member of a family of one signature, with the words that all its names end with. */
function lastOf(
  family: readonly Member[],
  gone: readonly Candidate<FunctionSymbol>[],
  come: readonly Candidate<FunctionSymbol>[],
  found: ReadonlySet<Member>,
  matched: Matched,
): Member | null {
  const [first] = family;
  if (first === undefined || family.length < 2) return null;
  const ending = commonEnding(family.flatMap(({ from, to }) => [wordsOf(from.name), wordsOf(to.name)]));
  if (ending.length < 2) return null;
  const taken = new Set<FunctionSymbol>([...found].flatMap(({ from, to }) => [from, to]));
  const left = (all: readonly Candidate<FunctionSymbol>[], { header }: FunctionSymbol) =>
    all.flatMap(({ symbol, words }) => {
      if (symbol.header !== header || taken.has(symbol)) return [];
      return words.slice(-ending.length).join() === ending.join() ? symbol : [];
    });
  const [from, ...others] = left(gone, first.from);
  const [to, ...more] = left(come, first.to);
  if (from === undefined || to === undefined || others.length + more.length > 0) return null;
  return isTheSame({ from, to }, matched) ? { from, to } : null;
}

function commonEnding(names: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = names;
  let length = 0;
  while (length < first.length && others.every((words) => words.at(-1 - length) === first.at(-1 - length))) length++;
  return length === 0 ? [] : first.slice(-length);
}
