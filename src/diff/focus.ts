import { push } from "../group-by.ts";
import type { Entry, ManifestMember, ManifestStruct } from "../manifest/model.ts";
import { callersOf } from "./callers.ts";
import type { Comparison } from "./comparison.ts";
import { Ledger } from "./ledger.ts";
import type { ManifestIndex, SubjectEntry } from "./manifest-index.ts";
import { structOfType } from "./member-tree.ts";
import { elementOf, nestedStructs } from "./nested-structs.ts";
import type { Pairing } from "./pair.ts";

/**
 * The part of a comparison that decides the changes of some names: rules find the same changes of these as in the whole.
 * It has the entries of the names and everything that rules look at together with those: the partner on the other side,
 * the other end of a rename, a struct or enum with its typedefs and enumerators, the structs inside a struct and around it.
 * @param names of symbols, structs, enums, tags and headers
 */
export function focusedOn(comparison: Comparison, names: Iterable<string>): Comparison {
  const wanted = new Set(names);
  const entries = related(comparison, wanted);
  const isWanted = (entry: Entry) => entries.has(entry);
  const isNamed = ({ name }: Entry) => wanted.has(name);
  const { symbols, structs, enums, elsewhere, headers, renames, wholes } = comparison;
  return Object.freeze({
    ...comparison,
    symbols: { ...only(symbols, isWanted), changed: symbols.changed.filter(({ from }) => isWanted(from)) },
    structs: only(structs, isWanted),
    enums: only(enums, isWanted),
    elsewhere: only(elsewhere, isNamed),
    // Those that are gone are the reason of other changes.
    headers: { ...headers, added: headers.added.filter(isNamed) },
    renames: renames.filter(({ from }) => isWanted(from)),
    wholes: wholes.filter(({ pair }) => isWanted(pair.from)),
    ledger: new Ledger(),
  });
}

function only<T extends Entry>({ removed, added, paired }: Pairing<T>, isWanted: (entry: T) => boolean): Pairing<T> {
  return {
    removed: removed.filter(isWanted),
    added: added.filter(isWanted),
    paired: paired.filter(({ from }) => isWanted(from)),
  };
}

/** The entries of some names, with all that is related to them, directly or not. */
function related(comparison: Comparison, names: ReadonlySet<string>): Set<Entry> {
  const { from, to } = comparison;
  const ties = tiesBetween(comparison);
  const found = new Set<Entry>();
  const waiting = [...names].flatMap((name) => [...entriesNamed(name, from), ...entriesNamed(name, to)]);
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    if (found.has(entry)) continue;
    found.add(entry);
    waiting.push(...(ties.get(entry) ?? []), ...relatedIn(from, entry), ...relatedIn(to, entry));
  }
  return found;
}

/** The entries with a name: a struct or enum also by its tag. */
function entriesNamed(name: string, index: ManifestIndex): SubjectEntry[] {
  const { symbols, structs, tags, enums } = index;
  const found = [
    symbols.get(name),
    structs.get(name),
    tags.get(name),
    enums.get(name),
    index.typeNamed(`enum ${name}`),
  ];
  return found.filter((entry) => entry !== undefined);
}

/** Partners that need not have the same name, both ends of renames and calls, and structs with the one around them. */
function tiesBetween({ from, to, symbols, structs, enums, renames }: Comparison): Map<Entry, SubjectEntry[]> {
  const ties = new Map<Entry, SubjectEntry[]>();
  const tie = (...tied: SubjectEntry[]) => {
    for (const entry of tied) for (const other of tied) push(ties, entry, other);
  };
  for (const pair of [...structs.paired, ...enums.paired]) tie(pair.from, pair.to);
  for (const { from, to, kept } of renames) tie(from, to, ...(kept === null ? [] : [kept]));
  for (const caller of callersOf({ symbols })) {
    const called = from.symbols.get(caller.calls);
    if (called !== undefined) tie(caller.from, called);
  }
  for (const index of [from, to]) for (const [inner, outer] of nestedStructs(index)) tie(inner, outer);
  return ties;
}

/** The symbol of the same name, the whole or the parts, and the structs inside a struct. */
function* relatedIn(index: ManifestIndex, entry: SubjectEntry): Iterable<SubjectEntry> {
  const symbol = index.symbols.get(entry.name);
  const whole = symbol && index.wholeOf(symbol);
  if (symbol !== undefined) yield symbol;
  if (whole !== undefined) yield whole;
  yield* index.partsOf(entry);
  if ("members" in entry) yield* structsInside(entry.members ?? [], index);
}

function* structsInside(members: readonly ManifestMember[], index: ManifestIndex): Iterable<ManifestStruct> {
  for (const { type, members: inner = [] } of members) {
    const struct = structOfType(elementOf(type), index);
    if (struct !== undefined) yield struct;
    yield* structsInside(inner, index);
  }
}
