import { evaluate } from "../c/constant.ts";
import { parseExpression } from "../c/expression.ts";
import { layoutOf, type MemberLayout, recordLayoutOf } from "../c/layout.ts";
import type { Macro } from "../c/macro.ts";
import { closing } from "../c/split.ts";
import { printTokens, type Token, TokenKind } from "../c/token.ts";
import { TranslationUnit } from "../c/translation-unit.ts";
import type { CType } from "../c/types.ts";
import { Unknown } from "../c/unknown.ts";
import { resolveTarget } from "../cpython/resolve-target.ts";
import type { Surface } from "../cpython/surface.ts";
import { isLimited, type Target, type TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { versionOf } from "../cpython/version.ts";
import { CapidiffError } from "../errors.ts";
import { harmless } from "./diagnostics.ts";
import { splitArguments } from "./macros.ts";
import { schemaVersion } from "./model.ts";
import { RefReader } from "./reader.ts";
import { ManifestSession } from "./session.ts";

/** A number of `_Py_DebugOffsets`. */
export interface DebugOffset {
  /** As C reaches it: `runtime_state.size`. */
  name: string;
  /** Where it lies, and how long it is: bytes from the start of the struct. */
  offset: number;
  size: number;
  /** What it is computed from: `sizeof(PyObject)`; null where the initialiser leaves it at 0. */
  expression: string | null;
  /** Null where the expression was not understood. */
  value: number | null;
}

/** What a build puts into `_PyRuntime.debug_offsets`, for tools that read another process's memory. */
export interface DebugOffsets {
  schemaVersion: number;
  ref: string;
  commit: string;
  version: string;
  target: Target;
  /** False where a value is null, or something of the headers was not understood. */
  complete: boolean;
  /** What it begins with: `xdebugpy`. */
  cookie: string | null;
  /** Bytes of the whole. */
  size: number;
  /** In the order of their places; `version` and `free_threaded` too. */
  values: DebugOffset[];
}

/** The struct, the macro that initialises `_PyRuntime`, and the member that is of that struct in it. */
const structName = "_Py_DebugOffsets";
const initializer = "_PyRuntimeState_INIT";
const memberName = "debug_offsets";
const cookieMacro = "_Py_Debug_Cookie";

/**
 * Evaluates what the initialiser of `_PyRuntime` in the ref's headers says of its `_Py_DebugOffsets`: for 3.13 and newer.
 * @throws CapidiffError `unknown-struct` for a version that has none, `invalid-target` for a limited abi, and those of the
 * target
 */
export function debugOffsets(tree: SourceTree, request: TargetRequest, session = new ManifestSession()): DebugOffsets {
  const version = versionOf(tree);
  const target = resolveTarget(request, tree, version);
  if (isLimited(request.abi)) {
    throw new CapidiffError("invalid-target", `${request.abi} is no build of CPython: ask for cp, cpt, cpd or cptd.`);
  }
  const reader = new RefReader(tree, request, session);
  const surface = reader.read(request.abi, "#define Py_BUILD_CORE 1\n", true);
  const unit = new TranslationUnit(reader.platform.dataModel);
  for (const { declaration, defines } of surface.declarations) unit.declare(declaration, defines);
  const type: CType = { kind: "named", name: structName };
  const layout = layoutOf(type, unit);
  const macro = surface.macros.get(initializer);
  if (layout instanceof Unknown || macro === undefined) {
    throw new CapidiffError("unknown-struct", `CPython ${version.text} has no ${structName}: it exists since 3.13.`);
  }
  const expressions = expressionsOf(macro, surface);
  let cookie: string | null = null;
  const values = leaves(type, unit).flatMap((leaf): DebugOffset[] => {
    const tokens = expressions?.get(leaf.name) ?? null;
    if (leaf.isText) {
      cookie = tokens === null ? null : cookieOf(tokens, macro, surface);
      return [];
    }
    const { name, offset, size } = leaf;
    if (expressions === null) return [{ name, offset, size, expression: null, value: null }];
    return [{ name, offset, size, ...evaluated(tokens, surface, unit) }];
  });
  return {
    schemaVersion,
    ref: tree.ref,
    commit: tree.commit,
    version: version.text,
    target,
    complete:
      cookie !== null &&
      values.every(({ value }) => value !== null) &&
      [...reader.diagnostics, ...surface.diagnostics].every(({ code }) => harmless.has(code)),
    cookie,
    size: layout.size,
    values,
  };
}

/** Text is what the macro's caller gives for a parameter, which is this macro, or the text itself. */
function cookieOf(tokens: readonly Token[], { parameters }: Macro, surface: Surface): string | null {
  const [only] = tokens;
  const isParameter = tokens.length === 1 && only !== undefined && parameters?.includes(only.text);
  const text = isParameter ? surface.macros.get(cookieMacro)?.body : tokens;
  const [literal] = text ?? [];
  return text?.length === 1 && literal?.kind === TokenKind.string ? literal.text.slice(1, -1) : null;
}

function evaluated(tokens: readonly Token[] | null, surface: Surface, unit: TranslationUnit) {
  if (tokens === null) return { expression: null, value: 0 };
  const constant = evaluate(parseExpression(tokens, surface.types), unit);
  const value = constant instanceof Unknown || constant.value > Number.MAX_SAFE_INTEGER ? null : Number(constant.value);
  return { expression: printTokens(tokens).replaceAll("__builtin_offsetof", "offsetof"), value };
}

/** The expressions of the struct's initialiser by their paths; null where it is not understood. */
function expressionsOf(macro: Macro, surface: Surface): Map<string, Token[]> | null {
  // What initialises all of `_PyRuntime` is too long to be expanded as a whole.
  const all = designated(macro.body, 1);
  const own = all?.get(memberName);
  return own === undefined ? null : designated(surface.expansionOf(macro, undefined, own));
}

/**
 * The expressions of an initialiser with designators (C11 6.7.9), by their paths; null where it is none, or an item has
 * no designator.
 * @param depth how many braces are entered
 */
function designated(braced: readonly Token[], depth = Number.POSITIVE_INFINITY): Map<string, Token[]> | null {
  if (braced[0]?.text !== "{" || closing(braced, 0) !== braced.length) return null;
  const found = new Map<string, Token[]>();
  for (const item of splitArguments(braced.slice(1, -1))) {
    if (item.length === 0) continue;
    const equals = item.findIndex(({ text }) => text === "=");
    const path = printTokens(item.slice(0, Math.max(equals, 0))).replace(/\s/g, "");
    if (!/^(\.\w+)+$/.test(path)) return null;
    const value = item.slice(equals + 1);
    if (value[0]?.text !== "{" || depth <= 1) found.set(path.slice(1), value);
    else {
      const inner = designated(value, depth - 1);
      if (inner === null) return null;
      for (const [name, expression] of inner) found.set(`${path.slice(1)}.${name}`, expression);
    }
  }
  return found;
}

/** A value that two builds have not in common; null where one has it not. */
export interface DebugOffsetChange {
  name: string;
  from: DebugOffset | null;
  to: DebugOffset | null;
}

/** What differs in values or in their places, in the order of their places; the version is not told. */
export function changedDebugOffsets(from: DebugOffsets, to: DebugOffsets): DebugOffsetChange[] {
  const before = new Map(from.values.map((one) => [one.name, one]));
  const after = new Map(to.values.map((one) => [one.name, one]));
  const names = [...after.keys(), ...[...before.keys()].filter((name) => !after.has(name))];
  return names
    .map((name) => ({ name, from: before.get(name) ?? null, to: after.get(name) ?? null }))
    .filter(({ name, from, to }) => name !== "version" && (from?.value !== to?.value || from?.offset !== to?.offset));
}

interface Leaf {
  name: string;
  offset: number;
  size: number;
  isText: boolean;
}

/** The members that are no structs, in the order of their places. */
function leaves(type: CType, unit: TranslationUnit, outer = "", base = 0): Leaf[] {
  const record = unit.resolve(type);
  if (record instanceof Unknown || record.kind !== "record") return [];
  const layout = recordLayoutOf(record, unit);
  if (layout instanceof Unknown) return [];
  return layout.members.flatMap((member: MemberLayout) => {
    const name = `${outer}${member.name}`;
    const inner = unit.resolve(member.type);
    if (!(inner instanceof Unknown) && inner.kind === "record") {
      return leaves(member.type, unit, `${name}.`, base + member.offset);
    }
    const isText = !(inner instanceof Unknown) && inner.kind === "array";
    return [{ name, offset: base + member.offset, size: member.size, isText }];
  });
}
