import { groupBy } from "../../group-by.ts";
import type { FunctionSymbol, ManifestSymbol } from "../../manifest/model.ts";
import { isFunction } from "../finding.ts";
import type { Matched } from "../matched.ts";
import type { Pair } from "../pair.ts";
import { wordsOf } from "../symbol-name.ts";
import { isTheSame } from "./alike.ts";
import { type Likeness, likely, unambiguous } from "./likeness.ts";
import type { Rename } from "./rename.ts";

type Member = Pair<FunctionSymbol>;

/**
 * Functions renamed in the same way, each evidence for the others: the same words removed or added
 * (`PyAST_CompileObject` and `PyFuture_FromASTObject`, now `_PyAST_Compile` and `_PyFuture_FromAST`), functions of one
 * signature that moved from one header to another, or many that moved and have one word more in front.
 */
export function familyRenames(
  removed: Iterable<ManifestSymbol>,
  added: Iterable<ManifestSymbol>,
  matched: Matched,
): Rename[] {
  const [gone, come] = [[...removed].filter(isFunction), [...added].filter(isFunction)];
  const kin = unambiguous(gone, come, isKin, matched) as Member[];
  const found = new Set<Member>();
  for (const family of [...groupBy(kin, editOf).values(), ...groupBy(kin, moveOf).values()]) {
    if (family.length > 1) for (const member of family) found.add(member);
  }
  for (const family of groupBy([...found], moveOf).values()) {
    const last = lastOf(family, gone, come, found, matched);
    if (last !== null) found.add(last);
  }
  const taken = new Set<ManifestSymbol>([...found].flatMap(({ from, to }) => [from, to]));
  const left = (symbols: readonly FunctionSymbol[]) => symbols.filter((symbol) => !taken.has(symbol));
  const prefixed = unambiguous(left(gone), left(come), isPrefixed, matched) as Member[];
  for (const family of groupBy(prefixed, (member) => `${editOf(member)} ${placesOf(member)}`).values()) {
    if (family.length >= fewestPrefixed) for (const member of family) found.add(member);
  }
  return [...found].map((pair) => likely(pair, "family", matched));
}

/** Related names: the words of one are among those of the other, in the same order. */
const isKin: Likeness = {
  kind: "family",
  key: ({ name }) => wordsOf(name)[0] ?? "",
  test: (pair, matched) => {
    const [left, right] = [wordsOf(pair.from.name), wordsOf(pair.to.name)];
    const [short, long] = left.length < right.length ? [left, right] : [right, left];
    const more = long.length - short.length;
    return short.length >= 2 && more >= 1 && more <= 2 && isWithin(short, long) && isTheSame(pair, matched);
  },
};

/** Names that may have nothing else in common are a family only in numbers. */
const fewestPrefixed = 4;

/** One more word in front, or one less: `_Py_Module` and `_PyAST_Module`. */
const isPrefixed: Likeness = {
  kind: "family",
  key: ({ name }) => wordsOf(name).at(-1) ?? "",
  test: ({ from, to }) => {
    const [left, right] = [wordsOf(from.name), wordsOf(to.name)];
    const [short, long] = left.length < right.length ? [left, right] : [right, left];
    return long.slice(1).join() === short.join() && isFunction(from) && isFunction(to) && takeAsMany(from, to);
  },
};

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
  gone: readonly FunctionSymbol[],
  come: readonly FunctionSymbol[],
  found: ReadonlySet<Member>,
  matched: Matched,
): Member | null {
  const [first] = family;
  if (first === undefined || family.length < 2) return null;
  const ending = commonEnding(family.flatMap(({ from, to }) => [wordsOf(from.name), wordsOf(to.name)]));
  if (ending.length < 2) return null;
  const taken = new Set<FunctionSymbol>([...found].flatMap(({ from, to }) => [from, to]));
  const left = (symbols: readonly FunctionSymbol[], { header }: FunctionSymbol) =>
    symbols.filter((symbol) => {
      if (symbol.header !== header || taken.has(symbol)) return false;
      return wordsOf(symbol.name).slice(-ending.length).join() === ending.join();
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
