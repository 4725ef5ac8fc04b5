import type { ManifestSymbol } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import type { ManifestIndex } from "./manifest-index.ts";

/** Fewer constants are no family. */
const fewest = 4;

/**
 * Names of constants that only count through something, as opcodes and events do, of families that changed: a family is
 * macros that follow each other in a header, or the enumerators of an enum, as far as their values lie together. It moved
 * where several have other values: one alone is an event of its own, as a name for the last one is when another came.
 */
export function movedNumbers({ from, to }: Comparison): Set<string> {
  const moved = new Set<string>();
  for (const [here, there] of [
    [from, to],
    [to, from],
  ] as const) {
    for (const { name, members } of familiesOf(here)) {
      const others = members.map((member) => integerOf(there.symbols.get(member.name)));
      const changed = members.filter((member, index) => others[index] !== null && others[index] !== integerOf(member));
      if (changed.length < 2) continue;
      for (const member of members) moved.add(member.name);
      if (name !== null) moved.add(name);
    }
  }
  return moved;
}

interface Family {
  /** Of an enum. */
  name: string | null;
  members: readonly ManifestSymbol[];
}

function* familiesOf(index: ManifestIndex): Iterable<Family> {
  for (const type of index.enums.values()) yield* family(index.partsOf(type).filter(isConstant), type.name);
  let run: ManifestSymbol[] = [];
  for (const symbol of inSourceOrder(index)) {
    if (symbol.kind === "macro" && isConstant(symbol) && (run[0]?.header ?? symbol.header) === symbol.header) {
      run.push(symbol);
      continue;
    }
    yield* family(run, null);
    run = symbol.kind === "macro" && isConstant(symbol) ? [symbol] : [];
  }
  yield* family(run, null);
}

/** Those whose values lie together: no gap between them is wider than there are values before it. */
function* family(members: readonly ManifestSymbol[], name: string | null): Iterable<Family> {
  let [together, distinct, last]: [ManifestSymbol[], number, bigint | null] = [[], 0, null];
  for (const { member, value } of members
    .map((member) => ({ member, value: BigInt(integerOf(member) || 0) }))
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

function inSourceOrder(index: ManifestIndex): ManifestSymbol[] {
  return [...index.symbols.values()].sort(
    (a, b) => (a.header === b.header ? a.line - b.line : a.header < b.header ? -1 : 1) || (a.name < b.name ? -1 : 1),
  );
}

/** The integer that a macro or an enumerator is; null for all else. */
function integerOf(symbol: ManifestSymbol | undefined): string | null {
  return symbol !== undefined && "value" in symbol ? symbol.value : null;
}

const isConstant = (symbol: ManifestSymbol) => integerOf(symbol) !== null;
