import { readStableAbi } from "../cpython/stable-abi.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { Advisor } from "../diff/hints/advisor.ts";
import { ManifestIndex } from "../diff/manifest-index.ts";
import { type MemberNode, memberTree, structOfType } from "../diff/member-tree.ts";
import { parseType } from "../diff/type.ts";
import type { Manifest, ManifestStruct, ManifestSymbol } from "../manifest/model.ts";
import { nameInInclude, withoutKeyword } from "./lookups.ts";
import { type HeaderUse, isInternalHeader, type MemberUse, type SymbolUse, type Use } from "./use.ts";

/** Whether a version has what is used, and if not, why. */
export type Presence =
  | { state: "there"; symbol?: ManifestSymbol }
  | { state: "missing" | "opaque" | "internal" | "not-exported" }
  /** `takes` is worded for a sentence: `3`, `2 or more`. */
  | { state: "arguments"; takes: string };

/**
 * A member named by the struct that declares it: the same member may be named by several structs, from the outside in.
 */
export interface MemberName {
  struct: ManifestStruct;
  path: string;
}

const there: Presence = { state: "there" };
const missing: Presence = { state: "missing" };
const internal: Presence = { state: "internal" };

/** A version with everything needed to judge by it. */
export interface VersionData {
  manifest: Manifest;
  /** Only needed for built modules: the stable ABI has undeclared names. */
  tree: SourceTree | null;
}

/** What one version offers to its users. */
export class Api {
  readonly manifest: Manifest;
  readonly #index: ManifestIndex;
  readonly #headers: ReadonlySet<string>;
  readonly #stableAbi: ReadonlySet<string>;

  /** @param stableAbi the names in `Misc/stable_abi.toml`: some are exported without being declared */
  constructor(manifest: Manifest, stableAbi: Iterable<string> = []) {
    this.manifest = manifest;
    this.#index = ManifestIndex.of(manifest);
    this.#headers = new Set(manifest.headers.map(({ path }) => path));
    this.#stableAbi = new Set(stableAbi);
  }

  static of({ manifest, tree }: VersionData): Api {
    return new Api(manifest, tree === null ? [] : readStableAbi(tree).entries.keys());
  }

  /** Suggests replacements for what is deprecated, hidden or gone. @param older a version that had what is gone */
  advisor(older: Api): Advisor {
    return new Advisor(older.#index, this.#index);
  }

  /** Presence for sources. @param internals whether they are compiled with `Py_BUILD_CORE` and so see internal names */
  presence(use: Use, internals: boolean): Presence {
    if (use.kind === "symbol") return this.#symbol(use, internals);
    return use.kind === "member" ? this.#member(use, internals) : this.#header(use);
  }

  /** Presence for built modules: whether an import is exported, on any surface. */
  importPresence(name: string): Presence {
    const symbol = this.#index.symbols.get(name);
    if (this.#stableAbi.has(name)) return symbol ? { state: "there", symbol } : there;
    if (symbol === undefined) return missing;
    return this.#index.isExported(symbol) ? { state: "there", symbol } : { state: "not-exported" };
  }

  /** Other targets of this version that have a name missing here. */
  elsewhere(name: string): readonly string[] {
    return this.#index.elsewhere(name) ?? [];
  }

  /**
   * The names of a member: itself and, if it is nested, as a member of the structs around it. Empty if the struct does
   * not exist.
   */
  memberNames({ struct: name, member }: Pick<MemberUse, "struct" | "member">): MemberName[] {
    const struct = this.#struct(name);
    if (struct === undefined) return [];
    const parts = member.split(".");
    const names = parts.map((_, end) => ({ struct, path: parts.slice(0, parts.length - end).join(".") }));
    const inner = this.#descend(struct, parts);
    return [...names, ...(inner === null ? [] : this.memberNames({ struct: inner.struct.name, member: inner.path }))];
  }

  #symbol({ name, arguments: given }: SymbolUse, internals: boolean): Presence {
    const symbol = this.#index.symbols.get(name);
    const entry = symbol ?? this.#struct(name) ?? this.#index.enums.get(name) ?? this.#index.typeNamed(`enum ${name}`);
    if (entry === undefined) return missing;
    if (entry.surface === "internal" && !internals) return internal;
    const takes = symbol && given !== undefined ? arity(symbol) : null;
    if (takes && given !== undefined && !fits(given, takes)) return { state: "arguments", takes: arityText(takes) };
    return symbol ? { state: "there", symbol } : there;
  }

  #member({ struct: name, member }: MemberUse, internals: boolean): Presence {
    const struct = this.#struct(name);
    if (struct === undefined) return missing;
    if (struct.members === null) return { state: "opaque" };
    if (!internals && struct.surface === "internal") return internal;
    if (!internals && struct.opaque) return { state: "opaque" };
    return this.#hasMember(struct, member.split(".")) ? there : missing;
  }

  #header({ header }: HeaderUse): Presence {
    const name = nameInInclude(header);
    // Generated when CPython is built.
    if (name === "pyconfig.h" || this.#headers.has(`Include/${name}`)) return there;
    if (!this.#headers.has(`Include/internal/${name}`)) return missing;
    return isInternalHeader(name) ? there : internal;
  }

  /** Found by its name, a typedef or its tag. */
  #struct(name: string): ManifestStruct | undefined {
    const tag = withoutKeyword(name);
    const named = this.#index.structs.get(name) ?? this.#index.typeNamed(name) ?? this.#index.tags.get(tag);
    return named && "members" in named ? named : undefined;
  }

  #hasMember(struct: ManifestStruct, path: readonly string[]): boolean {
    const [first = "", ...rest] = path;
    const node = memberNamed(struct, first);
    if (node === undefined) return false;
    if (rest.length === 0) return true;
    if (node.inner.length > 0) return hasPath(node.inner, rest);
    const inner = structOfType(elementType(node.member.type), this.#index);
    // Structs of other libraries are not judged.
    return inner === undefined || this.#hasMember(inner, rest);
  }

  /** The struct that is the type of the path's first member, and the rest of the path; null if it is not CPython's. */
  #descend(struct: ManifestStruct, [first, ...rest]: readonly string[]): MemberName | null {
    const node = memberNamed(struct, first);
    const inner = node && rest.length > 0 ? structOfType(elementType(node.member.type), this.#index) : undefined;
    return inner === undefined ? null : { struct: inner, path: rest.join(".") };
  }
}

/** Avoids building the tree of all members, of which some structs have thousands. */
const memberNamed = (struct: ManifestStruct, wanted: string | undefined) =>
  memberTree({ ...struct, members: struct.members?.filter(({ name }) => name === wanted) ?? null })[0];

type Nodes = readonly MemberNode[];

function hasPath(nodes: Nodes, [first, ...rest]: readonly string[]): boolean {
  const node = nodes.find(({ name }) => name === first);
  return node !== undefined && (rest.length === 0 || node.inner.length === 0 || hasPath(node.inner, rest));
}

/** The element type of an array: a path does not distinguish the two. */
function elementType(spelling: string): string {
  return parseType(spelling).kind === "array" ? spelling.replace(/(?:\[[^\]]*\])+$/, "").trim() : spelling;
}

interface Arity {
  least: number;
  most: number;
}

/** The number of arguments of a call; null if unknown. A macro takes precedence over a function. */
function arity(symbol: ManifestSymbol): Arity | null {
  const macro = symbol.kind === "macro" ? symbol : symbol.macro;
  if (macro?.params) return arityOf(macro.params.length, macro.params.at(-1)?.endsWith("...") === true, "macro");
  if (macro || (symbol.kind !== "function" && symbol.kind !== "inline-function")) return null;
  return arityOf(symbol.params.length, symbol.variadic, "function");
}

function arityOf(params: number, variadic: boolean, of: "macro" | "function"): Arity {
  // `...` counts as a parameter of a macro, and one argument may be empty.
  const named = variadic && of === "macro" ? params - 1 : params;
  const least = of === "macro" && named === 1 ? 0 : named;
  return { least, most: variadic ? Number.POSITIVE_INFINITY : params };
}

const fits = (given: number, { least, most }: Arity) => given >= least && given <= most;

const arityText = ({ least, most }: Arity) => (most === Number.POSITIVE_INFINITY ? `${least} or more` : String(most));
