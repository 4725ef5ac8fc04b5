import type { FunctionSymbol, ManifestStruct } from "../manifest/model.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import { pointedTo } from "./member-tree.ts";
import type { Accessor } from "./model.ts";
import { bareMemberName, memberPrefix } from "./near-name.ts";

/**
 * Functions that read and write members, in the order of the members; members without any are omitted. A getter takes
 * the struct first and is named after the member: `PyFrame_GetBack` for `f_back` of `PyFrameObject`.
 * @param from the struct that has the members
 * @param to the same struct in `index`, whose functions are searched
 * @param only the member to look at, if not all
 */
export function accessorsOf(from: ManifestStruct, to: ManifestStruct, index: ManifestIndex, only?: string): Accessor[] {
  const functions = allAccesses(index).get(to.name);
  if (functions === undefined) return [];
  const names = (from.members ?? []).flatMap(({ name }) => name ?? []);
  const prefix = memberPrefix(names);
  return names.flatMap((member): Accessor | [] => {
    if (only !== undefined && member !== only) return [];
    const bare = bareMemberName(member, prefix);
    const [get, set] = [bestFor(bare, functions, "get"), bestFor(bare, functions, "set")];
    return get === null && set === null ? [] : { member, get, set };
  });
}

interface Access {
  symbol: FunctionSymbol;
  verb: "get" | "set";
  /** The part before the verb: `PyFrame`. */
  stem: string;
  /** The text after the verb, in lower case without underscores. */
  bare: string;
  isOneWord: boolean;
  /** The target of the first parameter. */
  struct: ManifestStruct;
}

const known = new WeakMap<ManifestIndex, Map<string, Access[]>>();

/** By the names of the structs. */
function allAccesses(index: ManifestIndex): Map<string, Access[]> {
  let found = known.get(index);
  if (found !== undefined) return found;
  found = new Map();
  for (const symbol of index.symbols.values()) {
    const isFunction = symbol.kind === "function" || symbol.kind === "inline-function";
    const access = isFunction && symbol.surface === "public" ? accessOf(symbol, index) : null;
    if (access === null) continue;
    for (const name of structsOf(access)) {
      const accesses = found.get(name);
      if (accesses) accesses.push(access);
      else found.set(name, [access]);
    }
  }
  known.set(index, found);
  return found;
}

/** `Py_REFCNT`: a name without a verb is a getter. */
const bareGetter = /^(Py)_()([A-Z]+)$/;

/** What a function gets or sets in its first argument; null if its name does not say. */
function accessOf(symbol: FunctionSymbol, index: ManifestIndex): Access | null {
  const [, stem = "", verb, rest = ""] =
    /^(.*?)_(get|set)_?(.+)$/i.exec(symbol.name) ?? bareGetter.exec(symbol.name) ?? [];
  if (rest === "") return null;
  const struct = pointedTo(symbol.params[0]?.type ?? "", index);
  if (struct === undefined) return null;
  const words = rest.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? [];
  const bare = words.join("").toLowerCase();
  const isOneWord = words.length === 1;
  return { symbol, verb: (verb || "get").toLowerCase() as Access["verb"], stem, bare, isOneWord, struct };
}

/** Functions that take any object are named after the struct. */
function structsOf({ struct, stem }: Access): Set<string> {
  return new Set(struct.name === "PyObject" ? [struct.name, `${stem}Object`] : [struct.name]);
}

const tiers = ["limited", "public", "unstable", "private", "internal"];

/**
 * The accessor with exactly that name, else one that starts with it (`interp`, `GetInterpreter`; `eval_frame`,
 * `GetEvalFrameFunc`).
 */
function bestFor(member: string, functions: readonly Access[], verb: Access["verb"]): string | null {
  const ranked = functions
    .filter((one) => one.verb === verb)
    .flatMap(({ bare, isOneWord, symbol }) => {
      const isExact = bare === member;
      const isShort = bare.startsWith(member) && member.length >= (isOneWord ? 3 : 6);
      return isExact || isShort ? { symbol, rank: (isExact ? 0 : 10) + tiers.indexOf(symbol.tier) } : [];
    })
    .sort((a, b) => a.rank - b.rank || (a.symbol.name < b.symbol.name ? -1 : 1));
  return ranked[0]?.symbol.name ?? null;
}
