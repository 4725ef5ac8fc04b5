import { platformDefinition } from "../cpython/platforms/registry.ts";
import type {
  ElsewhereName,
  Entry,
  Manifest,
  ManifestEnum,
  ManifestStruct,
  ManifestSymbol,
} from "../manifest/model.ts";
import { pairElsewhere } from "./elsewhere.ts";
import { type HeaderPairing, pairHeaders } from "./headers.ts";
import { ManifestIndex, type Whole } from "./manifest-index.ts";
import { type Aliases, type Pair, type Pairing, pairByName } from "./pair.ts";
import { pairRenamedStructs } from "./renamed-structs.ts";
import { isSameJson } from "./same.ts";
import { TypeTable } from "./type-table.ts";

/** Two indexed manifests and the pairing of their entries. */
export interface Matched {
  readonly from: ManifestIndex;
  readonly to: ManifestIndex;
  readonly symbols: SymbolPairing;
  readonly structs: Pairing<ManifestStruct>;
  readonly enums: Pairing<ManifestEnum>;
  readonly headers: HeaderPairing;
  readonly types: TypeTable;
  /** Names that only other targets have. */
  readonly elsewhere: Pairing<ElsewhereName>;
}

interface SymbolPairing extends Pairing<ManifestSymbol> {
  /** Pairs that differ in more than the line, stand for something that may, or are exported on one side alone. */
  readonly changed: readonly Pair<ManifestSymbol>[];
}

/**
 * Entries are paired by name, else by an alias or, for structs, by their members. What the other side cannot know is
 * neither removed nor added. Types have the sizes of `toManifest`'s platform.
 */
export function matchManifests(fromManifest: Manifest, toManifest: Manifest): Matched {
  const [from, to] = [ManifestIndex.of(fromManifest), ManifestIndex.of(toManifest)];
  const renamed = pairRenamedStructs(pairByName(from.structs, to.structs, structAliases), from, to);
  const structs = withoutOtherTypes(renamed, from, to);
  const enums = withoutOtherTypes(pairByName(from.enums, to.enums, enumAliases), from, to);
  const { removed, added, paired } = pairByName(from.symbols, to.symbols, []);
  // A typedef or enumerator is removed along with its struct or enum.
  const gone = new Set<Entry>([...structs.removed, ...enums.removed]);
  const come = new Set<Entry>([...structs.added, ...enums.added]);
  const [isKnownBefore, isKnownAfter] = [from, to].map(knows) as [Knows, Knows];
  const symbols = {
    removed: removed.filter((symbol) => !gone.has(from.wholeOf(symbol) ?? symbol) && isKnownAfter(symbol)),
    added: added.filter((symbol) => !come.has(to.wholeOf(symbol) ?? symbol) && isKnownBefore(symbol)),
    paired,
    changed: paired.filter((pair) => isChanged(pair, from, to) && isKnownAfter(pair.from) && isKnownBefore(pair.to)),
  };
  const { dataModel } = platformDefinition(toManifest.target.platform);
  const types = new TypeTable([...structs.paired, ...enums.paired], dataModel);
  const elsewhere = pairElsewhere(fromManifest, toManifest);
  const headers = pairHeaders(from, to);
  const known = {
    ...headers,
    removed: headers.removed.filter(isKnownAfter),
    added: headers.added.filter(isKnownBefore),
  };
  return { from, to, symbols, structs, enums, headers: known, types, elsewhere };
}

type Knows = (entry: Entry) => boolean;

/**
 * Whether a manifest would have the entry if its version had it. Windows' configuration in `PC/` is not among installed
 * headers, so without it nothing is known about its names.
 */
function knows({ headers }: ManifestIndex): Knows {
  const hasConfiguration = [...headers.paths()].some((path) => path.startsWith("PC/"));
  return ({ header }) => hasConfiguration || !header.startsWith("PC/");
}

/** Whether a pair may have changes: its entries are not the same, or what they stand for or libpython's exports differ. */
function isChanged({ from, to }: Pair<ManifestSymbol>, before: ManifestIndex, after: ManifestIndex): boolean {
  return isAliasMacro(to) || !isSameJson(from, to, "line") || before.isExported(from) !== after.isExported(to);
}

const isAliasMacro = (symbol: ManifestSymbol) => symbol.kind === "macro" && symbol.standsFor !== null;

/** A typedef that becomes a struct or enum, or was one, changes its type: no name is added or removed. */
function withoutOtherTypes<T extends Whole>(
  { removed, added, paired }: Pairing<T>,
  from: ManifestIndex,
  to: ManifestIndex,
): Pairing<T> {
  return {
    removed: removed.filter((type) => !keepsName(type, from, to)),
    added: added.filter((type) => !keepsName(type, to, from)),
    paired,
  };
}

/** Whether a typedef names the type, and the other side uses that typedef name for something else. */
function keepsName(type: Whole, here: ManifestIndex, there: ManifestIndex): boolean {
  const typedef = here.symbols.get(type.name);
  return typedef !== undefined && here.wholeOf(typedef) === type && there.symbols.get(type.name)?.kind === "typedef";
}

/** A struct that gets a typedef changes its name but is the same struct. */
const structAliases: Aliases<ManifestStruct> = [
  (struct) => struct.typedefs,
  (struct) => (struct.tag === null ? [] : [struct.tag]),
];

const enumAliases: Aliases<ManifestEnum> = [(type) => (type.tag === null ? [] : [type.tag])];
