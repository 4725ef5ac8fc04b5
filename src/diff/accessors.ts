import { push } from "../group-by.ts";
import { type FunctionSymbol, type ManifestStruct, tiers } from "../manifest/model.ts";
import { factOf } from "./hints/facts.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import { pointedTo } from "./member-tree.ts";
import type { Accessor } from "./model.ts";
import { bareMemberName, memberPrefix } from "./near-name.ts";

/**
 * Functions that read and write members, in the order of the members; members without any are omitted. A getter takes
 * the struct first and is named after the member, `PyFrame_GetBack` for `f_back` of `PyFrameObject`; or documentation
 * names it.
 * @param from the struct that has the members
 * @param to the same struct in `index`, whose functions are searched
 * @param only the member to look at, if not all
 */
export function accessorsOf(from: ManifestStruct, to: ManifestStruct, index: ManifestIndex, only?: string): Accessor[] {
  const functions = allAccesses(index).get(to.name) ?? [];
  const members = from.members ?? [];
  const prefix = functions.length === 0 ? "" : memberPrefix(members.flatMap(({ name }) => name ?? []));
  return members.flatMap(({ name, type }): Accessor | [] => {
    if (name === null || (only !== undefined && name !== only)) return [];
    const bare = bareMemberName(name, prefix);
    const fits = functions.filter((one) => one.isNamed || isSameValue(one.symbol.returns, type, index));
    const get = bestFor(bare, fits, "get") ?? documentedGetter(`${from.name}.${name}`, index);
    const set = bestFor(bare, fits, "set");
    return get === null && set === null ? [] : { member: name, get, set };
  });
}

/** Whether both are printed alike or point to the same struct. */
function isSameValue(one: string, other: string, index: ManifestIndex): boolean {
  const struct = pointedTo(one, index);
  return one === other || (struct !== undefined && struct === pointedTo(other, index));
}

function documentedGetter(member: string, { symbols }: ManifestIndex): string | null {
  const [name = "", ...others] = factOf(member)?.use ?? [];
  return others.length === 0 && symbols.has(name) ? name : null;
}

interface Access {
  symbol: FunctionSymbol;
  verb: "get" | "set";
  /** Whether the name says so: else the function must return what the member is. */
  isNamed: boolean;
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
    for (const name of structsOf(access)) push(found, name, access);
  }
  known.set(index, found);
  return found;
}

/** `Py_REFCNT`, `PyInterpreterState_Next`: a name without a verb is a getter. */
const verbless = /^(_*Py[A-Za-z]*)_()([A-Z]\w*)$/;

/** What a function gets or sets in its first argument; null if its name does not say. */
function accessOf(symbol: FunctionSymbol, index: ManifestIndex): Access | null {
  const named = /^(.*?)_(get|set)_?(.+)$/i.exec(symbol.name);
  const [, stem = "", verb, rest = ""] = named ?? ((symbol.params.length === 1 && verbless.exec(symbol.name)) || []);
  if (rest === "") return null;
  const struct = pointedTo(symbol.params[0]?.type ?? "", index);
  if (struct === undefined) return null;
  const words = rest.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? [];
  const bare = words.join("").toLowerCase();
  const isOneWord = words.length === 1;
  const isNamed = named !== null || /^Py_[A-Z]+$/.test(symbol.name);
  return { symbol, verb: (verb || "get").toLowerCase() as Access["verb"], isNamed, stem, bare, isOneWord, struct };
}

/** Functions that take any object are named after the struct. */
function structsOf({ struct, stem }: Access): Set<string> {
  return new Set(struct.name === "PyObject" ? [struct.name, `${stem}Object`] : [struct.name]);
}

/**
 * The accessor with exactly that name, else one that starts with it (`interp`, `GetInterpreter`; `eval_frame`,
 * `GetEvalFrameFunc`).
 */
function bestFor(member: string, functions: readonly Access[], verb: Access["verb"]): string | null {
  const ranked = functions
    .filter((one) => one.verb === verb)
    .flatMap(({ bare, isNamed, isOneWord, symbol }) => {
      const isExact = bare === member;
      const isShort = isNamed && bare.startsWith(member) && member.length >= (isOneWord ? 3 : 6);
      return isExact || isShort ? { symbol, rank: (isExact ? 0 : 10) + tiers.indexOf(symbol.tier) } : [];
    })
    .sort((a, b) => a.rank - b.rank || (a.symbol.name < b.symbol.name ? -1 : 1));
  return ranked[0]?.symbol.name ?? null;
}
