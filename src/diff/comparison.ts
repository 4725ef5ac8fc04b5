import { platformDefinition } from "../cpython/platforms/platform.ts";
import { CapidiffError } from "../errors.ts";
import type { Entry, Manifest, ManifestEnum, ManifestStruct, ManifestSymbol } from "../manifest/model.ts";
import { HeaderGraph } from "./header-graph.ts";
import { type HeaderEntry, type HeaderPairing, pairHeaders } from "./headers.ts";
import type { ChangeKey } from "./model.ts";
import { pairRenamedStructs } from "./renamed-structs.ts";
import { type Rename, renamedSymbols } from "./renamed-symbols.ts";
import { TypeTable } from "./type-table.ts";

/** What a change can be about. */
export type SubjectEntry = ManifestSymbol | ManifestStruct | ManifestEnum | HeaderEntry;
/** What has parts: its typedefs, and the enumerators of an enum. */
export type Whole = ManifestStruct | ManifestEnum;

/**
 * What about an entry can be explained by a change: that it exists, where it stands (header and surface), and so on. A
 * rule that explains an aspect keeps later rules from repeating it.
 */
export const aspects = [
  "presence",
  "place",
  "tier",
  "kind",
  "type",
  "export",
  "deprecation",
  "limited-api",
  "body",
] as const;
export type Aspect = (typeof aspects)[number];

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
  readonly symbols: ReadonlyMap<string, ManifestSymbol>;
  readonly structs: ReadonlyMap<string, ManifestStruct>;
  /** Those structs that have a tag, by it. */
  readonly tags: ReadonlyMap<string, ManifestStruct>;
  readonly enums: ReadonlyMap<string, ManifestEnum>;
  readonly headers: HeaderGraph;
  readonly #wholes = new Map<ManifestSymbol, Whole>();
  readonly #enumTags: ReadonlyMap<string, ManifestEnum>;
  readonly #parts = new Map<Whole, ManifestSymbol[]>();

  constructor(manifest: Manifest) {
    this.symbols = byName(manifest, "symbol", manifest.symbols);
    this.structs = byName(manifest, "struct", manifest.structs);
    this.tags = new Map(manifest.structs.flatMap((struct) => (struct.tag === null ? [] : [[struct.tag, struct]])));
    this.enums = byName(manifest, "enum", manifest.enums);
    this.#enumTags = new Map(manifest.enums.flatMap((type) => (type.tag === null ? [] : [[type.tag, type]])));
    this.headers = new HeaderGraph(manifest.headers);
    const structByTypedef = new Map(
      manifest.structs.flatMap((struct) => struct.typedefs.map((name) => [name, struct] as const)),
    );
    for (const symbol of manifest.symbols) {
      if (symbol.kind === "typedef")
        this.#join(symbol, structByTypedef.get(symbol.name) ?? this.enums.get(symbol.name));
      else if (symbol.kind === "enumerator") this.#join(symbol, this.enums.get(symbol.enum ?? ""));
    }
  }

  #join(symbol: ManifestSymbol, whole: Whole | undefined): void {
    if (whole === undefined) return;
    this.#wholes.set(symbol, whole);
    const parts = this.#parts.get(whole);
    if (parts) parts.push(symbol);
    else this.#parts.set(whole, [symbol]);
  }

  /** Whether a symbol, a struct, an enum or a tag has the name. */
  hasName(name: string): boolean {
    return this.symbols.has(name) || this.structs.has(name) || this.tags.has(name) || this.enums.has(name);
  }

  /** The struct, union or enum that a type's name stands for: that of a typedef, or `struct tag`. */
  typeNamed(name: string): Whole | undefined {
    const [, keyword, tag] = /^(struct|union|enum) (\w+)$/.exec(name) ?? [];
    if (tag === undefined) {
      const typedef = this.symbols.get(name);
      return typedef?.kind === "typedef" ? this.wholeOf(typedef) : undefined;
    }
    return keyword === "enum" ? this.#enumTags.get(tag) : this.tags.get(tag);
  }

  /** The struct or enum that a typedef names, the enum of an enumerator; undefined for what stands alone. */
  wholeOf(symbol: ManifestSymbol): Whole | undefined {
    return this.#wholes.get(symbol);
  }

  /** The inverse of `wholeOf`. */
  partsOf(entry: SubjectEntry): readonly ManifestSymbol[] {
    return this.#parts.get(entry as Whole) ?? [];
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

/** What the rules look at: two manifests by name, which of their entries pair up, and what is explained already. */
export class Comparison {
  readonly from: ManifestIndex;
  readonly to: ManifestIndex;
  readonly symbols: Pairing<ManifestSymbol>;
  readonly structs: Pairing<ManifestStruct>;
  readonly enums: Pairing<ManifestEnum>;
  readonly headers: HeaderPairing;
  readonly types: TypeTable;
  readonly renames: readonly Rename[];
  /** Structs and enums with those of their typedefs and enumerators that are on both sides. */
  readonly wholes: readonly { pair: Pair<Whole>; parts: readonly Pair<ManifestSymbol>[] }[];
  readonly #explained = new Map(aspects.map((aspect) => [aspect, new Map<Entry, ChangeKey>()]));

  constructor(from: Manifest, to: Manifest) {
    this.from = new ManifestIndex(from);
    this.to = new ManifestIndex(to);
    const structs = pair(this.from.structs, this.to.structs, structAliases);
    this.structs = this.#withoutOtherTypes(pairRenamedStructs(structs, this.from, this.to));
    this.enums = this.#withoutOtherTypes(pair(this.from.enums, this.to.enums, enumAliases));
    const symbols = pair(this.from.symbols, this.to.symbols, []);
    const removed = new Set<Entry>([...this.structs.removed, ...this.enums.removed]);
    const added = new Set<Entry>([...this.structs.added, ...this.enums.added]);
    this.symbols = {
      removed: symbols.removed.filter((symbol) => !removed.has(this.from.wholeOf(symbol) ?? symbol)),
      added: symbols.added.filter((symbol) => !added.has(this.to.wholeOf(symbol) ?? symbol)),
      paired: symbols.paired,
    };
    this.headers = pairHeaders(from, to);
    const { dataModel } = platformDefinition(to.target.platform);
    this.types = new TypeTable([...this.structs.paired, ...this.enums.paired], dataModel);
    this.renames = renamedSymbols(this);
    this.wholes = [...this.structs.paired, ...this.enums.paired].map((pair) => ({ pair, parts: this.#partsOf(pair) }));
  }

  /** A typedef that becomes a struct or an enum, or was one, is another type: no name comes or goes. */
  #withoutOtherTypes<T extends Whole>({ removed, added, paired }: Pairing<T>): Pairing<T> {
    return {
      removed: removed.filter((type) => !keepsName(type, this.from, this.to)),
      added: added.filter((type) => !keepsName(type, this.to, this.from)),
      paired,
    };
  }

  #partsOf(whole: Pair<Whole>): Pair<ManifestSymbol>[] {
    return this.from.partsOf(whole.from).flatMap((part) => {
      const other = this.to.symbols.get(part.name);
      return other === undefined ? [] : [{ from: part, to: other }];
    });
  }

  /** Those of the entries that no report so far explains in this aspect. */
  *unexplained<T extends Entry>(aspect: Aspect, entries: Iterable<T>): Iterable<T> {
    const explained = this.#explainedIn(aspect);
    for (const entry of entries) if (!explained.has(entry)) yield entry;
  }

  /** Those of the pairs of which no report so far explains either side in this aspect. */
  *unexplainedPairs<T extends Entry>(aspect: Aspect, pairs: Iterable<Pair<T>>): Iterable<Pair<T>> {
    const explained = this.#explainedIn(aspect);
    for (const pair of pairs) if (!explained.has(pair.from) && !explained.has(pair.to)) yield pair;
  }

  isExplained(aspect: Aspect, entry: Entry): boolean {
    return this.#explainedIn(aspect).has(entry);
  }

  /** The change that explains an entry in an aspect. */
  explainedBy(aspect: Aspect, entry: Entry): ChangeKey | undefined {
    return this.#explainedIn(aspect).get(entry);
  }

  explain(aspect: Aspect, entries: Iterable<Entry>, change: ChangeKey): void {
    const explained = this.#explainedIn(aspect);
    for (const entry of entries) explained.set(entry, change);
  }

  #explainedIn(aspect: Aspect): Map<Entry, ChangeKey> {
    return this.#explained.get(aspect) as Map<Entry, ChangeKey>;
  }
}

/** Whether a typedef names the type, and the other side has a typedef of that name for something else. */
function keepsName(type: Whole, here: ManifestIndex, there: ManifestIndex): boolean {
  const typedef = here.symbols.get(type.name);
  return typedef !== undefined && here.wholeOf(typedef) === type && there.symbols.get(type.name)?.kind === "typedef";
}

/** Other names under which an entry may be found again, the best ones first. */
type Aliases<T> = ((entry: T) => readonly string[])[];

/** A struct that gets a typedef gets a new name, and is the same one. */
const structAliases: Aliases<ManifestStruct> = [
  (struct) => struct.typedefs,
  (struct) => (struct.tag === null ? [] : [struct.tag]),
];

const enumAliases: Aliases<ManifestEnum> = [(type) => (type.tag === null ? [] : [type.tag])];

function pair<T extends Entry>(
  from: ReadonlyMap<string, T>,
  to: ReadonlyMap<string, T>,
  aliases: Aliases<T>,
): Pairing<T> {
  const paired: Pair<T>[] = [];
  const removed = new Set<T>();
  const added = new Set<T>();
  for (const entry of from.values()) {
    const other = to.get(entry.name);
    if (other) paired.push({ from: entry, to: other });
    else removed.add(entry);
  }
  for (const entry of to.values()) if (!from.has(entry.name)) added.add(entry);
  for (const aliasesOf of aliases) {
    const keyed = (entries: Iterable<T>) =>
      [...entries].flatMap((entry) => aliasesOf(entry).map((alias) => [alias, entry] as const));
    const candidates = new Map(keyed(added));
    // By alias, so that neither the order of the input nor its direction decides.
    for (const [alias, entry] of keyed(removed).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const other = candidates.get(alias);
      if (!other || !removed.has(entry) || !added.has(other)) continue;
      paired.push({ from: entry, to: other });
      removed.delete(entry);
      added.delete(other);
    }
  }
  return { removed: [...removed], added: [...added], paired };
}
