import type { Diagnostic } from "../c/diagnostic.ts";
import type { ArgumentEffect, Reference } from "../cpython/refcounts.ts";
import type { Target } from "../cpython/target.ts";
import type { ThreadSafety } from "../cpython/thread-safety.ts";

/** Raised when a field of the manifest changes its meaning; part of every key and ETag. */
export const schemaVersion = 3;

export const surfaces = ["public", "internal"] as const;
export type Surface = (typeof surfaces)[number];

export const tiers = ["limited", "public", "unstable", "private", "internal"] as const;
export type Tier = (typeof tiers)[number];

/** What every entry of a manifest has. */
export interface Entry {
  name: string;
  surface: Surface;
  tier: Tier;
  /** `Include/…`, as in the tree of the ref. */
  header: string;
  line: number;
}

export interface ManifestParameter {
  /** As clang spells it, after C11 6.7.6.3's adjustments. */
  type: string;
  name: string | null;
  /** What becomes of the reference to it, where `Doc/data/refcounts.dat` tells. */
  reference?: ArgumentEffect;
}

/** What CPython's documentation says of a function or a macro, and no declaration. */
export interface Documented {
  /** Of what it returns, by `Doc/data/refcounts.dat` or, of a function, a name like `Py_GetConstantBorrowed`; null where neither tells. */
  reference: Reference | null;
  /** By `Doc/data/threadsafety.dat`, which 3.15 has; null where that does not tell. */
  threadSafety: ThreadSafety | null;
}

export interface SymbolCommon extends Entry {
  /** The version of `Py_DEPRECATED(version)`; "" where an attribute gives none; null if not deprecated. A macro's is that of what it uses. */
  deprecated: string | null;
  /** The lowest `Py_LIMITED_API` (3.2 …) at which the headers show the name, null if none does. */
  limitedApi: { since: string } | null;
  /**
   * What `Misc/stable_abi.toml` of the ref says. Where the tree has no such list, `added` is null for what is exported:
   * whether the stable ABI has it is not known, unless the exports of `python3.dll` leave it out.
   */
  stableAbi: { added: string | null } | null;
}

/** A macro of the same name as a function, variable, typedef or enumerator, where it is more than a cast. */
export interface ShadowingMacro {
  params: string[] | null;
  body: string;
}

/** What use of a function or a macro compiles into an extension, decided through chains of macros. */
export interface Implementation {
  /** A call of the function `name`, the code of the inline function `name`, or text of a macro. */
  kind: "call" | "inline" | "macro";
  name: string | null;
  /** Exported functions and variables that the extension then imports, sorted. */
  imports: string[];
}

export interface FunctionSymbol extends SymbolCommon, Documented {
  kind: "function" | "inline-function";
  /** True where `PyAPI_FUNC` marks it. */
  exported: boolean;
  returns: string;
  params: ManifestParameter[];
  variadic: boolean;
  /** A macro of the same name only casts the arguments and calls it. */
  castMacro: boolean;
  macro: ShadowingMacro | null;
  /** Inline functions: a hash of the body's tokens after preprocessing. */
  bodyHash: string | null;
  /** Inline functions: the callee, where the whole body is one call. */
  calls: string | null;
  implementation: Implementation | null;
}

export interface MacroSymbol extends SymbolCommon, Documented {
  kind: "macro";
  /** Null for an object-like macro. `...` is the last one of a variadic macro. */
  params: string[] | null;
  /** Tokens of the replacement list, one space where the source has white space. */
  body: string;
  /** Decimal, where the expansion is an integer constant expression; else null. */
  value: string | null;
  /** The name that it is no more than: `name`, or a call of it with its own arguments, each cast or not. */
  standsFor: string | null;
  /** Whether its expansion is an lvalue: a member, an element, what a pointer points to, or a variable. */
  assignable: boolean;
  /** Null where it stands for nothing that is called. */
  implementation: Implementation | null;
}

export interface VariableSymbol extends SymbolCommon {
  kind: "variable";
  exported: boolean;
  type: string;
  macro: ShadowingMacro | null;
}

export interface TypedefSymbol extends SymbolCommon {
  kind: "typedef";
  /** What it stands for, one level, as clang spells it. */
  type: string;
  /** The typedef that it is another name for. */
  standsFor: string | null;
  macro: ShadowingMacro | null;
}

export interface EnumeratorSymbol extends SymbolCommon {
  kind: "enumerator";
  /** Name of its enum, null if that has none. */
  enum: string | null;
  /** Decimal. */
  value: string;
  macro: ShadowingMacro | null;
}

export type ManifestSymbol = FunctionSymbol | MacroSymbol | VariableSymbol | TypedefSymbol | EnumeratorSymbol;

export interface ManifestMember {
  /** Null only for an unnamed bit-field, which pads. */
  name: string | null;
  type: string;
  /** Bytes from the start of the outermost struct; null where the layout is not known. */
  offset: number | null;
  /** Bytes. */
  size: number | null;
  /** Bits from the start of the outermost struct; only for bit-fields. */
  bitOffset?: number;
  bitWidth?: number;
  /** The version of `Py_DEPRECATED(version)`, "" where an attribute gives none; only where it is deprecated. */
  deprecated?: string;
  /** Of a named member of anonymous struct or union type. */
  members?: ManifestMember[];
}

export interface ManifestStruct extends Entry {
  kind: "struct" | "union";
  tag: string | null;
  /** Typedef names that stand for it, sorted. */
  typedefs: string[];
  /** True where the public surface names it and does not complete it. */
  opaque: boolean;
  /** Bytes; null where nothing completes it or a type it depends on is not known. */
  size: number | null;
  align: number | null;
  /** Null where no surface completes it. */
  members: ManifestMember[] | null;
  limitedApi: { since: string } | null;
  stableAbi: { added: string | null } | null;
}

export interface ManifestEnum extends Entry {
  tag: string | null;
  values: Record<string, string>;
}

export interface ManifestHeader {
  /** `Include/…`. */
  path: string;
  /** git's id of its content. */
  blob: string;
  /** CPython's headers that it includes directly for this target, sorted; empty for one that was not read. */
  includes: string[];
}

/** A name that other targets of the ref have, as the first of them declares it. */
export interface ElsewhereName extends Entry {
  kind: "function" | "inline-function" | "macro" | "variable" | "typedef" | "enumerator" | "enum" | "struct" | "union";
  /** As of a symbol. */
  deprecated: string | null;
  /**
   * Of those that were asked: other builds by their abi (`cpt`), other systems by a platform (`win_amd64`), and
   * `Py_TRACE_REFS` for a build with that.
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
  /** False where anything was not understood; `diagnostics` says what. */
  complete: boolean;
  diagnostics: Diagnostic[];
  headers: ManifestHeader[];
  symbols: ManifestSymbol[];
  structs: ManifestStruct[];
  enums: ManifestEnum[];
  /** Names that are public for other targets and not there for this one. */
  elsewhere: ElsewhereName[];
}
