import type { ManifestSymbol } from "../manifest/model.ts";
import { type ConstantRun, type Constants, constantsOf } from "./constants.ts";
import type { Matched } from "./matched.ts";
import { wordsOf } from "./symbol-name.ts";

/** Smaller groups are not a family. */
const fewest = 4;

/**
 * Names of constants that merely enumerate something, like opcodes and events, from families that changed. A family is
 * consecutive macros of a header, or the enumerators of an enum, with values close together. It changed if several have
 * other values, or values that stood for something else; a single one is an event of its own, like the name of the last
 * value when another is added.
 */
export function movedNumbers({ from, to }: Matched): Set<string> {
  const moved = new Set<string>();
  for (const [index, other] of [
    [from, to],
    [to, from],
  ] as const) {
    const [here, there] = [constantsOf(index), constantsOf(other)];
    const taken = new Map<string, string[]>();
    for (const symbol of there.values.keys()) {
      if (index.symbols.has(symbol.name)) continue;
      const number = numberOf(symbol, there);
      const names = taken.get(number);
      if (names) names.push(symbol.name);
      else taken.set(number, [symbol.name]);
    }
    const isOther = (symbol: ManifestSymbol) => {
      const value = here.values.get(symbol);
      const same = other.symbols.get(symbol.name);
      if (same === undefined) return value !== undefined && isReused(symbol, taken.get(numberOf(symbol, here)));
      const now = there.values.get(same);
      return now !== undefined && now !== value;
    };
    for (const run of here.runs) {
      if (!severalOf(run.members, isOther)) continue;
      for (const family of familiesOf(run, here)) {
        if (!severalOf(family, isOther)) continue;
        for (const member of family) moved.add(member.name);
        if (run.name !== null) moved.add(run.name);
      }
    }
  }
  return moved;
}

/** A constant's enum or header, and its value. */
function numberOf(symbol: ManifestSymbol, { values }: Constants): string {
  const place = symbol.kind === "enumerator" && symbol.enum !== null ? `enum ${symbol.enum}` : symbol.header;
  return `${place} ${values.get(symbol)}`;
}

/** Whether the number stood for names that have no word in common with the new one: then it is not a rename. */
function isReused({ name }: ManifestSymbol, names: readonly string[] = []): boolean {
  const words = wordsOf(name);
  return names.length > 0 && names.every((other) => !wordsOf(other).some((word) => words.includes(word)));
}

function severalOf(symbols: readonly ManifestSymbol[], test: (symbol: ManifestSymbol) => boolean): boolean {
  let found = 0;
  return symbols.some((symbol) => test(symbol) && ++found === 2);
}

/** Splits off members whose values are close together: no gap is wider than the number of values before it. */
function* familiesOf({ members }: ConstantRun, { values }: Constants): Iterable<readonly ManifestSymbol[]> {
  let [together, distinct, last]: [ManifestSymbol[], number, bigint | null] = [[], 0, null];
  for (const { member, value } of members
    .map((member) => ({ member, value: BigInt(values.get(member) || 0) }))
    .sort((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)))) {
    if (last !== null && value - last > distinct) {
      if (distinct >= fewest) yield together;
      [together, distinct] = [[], 0];
    }
    together.push(member);
    if (value !== last || distinct === 0) distinct++;
    last = value;
  }
  if (distinct >= fewest) yield together;
}
