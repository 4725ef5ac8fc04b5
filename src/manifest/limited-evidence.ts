import type { Diagnostic } from "../c/diagnostic.ts";
import type { Fragments } from "../c/fragment.ts";
import type { Macro } from "../c/macro.ts";
import { printTokens } from "../c/token.ts";
import type { RawSurface } from "../cpython/surface-reading.ts";
import type { Version } from "../cpython/version.ts";
import { Derived } from "./derived.ts";
import { DerivedList } from "./derived-list.ts";
import type { Entries, Entry, ManifestStruct, ManifestSymbol } from "./model.ts";
import { PartList } from "./part-list.ts";
import { ReplacedMacros } from "./replaced-macros.ts";
import { tierOf } from "./tier.ts";
import { unusableMacros } from "./unusable-macros.ts";
import type { Variants } from "./variants.ts";

/** The minor version of the first CPython 3 whose trees have a list of the limited API. */
export const firstListed = 10;

/** The minor version of the first CPython that has a stable ABI. */
const firstStable = 2;

/** What speaks against a name that no guard hides. */
export interface LimitedEvidence {
  /** The exports of `python3.dll`; null if the tree does not have them. */
  exports: ReadonlySet<string> | null;
  /** Macros that do not compile in the limited API. */
  unusable: ReadonlySet<string>;
  /** The macros of the limited API, whose text may be another one than elsewhere. */
  macros: ReadonlyMap<string, Macro>;
  /** That of these macros; null if there is none. */
  surface: RawSurface | null;
}

/** What the last manifest's evidence was, and what it made of the entries. */
export class LimitedMemory {
  readonly unusable = new Derived<ReadonlySet<string>>();
  readonly declared = new Derived<Declared>();
  readonly declarations = new PartList<ManifestSymbol>(({ kind }) => kind === "function" || kind === "variable");
  readonly replaced = new ReplacedMacros();
  readonly judged = new DerivedList<ManifestSymbol, Judged>(({ name, isMacro }) => (isMacro ? [name] : []));
  readonly symbols = new DerivedList<Judged, ManifestSymbol>();
  readonly typedefs = new PartList<ManifestSymbol>(({ kind, limitedApi }) => kind === "typedef" && limitedApi !== null);
  readonly types = new Derived<Pick<Entries, "structs" | "enums">>();
  readonly listed = new DerivedList<ManifestSymbol, ManifestSymbol>();
  readonly variants: Variants;
  readonly fragments: Fragments;

  constructor(variants: Variants, fragments: Fragments) {
    this.variants = variants;
    this.fragments = fragments;
  }
}

/** What functions and variables say. */
interface Declared {
  readonly functions: ReadonlySet<string>;
  readonly outside: ReadonlySet<string>;
}

/** A symbol, and whether its name is a macro in the limited API. */
interface Judged {
  readonly name: string;
  readonly symbol: ManifestSymbol;
  readonly isMacro: boolean;
}

/**
 * Corrects the entries of a tree without a list of the stable ABI.
 * @param exports of `python3.dll`; null if the tree does not have them
 * @param surface that of the limited API; null if there is none
 */
export function withoutStableAbi(
  entries: Entries,
  { minor }: Version,
  exports: ReadonlySet<string> | null,
  surface: RawSurface | null,
  memory: LimitedMemory,
): Entries {
  const limited =
    minor < firstListed ? withLimitedEvidence(entries, evidenceOf(exports, surface, memory), memory) : entries;
  return minor < firstStable ? limited : { ...limited, symbols: withoutList(limited.symbols, exports, memory) };
}

function evidenceOf(
  exports: ReadonlySet<string> | null,
  surface: RawSurface | null,
  memory: LimitedMemory,
): LimitedEvidence {
  if (surface === null) return { exports, unusable: new Set(), macros: new Map(), surface };
  const macros = new Map(surface.macros.map((macro) => [macro.name, macro]));
  return { exports, unusable: unusableMacros(surface, memory.fragments, memory.unusable), macros, surface };
}

/** A tree without a list of the stable ABI says what libpython exports for it only if it has `python3.dll`'s exports. */
export function stableAbiUnknown({ minor }: Version, exports: ReadonlySet<string> | null): Diagnostic[] {
  if (minor < firstStable || exports !== null) return [];
  const message = "The tree has no list of the stable ABI, so libpython's exports for it are unknown";
  return [{ code: "stable-abi-unknown", header: "Misc/stable_abi.toml", line: 1, message }];
}

/**
 * Corrects the limited API of versions without a list of it (before 3.10), where a name may be unguarded by accident. A
 * name counts if it is not private and has a guard that names a later version, is exported, or is a macro, a type or
 * inline code that needs nothing else; and if the exports of `python3.dll` do not contradict it or its whole header. A
 * private name listed there counts too.
 */
export function withLimitedEvidence(
  entries: Entries,
  { exports, unusable, macros, surface }: LimitedEvidence,
  memory: LimitedMemory,
): Entries {
  const declarations = memory.declarations.of(entries.symbols);
  const declared = memory.declared.of([exports, declarations], () => ({
    functions: new Set(declarations.filter(({ kind }) => kind === "function").map(({ name }) => name)),
    outside: headersOutside(declarations, exports),
  }));
  const { functions, outside } = declared;
  const isOut = ({ name, header }: Entry) => !exports?.has(name) && (name.startsWith("_") || outside.has(header));
  const without = <T extends Entry>(entry: T): T =>
    memory.variants.of(entry, ["not limited"], () => ({
      ...entry,
      ...("limitedApi" in entry && { limitedApi: null }),
      tier: tierOf(entry.name, entry.surface, false),
    }));
  const isListed = (name: string) => exports === null || exports.has(name);
  const isMeant = (symbol: ManifestSymbol) => {
    if (symbol.kind === "function" || symbol.kind === "variable") return symbol.exported && isListed(symbol.name);
    if (symbol.kind !== "inline-function" && symbol.kind !== "macro") return true;
    const macro = macros.get(symbol.name);
    const body = macro && printTokens(macro.body);
    if (body === undefined || (symbol.kind === "macro" && symbol.body === body))
      return (symbol.implementation?.imports ?? []).every(isListed);
    return (body.match(/[A-Za-z_]\w*/g) ?? []).every((word) => !functions.has(word) || isListed(word));
  };
  const isBroken = ({ kind, name }: ManifestSymbol) => kind === "macro" && unusable.has(name);
  const judge = (one: ManifestSymbol) =>
    one.limitedApi !== null && (isBroken(one) || (!isGuarded(one) && (isOut(one) || !isMeant(one))))
      ? without(one)
      : one;
  const judged = memory.judged.of(
    entries.symbols,
    [exports, declared, unusable, surface?.identity],
    (one) => ({ name: one.name, symbol: judge(one), isMacro: macros.has(one.name) }),
    memory.replaced.update(surface === null ? [] : [surface]),
  );
  const symbols = memory.symbols.of(judged, [], ({ symbol }) => symbol);
  const typedefs = memory.typedefs.of(symbols);
  const types = memory.types.of([entries.structs, entries.enums, declared, typedefs], () => {
    const limitedTypedefs = new Set(typedefs.map(({ name }) => name));
    // An opaque struct may be completed in another header than the one that names it.
    const isNamed = ({ typedefs }: ManifestStruct) => typedefs.some((name) => limitedTypedefs.has(name));
    return {
      structs: entries.structs.map((one) =>
        one.limitedApi !== null && outside.has(one.header) && !isNamed(one) ? without(one) : one,
      ),
      enums: entries.enums.map((one) => (one.tier === "limited" && outside.has(one.header) ? without(one) : one)),
    };
  });
  return { symbols, ...types };
}

/** For a tree without a list: libpython's exports are unknown, except for names missing from `python3.dll`. */
function withoutList(
  symbols: readonly ManifestSymbol[],
  exports: ReadonlySet<string> | null,
  memory: LimitedMemory,
): ManifestSymbol[] {
  return memory.listed.of(symbols, [exports], (symbol) => {
    // The unstable API is never part of it (PEP 689).
    const isExport = "exported" in symbol && symbol.exported && symbol.tier !== "unstable";
    const mayBe = isExport && (exports === null || exports.has(symbol.name) || symbol.tier === "limited");
    if (!mayBe) return symbol;
    return memory.variants.of(symbol, ["not listed"], () => ({ ...symbol, stableAbi: { added: null } }));
  });
}

/**
 * Headers that declare functions or variables, none of which `python3.dll` exports. What a header keeps for CPython
 * itself says nothing about the rest of it.
 */
function headersOutside(declarations: readonly ManifestSymbol[], exports: ReadonlySet<string> | null): Set<string> {
  const outside = new Set<string>();
  if (exports === null) return outside;
  const declared = declarations.filter(({ surface }) => surface === "public");
  for (const { header } of declared) outside.add(header);
  for (const { name, header } of declared) if (exports.has(name)) outside.delete(header);
  return outside;
}

/** Whether it is public and a guard shows it from a later version on, which nobody writes for what is not meant. */
function isGuarded({ name, limitedApi }: ManifestSymbol): boolean {
  return limitedApi !== null && limitedApi.since !== `3.${firstStable}` && !name.startsWith("_");
}
