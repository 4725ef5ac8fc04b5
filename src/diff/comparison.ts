import { CapidiffError } from "../errors.ts";
import type { Entry, EnumeratorSymbol, Manifest, ManifestStruct, ManifestSymbol } from "../manifest/model.ts";

/**
 * What about an entry can be explained by a change: that it exists, or where it stands (header and surface).
 * A rule that explains an aspect keeps later rules from repeating it.
 */
export type Aspect = "presence" | "place";

export interface Pair<T> {
  from: T;
  to: T;
}

/** The entries of two manifests, matched. */
export interface Pairing<T> {
  /** Only in `from`; without those that are part of another removed entry. */
  removed: T[];
  /** Only in `to`; without those that are part of another added entry. */
  added: T[];
  paired: Pair<T>[];
}

/** A manifest by name, and what in it is part of what. */
export class ManifestIndex {
  readonly manifest: Manifest;
  readonly symbols: ReadonlyMap<string, ManifestSymbol>;
  readonly structs: ReadonlyMap<string, ManifestStruct>;
  readonly headers: ReadonlySet<string>;
  readonly #structByTypedef: ReadonlyMap<string, ManifestStruct>;
  readonly #enumeratorsByEnum: ReadonlyMap<string, EnumeratorSymbol[]>;

  constructor(manifest: Manifest) {
    this.manifest = manifest;
    this.symbols = byName(manifest, "symbol", manifest.symbols);
    this.structs = byName(manifest, "struct", manifest.structs);
    this.headers = new Set(manifest.headers.map((header) => header.path));
    this.#structByTypedef = new Map(
      manifest.structs.flatMap((struct) => struct.typedefs.map((name) => [name, struct] as const)),
    );
    this.#enumeratorsByEnum = enumeratorsByEnum(manifest);
  }

  /** The struct that a typedef names, the typedef of an enumerator's enum; undefined for what stands alone. */
  wholeOf(symbol: ManifestSymbol): Entry | undefined {
    if (symbol.kind === "typedef") return this.#structByTypedef.get(symbol.name);
    if (symbol.kind !== "enumerator" || symbol.enum === null) return undefined;
    const typedef = this.symbols.get(symbol.enum);
    return typedef?.kind === "typedef" ? typedef : undefined;
  }

  /** The inverse of `wholeOf`, sorted by name. */
  partsOf(entry: ManifestSymbol | ManifestStruct): ManifestSymbol[] {
    if (entry.kind === "struct" || entry.kind === "union") {
      return entry.typedefs.flatMap((name) => this.symbols.get(name) ?? []);
    }
    if (entry.kind !== "typedef") return [];
    return (this.#enumeratorsByEnum.get(entry.name) ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }
}

function byName<T extends Entry>(manifest: Manifest, what: string, entries: readonly T[]): Map<string, T> {
  const index = new Map<string, T>();
  for (const entry of entries) {
    if (index.has(entry.name)) {
      throw new CapidiffError("internal", `The manifest of ${manifest.ref} has the ${what} ${entry.name} twice.`);
    }
    index.set(entry.name, entry);
  }
  return index;
}

function enumeratorsByEnum(manifest: Manifest): Map<string, EnumeratorSymbol[]> {
  const groups = new Map<string, EnumeratorSymbol[]>();
  for (const symbol of manifest.symbols) {
    if (symbol.kind !== "enumerator" || symbol.enum === null) continue;
    const group = groups.get(symbol.enum);
    if (group) group.push(symbol);
    else groups.set(symbol.enum, [symbol]);
  }
  return groups;
}

/** What the rules look at: two manifests by name, which of their entries pair up, and what is explained already. */
export class Comparison {
  readonly from: ManifestIndex;
  readonly to: ManifestIndex;
  readonly symbols: Pairing<ManifestSymbol>;
  readonly structs: Pairing<ManifestStruct>;
  readonly #explained: Record<Aspect, Set<Entry>> = { presence: new Set(), place: new Set() };

  constructor(from: Manifest, to: Manifest) {
    this.from = new ManifestIndex(from);
    this.to = new ManifestIndex(to);
    const structs = pairStructs(this.from, this.to);
    const symbols = pairSymbols(this.from, this.to);
    this.structs = {
      // A struct whose name is a plain typedef on the other side is another type, not a name that comes or goes.
      removed: structs.removed.filter(
        (struct) => !struct.typedefs.includes(struct.name) || !this.to.symbols.has(struct.name),
      ),
      added: structs.added.filter(
        (struct) => !struct.typedefs.includes(struct.name) || !this.from.symbols.has(struct.name),
      ),
      paired: structs.paired,
    };
    this.symbols = {
      removed: withoutParts(this.from, symbols.removed, this.structs.removed),
      added: withoutParts(this.to, symbols.added, this.structs.added),
      paired: symbols.paired,
    };
  }

  /** Those of the entries that no report so far explains in this aspect. */
  *unexplained<T extends Entry>(aspect: Aspect, entries: Iterable<T>): Iterable<T> {
    for (const entry of entries) if (!this.#explained[aspect].has(entry)) yield entry;
  }

  /** Those of the pairs of which no report so far explains either side in this aspect. */
  *unexplainedPairs<T extends Entry>(aspect: Aspect, pairs: Iterable<Pair<T>>): Iterable<Pair<T>> {
    const explained = this.#explained[aspect];
    for (const pair of pairs) if (!explained.has(pair.from) && !explained.has(pair.to)) yield pair;
  }

  explain(aspect: Aspect, entries: Iterable<Entry>): void {
    for (const entry of entries) this.#explained[aspect].add(entry);
  }
}

function pairSymbols(from: ManifestIndex, to: ManifestIndex): Pairing<ManifestSymbol> {
  const pairing: Pairing<ManifestSymbol> = { removed: [], added: [], paired: [] };
  for (const symbol of from.symbols.values()) {
    const other = to.symbols.get(symbol.name);
    if (other) pairing.paired.push({ from: symbol, to: other });
    else pairing.removed.push(symbol);
  }
  for (const symbol of to.symbols.values()) if (!from.symbols.has(symbol.name)) pairing.added.push(symbol);
  return pairing;
}

/** A struct is the same one if it keeps its name, else a typedef, else its tag: one that gets a typedef gets a new name. */
function pairStructs(from: ManifestIndex, to: ManifestIndex): Pairing<ManifestStruct> {
  const removed = new Set(from.structs.values());
  const added = new Set(to.structs.values());
  const paired: Pair<ManifestStruct>[] = [];
  const identities: ((struct: ManifestStruct) => string[])[] = [
    (struct) => [struct.name],
    (struct) => struct.typedefs,
    (struct) => (struct.tag === null ? [] : [struct.tag]),
  ];
  for (const identity of identities) {
    const candidates = new Map([...added].flatMap((struct) => identity(struct).map((key) => [key, struct] as const)));
    const keyed = [...removed].flatMap((struct) => identity(struct).map((key) => [key, struct] as const));
    // By key, so that neither the order of the input nor its direction decides.
    for (const [key, struct] of keyed.sort(([a], [b]) => (a < b ? -1 : 1))) {
      const other = candidates.get(key);
      if (!other || !removed.has(struct) || !added.has(other)) continue;
      paired.push({ from: struct, to: other });
      removed.delete(struct);
      added.delete(other);
    }
  }
  return { removed: [...removed], added: [...added], paired };
}

function withoutParts(index: ManifestIndex, symbols: ManifestSymbol[], structs: ManifestStruct[]): ManifestSymbol[] {
  const events = new Set<Entry>([...symbols, ...structs]);
  return symbols.filter((symbol) => {
    const whole = index.wholeOf(symbol);
    return whole === undefined || !events.has(whole);
  });
}
