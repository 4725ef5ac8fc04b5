import type { Diagnostic } from "../c/diagnostic.ts";
import type { ArgumentEffect, Reference } from "../cpython/refcounts.ts";
import type { Target } from "../cpython/target.ts";
import type { ThreadSafety } from "../cpython/thread-safety.ts";

/** Incremented when a field of the manifest changes its meaning; part of every key and ETag. */
export const schemaVersion = 4;

/** Whose view of the headers: an extension's, or CPython's own, with `Py_BUILD_CORE`. */
export const surfaces = ["public", "internal"] as const;
export type Surface = (typeof surfaces)[number];

/** How stable a name is, the most stable first. */
export const tiers = ["limited", "public", "unstable", "private", "internal"] as const;
export type Tier = (typeof tiers)[number];

/** Fields common to all entries of a manifest. */
export interface Entry {
  name: string;
  surface: Surface;
  tier: Tier;
  /** `Include/…`, relative to the root of the ref's tree. */
  header: string;
  line: number;
}

/** A parameter of a function. */
export interface ManifestParameter {
  /** As clang prints it, after C11 6.7.6.3's adjustments. */
  type: string;
  name: string | null;
  /** What happens to the reference passed, according to `Doc/data/refcounts.dat`. */
  reference?: ArgumentEffect;
}

/** Facts about a function or macro from CPython's documentation, which no declaration states. */
export interface Documented {
  /**
   * The reference returned, from `Doc/data/refcounts.dat` or from a function name like `Py_GetConstantBorrowed`; null
   * if unknown.
   */
  reference: Reference | null;
  /** From `Doc/data/threadsafety.dat` (3.15 and later); null if unknown. */
  threadSafety: ThreadSafety | null;
}

/** What symbols of all kinds have. */
export interface SymbolCommon extends Entry {
  /** Other headers that declare it, in the order they are read; absent if there are none. */
  alsoIn?: string[];
  /**
   * The version in `Py_DEPRECATED(version)`; "" for an attribute without one; null if not deprecated. For a macro, of
   * what it uses.
   */
  deprecated: string | null;
  /** The lowest `Py_LIMITED_API` (3.2 …) at which the headers show the name, or null. */
  limitedApi: { since: string } | null;
  /**
   * From the ref's `Misc/stable_abi.toml`. If the tree has no such list, `added` is null for exported names: whether
   * they are in the stable ABI is unknown, unless `python3.dll` does not export them.
   */
  stableAbi: { added: string | null } | null;
}

/** A macro with the name of a function, variable, typedef or enumerator that does more than cast. */
export interface ShadowingMacro {
  params: string[] | null;
  body: string;
}

/** What using a function or macro compiles into an extension, resolved through chains of macros. */
export interface Implementation {
  /** A call of the function `name`, the code of the inline function `name`, or the text of a macro. */
  kind: "call" | "inline" | "macro";
  name: string | null;
  /** Exported functions and variables that the extension imports as a result, sorted. */
  imports: string[];
}

/** A function, declared or defined in a header. */
export interface FunctionSymbol extends SymbolCommon, Documented {
  kind: "function" | "inline-function";
  /** Whether it is declared with `PyAPI_FUNC`. */
  exported: boolean;
  returns: string;
  params: ManifestParameter[];
  variadic: boolean;
  /** Whether a macro of the same name casts the arguments and calls it. */
  castMacro: boolean;
  macro: ShadowingMacro | null;
  /** For inline functions: a hash of the body's preprocessed tokens. */
  bodyHash: string | null;
  /** For inline functions: the function called, if that is the whole body. */
  calls: string | null;
  implementation: Implementation | null;
}

/** A macro that hides no function, variable or typedef of its name. */
export interface MacroSymbol extends SymbolCommon, Documented {
  kind: "macro";
  /** Null for an object-like macro. `...` is the last parameter of a variadic macro. */
  params: string[] | null;
  /** The tokens of the replacement list, separated by one space where the source has white space. */
  body: string;
  /** Decimal, if it expands to an integer constant expression; else null. */
  value: string | null;
  /** The name it stands for, if it is only `name` or a call of it with its own arguments, each possibly cast. */
  standsFor: string | null;
  /** Whether it expands to an lvalue: a member, an element, a dereferenced pointer, or a variable. */
  assignable: boolean;
  /** Null if using it calls nothing. */
  implementation: Implementation | null;
}

/** A variable. */
export interface VariableSymbol extends SymbolCommon {
  kind: "variable";
  /** Whether it is declared with `PyAPI_DATA`. */
  exported: boolean;
  /** Whether it is declared `static`: each module has its own. */
  static: boolean;
  type: string;
  macro: ShadowingMacro | null;
}

/** A typedef. */
export interface TypedefSymbol extends SymbolCommon {
  kind: "typedef";
  /** The type it names, one level, as clang prints it. */
  type: string;
  /** The typedef it is another name for. */
  standsFor: string | null;
  macro: ShadowingMacro | null;
}

/** A constant of an enum. */
export interface EnumeratorSymbol extends SymbolCommon {
  kind: "enumerator";
  /** The name of its enum, or null. */
  enum: string | null;
  /** Decimal. */
  value: string;
  macro: ShadowingMacro | null;
}

/** A name of the API, by its kind. */
export type ManifestSymbol = FunctionSymbol | MacroSymbol | VariableSymbol | TypedefSymbol | EnumeratorSymbol;

/** A member of a struct or union; those of anonymous ones are listed with their container's. */
export interface ManifestMember {
  /** Null only for an unnamed bit-field, which is padding. */
  name: string | null;
  type: string;
  /** Bytes from the start of the outermost struct; null if the layout is unknown. */
  offset: number | null;
  /** Bytes. */
  size: number | null;
  /** Bits from the start of the outermost struct; only for bit-fields. */
  bitOffset?: number;
  bitWidth?: number;
  /** The version in `Py_DEPRECATED(version)`, "" for an attribute without one; absent if not deprecated. */
  deprecated?: string;
  /** For a named member of anonymous struct or union type. */
  members?: ManifestMember[];
}

/** A struct or union. */
export interface ManifestStruct extends Entry {
  kind: "struct" | "union";
  tag: string | null;
  /** Its typedef names, sorted. */
  typedefs: string[];
  /** Whether the public surface names it without completing it. */
  opaque: boolean;
  /** Bytes; null if it is never completed or depends on an unknown type. */
  size: number | null;
  align: number | null;
  /** Null if no surface completes it. */
  members: ManifestMember[] | null;
  limitedApi: { since: string } | null;
  stableAbi: { added: string | null } | null;
}

/** An enum with the decimal values of its constants. */
export interface ManifestEnum extends Entry {
  tag: string | null;
  values: Record<string, string>;
}

/** A header of the ref. */
export interface ManifestHeader {
  /** `Include/…`. */
  path: string;
  /** The git blob id of its content. */
  blob: string;
  /** CPython headers it includes directly for this target, sorted; empty if it was not read. */
  includes: string[];
}

/** A name that other targets of the ref have, as declared by the first of them. */
export interface ElsewhereName extends Entry {
  kind: "function" | "inline-function" | "macro" | "variable" | "typedef" | "enumerator" | "enum" | "struct" | "union";
  /** As for a symbol. */
  deprecated: string | null;
  /**
   * The targets that have it: other builds by their ABI (`cpt`), other systems by a platform (`win_amd64`), and
   * `Py_TRACE_REFS` for a build with that option.
   */
  targets: string[];
}

/** All symbols, structs and enums of one ref for one target. */
export interface Manifest {
  schemaVersion: number;
  ref: string;
  /** 40 hex digits. */
  commit: string;
  /** PEP 440. */
  version: string;
  target: Target;
  /** False if anything was not understood; see `diagnostics`. */
  complete: boolean;
  diagnostics: Diagnostic[];
  headers: ManifestHeader[];
  symbols: ManifestSymbol[];
  structs: ManifestStruct[];
  enums: ManifestEnum[];
  /** Names that are public for other targets and missing for this one. */
  elsewhere: ElsewhereName[];
}

/** The entries of a manifest that declarations and macros give. */
export type Entries = Pick<Manifest, "symbols" | "structs" | "enums">;
