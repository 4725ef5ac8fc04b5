import { argumentsOf, closing } from "../c/brackets.ts";
import { evaluate } from "../c/constant.ts";
import { declare } from "../c/declare.ts";
import { parseExpression } from "../c/expression.ts";
import { layoutOf, recordLayoutOf } from "../c/layout.ts";
import type { Macro } from "../c/macro.ts";
import type { MemberLayout } from "../c/record-layout.ts";
import { printTokens, type Token, TokenKind } from "../c/token.ts";
import { TranslationUnit } from "../c/translation-unit.ts";
import type { CType } from "../c/types.ts";
import { Unknown } from "../c/unknown.ts";
import { resolveTarget } from "../cpython/resolve-target.ts";
import type { SurfaceReading } from "../cpython/surface-reading.ts";
import { isLimited, type TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { versionOf } from "../cpython/version.ts";
import { CapidiffError } from "../errors.ts";
import { harmless } from "./diagnostics.ts";
import { type Identity, identityOf } from "./identity.ts";
import { RefReader } from "./reader.ts";
import { ManifestSession } from "./session.ts";

/** A number of `_Py_DebugOffsets`. */
export interface DebugOffset {
  /** The path in C: `runtime_state.size`. */
  name: string;
  /** Offset and size in bytes, from the start of the struct. */
  offset: number;
  size: number;
  /** Its initializer, e.g. `sizeof(PyObject)`; null if it is left at 0. */
  expression: string | null;
  /** Null if the expression was not understood. */
  value: number | null;
}

/** The contents of `_PyRuntime.debug_offsets`, for tools that read another process's memory. */
export interface DebugOffsets extends Identity {
  /** False if a value is null or something in the headers was not understood. */
  complete: boolean;
  /** The magic string at the start: `xdebugpy`. */
  cookie: string | null;
  /** Size of the struct in bytes. */
  size: number;
  /** Ordered by offset; includes `version` and `free_threaded`. */
  values: DebugOffset[];
}

/** The struct, the macro that initializes `_PyRuntime`, and the member of `_PyRuntime` with that type. */
const structName = "_Py_DebugOffsets";
const initializer = "_PyRuntimeState_INIT";
const memberName = "debug_offsets";
const cookieMacro = "_Py_Debug_Cookie";

/**
 * Evaluates the initializer of `_Py_DebugOffsets` in the ref's headers, for 3.13 and newer.
 * @throws CapidiffError `unknown-struct` if the version has none, `invalid-target` for a limited ABI, and the errors of
 * targets
 */
export function debugOffsets(tree: SourceTree, request: TargetRequest, session = new ManifestSession()): DebugOffsets {
  const version = versionOf(tree);
  const target = resolveTarget(request, tree, version);
  if (isLimited(request.abi)) {
    throw new CapidiffError(
      "invalid-target",
      `${request.abi} is not a build of CPython; expected cp, cpt, cpd or cptd.`,
    );
  }
  const reader = new RefReader(tree, request, session);
  const surface = reader.read(request.abi, "#define Py_BUILD_CORE 1\n", true);
  const unit = new TranslationUnit(reader.platform.dataModel);
  for (const { declaration, defines } of surface.declarations) declare(declaration, unit, defines);
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
    ...identityOf(tree, version, target),
    complete:
      cookie !== null &&
      values.every(({ value }) => value !== null) &&
      [...reader.diagnostics, ...surface.diagnostics].every(({ code }) => harmless.has(code)),
    cookie,
    size: layout.size,
    values,
  };
}

/** A string literal, possibly passed by the macro's caller as an argument. */
function cookieOf(tokens: readonly Token[], { parameters }: Macro, surface: SurfaceReading): string | null {
  const [only] = tokens;
  const isParameter = tokens.length === 1 && only !== undefined && parameters?.includes(only.text);
  const text = isParameter ? surface.macros.get(cookieMacro)?.body : tokens;
  const [literal] = text ?? [];
  return text?.length === 1 && literal?.kind === TokenKind.string ? literal.text.slice(1, -1) : null;
}

function evaluated(tokens: readonly Token[] | null, surface: SurfaceReading, unit: TranslationUnit) {
  if (tokens === null) return { expression: null, value: 0 };
  const constant = evaluate(parseExpression(tokens, surface.types), unit);
  const value = constant instanceof Unknown || constant.value > Number.MAX_SAFE_INTEGER ? null : Number(constant.value);
  return { expression: printTokens(tokens).replaceAll(/__builtin_offsetof ?/g, "offsetof"), value };
}

/** The expressions of the struct's initializer by path; null if it was not understood. */
function expressionsOf(macro: Macro, surface: SurfaceReading): Map<string, Token[]> | null {
  // The whole initializer of `_PyRuntime` is too long to be expanded.
  const all = designated(macro.body, 1);
  const own = all?.get(memberName);
  return own === undefined ? null : designated(surface.expansionOf(macro, { part: own }));
}

/**
 * The expressions of an initializer with designators (C11 6.7.9) by path; null if it is not one or an item has no
 * designator.
 * @param depth how many levels of braces to enter
 */
function designated(braced: readonly Token[], depth = Number.POSITIVE_INFINITY): Map<string, Token[]> | null {
  if (braced[0]?.text !== "{" || closing(braced, 0) !== braced.length) return null;
  const found = new Map<string, Token[]>();
  for (const item of argumentsOf(braced.slice(1, -1))) {
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

/** A value that differs between two builds; null where one lacks it. */
export interface DebugOffsetChange {
  name: string;
  from: DebugOffset | null;
  to: DebugOffset | null;
}

/** Values and offsets that differ, except the version, ordered by offset. */
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

/** The members that are not structs, ordered by offset. */
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
