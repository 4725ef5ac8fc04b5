import type { ManifestSymbol } from "../manifest/model.ts";
import type { ManifestIndex } from "./manifest-index.ts";
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
  for (const [here, there] of [
    [from, to],
    [to, from],
  ] as const) {
    const taken = namesOnlyIn(there, here);
    const isOther = (symbol: ManifestSymbol) => {
      const same = there.symbols.get(symbol.name);
      if (same === undefined) return isReused(symbol, taken.get(numberOf(symbol, here)));
      const other = integerOf(same, there);
      return other !== null && other !== integerOf(symbol, here);
    };
    for (const { name, members } of familiesOf(here, isOther)) {
      if (!severalOf(members, isOther)) continue;
      for (const member of members) moved.add(member.name);
      if (name !== null) moved.add(name);
    }
  }
  return moved;
}

/** Names of integers that one manifest has and the other lacks, by place and value. */
function namesOnlyIn(index: ManifestIndex, other: ManifestIndex): Map<string | null, string[]> {
  const names = new Map<string | null, string[]>();
  for (const symbol of index.symbols.values()) {
    if (other.symbols.has(symbol.name) || integerOf(symbol, index) === null) continue;
    const key = numberOf(symbol, index);
    names.set(key, [...(names.get(key) ?? []), symbol.name]);
  }
  return names;
}

/** A constant's enum or header, and its value. */
function numberOf(symbol: ManifestSymbol, index: ManifestIndex): string {
  const place = symbol.kind === "enumerator" && symbol.enum !== null ? `enum ${symbol.enum}` : symbol.header;
  return `${place} ${integerOf(symbol, index)}`;
}

/** Whether the number stood for names that have no word in common with the new one: then it is not a rename. */
function isReused({ name }: ManifestSymbol, names: readonly string[] = []): boolean {
  const words = wordsOf(name);
  return names.length > 0 && names.every((other) => !wordsOf(other).some((word) => words.includes(word)));
}

interface Family {
  /** The enum, if any. */
  name: string | null;
  members: readonly ManifestSymbol[];
}

/** Families in which several members may be `isOther`, none of them in another header or enum. */
function* familiesOf(index: ManifestIndex, isOther: (symbol: ManifestSymbol) => boolean): Iterable<Family> {
  for (const type of index.enums.values()) {
    const constants = index.partsOf(type);
    if (severalOf(constants, isOther)) yield* family(constants, type.name, index);
  }
  const byHeader = new Map<string, ManifestSymbol[]>();
  for (const symbol of index.symbols.values()) {
    const symbols = byHeader.get(symbol.header);
    if (symbols) symbols.push(symbol);
    else byHeader.set(symbol.header, [symbol]);
  }
  for (const symbols of byHeader.values()) {
    if (!severalOf(symbols, (symbol) => symbol.kind === "macro" && isOther(symbol))) continue;
    let run: ManifestSymbol[] = [];
    for (const symbol of symbols.sort((a, b) => a.line - b.line || (a.name < b.name ? -1 : 1))) {
      if (symbol.kind === "macro" && integerOf(symbol, index) !== null) {
        run.push(symbol);
        continue;
      }
      yield* family(run, null, index);
      run = [];
    }
    yield* family(run, null, index);
  }
}

function severalOf(symbols: readonly ManifestSymbol[], test: (symbol: ManifestSymbol) => boolean): boolean {
  let found = 0;
  return symbols.some((symbol) => test(symbol) && ++found === 2);
}

/** Splits off members whose values are close together: no gap is wider than the number of values before it. */
function* family(members: readonly ManifestSymbol[], name: string | null, index: ManifestIndex): Iterable<Family> {
  let [together, distinct, last]: [ManifestSymbol[], number, bigint | null] = [[], 0, null];
  for (const { member, value } of members
    .map((member) => ({ member, value: BigInt(integerOf(member, index) || 0) }))
    .sort((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)))) {
    if (last !== null && value - last > distinct) {
      if (distinct >= fewest) yield { name, members: together };
      [together, distinct] = [[], 0];
    }
    together.push(member);
    if (value !== last || distinct === 0) distinct++;
    last = value;
  }
  if (distinct >= fewest) yield { name, members: together };
}

/** The integer value of a macro or enumerator, or of what a macro stands for; null otherwise. */
function integerOf(symbol: ManifestSymbol | undefined, index: ManifestIndex): string | null {
  if (symbol === undefined || !("value" in symbol)) return null;
  if (symbol.kind !== "macro" || symbol.params !== null || symbol.standsFor === null) return symbol.value;
  const target = index.symbols.get(symbol.standsFor);
  return target !== undefined && "value" in target ? target.value : null;
}
