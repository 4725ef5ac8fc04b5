import { meaningOf } from "../diff/alias.ts";
import { sameType } from "../diff/conversion.ts";
import { counted } from "../diff/counted.ts";
import { isFunction } from "../diff/finding.ts";
import type { ManifestIndex } from "../diff/manifest-index.ts";
import { type Matched, matchManifests } from "../diff/matched.ts";
import { isOfVersion, literalOf } from "../diff/rules/macro-value-changed.ts";
import { signatureChange } from "../diff/signature.ts";
import type { MacroSymbol, Manifest, ManifestStruct, ManifestSymbol } from "../manifest/model.ts";
import { structNames } from "../manifest/struct-names.ts";
import { layoutDetails } from "./layout.ts";
import type { Entity, GapKind } from "./model.ts";

/** A public name of a manifest with the struct it stands for, or the symbol. */
type Named = ManifestSymbol | ManifestStruct;

/** A gap before usage is known. */
export interface Difference {
  gap: GapKind;
  /** In the reference, or in the implementation if only that has it. */
  entry: Named;
  /** With macros that are other names resolved. */
  kind: Entity;
  details: string[];
}

export interface Differences {
  differences: Difference[];
  /** Structs whose layout is unknown on either side. */
  unknown: string[];
}

/** Compares the public API of an implementation with that of a reference, name by name. */
export function compareApis(implementation: Manifest, reference: Manifest): Differences {
  const matched = matchManifests(reference, implementation);
  const { from, to } = matched;
  const differences: Difference[] = [];
  const unknown: string[] = [];
  for (const entry of publicEntries(from, reference)) {
    const difference = isStruct(entry) ? structDifference(entry, to) : symbolGap(entry, matched);
    if (difference === "unknown") unknown.push(entry.name);
    else if (difference !== null) differences.push({ ...difference, entry, kind: entityOf(entry, from) });
  }
  // Of `#define PyFoo PyPyFoo` only `PyFoo` is the API.
  const behind = new Set(implementation.symbols.flatMap((symbol) => (isAlias(symbol) ? (symbol.standsFor ?? []) : [])));
  for (const entry of publicEntries(to, implementation)) {
    const isKnown = isStruct(entry) ? structNames(entry).some((name) => from.hasName(name)) : from.hasName(entry.name);
    if (isKnown || behind.has(entry.name)) continue;
    differences.push({ gap: "extra", entry, kind: entityOf(entry, to), details: [] });
  }
  return { differences, unknown };
}

type What = Pick<Difference, "gap" | "details">;

function structDifference(struct: ManifestStruct, to: ManifestIndex): What | "unknown" | null {
  const other = structNamed(structNames(struct), to);
  if (other !== undefined) {
    const details = layoutDetails(struct, other);
    if (details === null) return "unknown";
    return details.length > 0 ? { gap: "layout", details } : null;
  }
  const symbol = to.symbols.get(struct.name);
  if (!isPublic(symbol)) return { gap: "missing", details: hiddenIn(symbol) };
  return { gap: "kind", details: [`it is ${spoken(symbol)}, not a ${struct.kind}`] };
}

function symbolGap(entry: ManifestSymbol, matched: Matched): What | null {
  const symbol = matched.to.symbols.get(entry.name);
  if (isPublic(symbol)) return symbolDifference(entry, symbol, matched);
  // A typedef here may be a struct there.
  if (entry.kind === "typedef" && structNamed([entry.name], matched.to) !== undefined) return null;
  return { gap: "missing", details: hiddenIn(symbol) };
}

const entityOf = (entry: Named, index: ManifestIndex): Entity =>
  isStruct(entry) ? entry.kind : meaningOf(entry, index).kind;

/** All symbols and structs of the public surface. Typedefs of structs and enums belong to these. */
function* publicEntries(index: ManifestIndex, { symbols, structs }: Manifest): Iterable<Named> {
  for (const struct of structs) {
    // A tag that is never completed may also be named without a declaration.
    if (struct.surface === "public" && (struct.typedefs.length > 0 || struct.members !== null)) yield struct;
  }
  for (const symbol of symbols) {
    const whole = index.wholeOf(symbol);
    const isPart = symbol.kind === "typedef" && whole !== undefined && "typedefs" in whole && isPublic(whole);
    if (isPublic(symbol) && !isPart) yield symbol;
  }
}

const isStruct = (entry: Named): entry is ManifestStruct => entry.kind === "struct" || entry.kind === "union";
const isPublic = <T extends Named>(entry: T | undefined): entry is T => entry?.surface === "public";
const isAlias = (symbol: ManifestSymbol): symbol is MacroSymbol => symbol.kind === "macro" && symbol.params === null;

/** The details of a missing name: that `entry` has it, if there is one, on the internal surface. */
export const hiddenIn = (entry: Named | undefined): string[] =>
  entry === undefined ? [] : ["it is there with Py_BUILD_CORE alone"];

/** The public struct that has one of the names as typedef or tag. */
export function structNamed(names: readonly string[], index: ManifestIndex): ManifestStruct | undefined {
  for (const name of names) {
    const found = index.typeNamed(name) ?? index.structs.get(name) ?? index.tags.get(name);
    if (found !== undefined && "typedefs" in found && isPublic(found)) return found;
  }
  return undefined;
}

/** Compares what two names mean, with macros that are other names resolved. */
function symbolDifference(
  ownEntry: ManifestSymbol,
  otherEntry: ManifestSymbol,
  matched: Matched,
): Pick<Difference, "gap" | "details"> | null {
  const { from, to, types } = matched;
  const [own, other] = [meaningOf(ownEntry, from), meaningOf(otherEntry, to)];
  if (kindOf(own) !== kindOf(other)) {
    return { gap: "kind", details: [`it is ${spoken(other)}, not ${spoken(own)}`] };
  }
  if (isFunction(own) && isFunction(other)) {
    const change = signatureChange({ from: own, to: other }, matched);
    return change === null ? null : { gap: "type", details: change.details };
  }
  if (own.kind === "macro" && other.kind === "macro") return macroDifference(own, other);
  if (own.kind === "enumerator" && other.kind === "enumerator") {
    return own.value === other.value ? null : { gap: "value", details: [`it is ${other.value}, not ${own.value}`] };
  }
  if ("type" in own && "type" in other) {
    const isSame = sameType(types.of(from, own.type), types.of(to, other.type));
    return isSame ? null : { gap: "type", details: [`it is ${other.type}, not ${own.type}`] };
  }
  return null;
}

function macroDifference(own: MacroSymbol, other: MacroSymbol): Pick<Difference, "gap" | "details"> | null {
  const [takes, otherTakes] = [own, other].map(({ params }) => params?.length ?? 0);
  if (takes !== otherTakes) {
    return { gap: "type", details: [`it takes ${counted(otherTakes as number, "argument")}, not ${takes}`] };
  }
  const [value, otherValue] = [literalOf(own), literalOf(other)];
  if (value === null || value === otherValue || isOfVersion(own)) return null;
  return { gap: "value", details: [`it is ${otherValue ?? "no constant"}, not ${value}`] };
}

/** The kind as its users see it: function-like macros differ from others. */
function kindOf(symbol: ManifestSymbol): string {
  return symbol.kind === "macro" && symbol.params !== null ? "function-like macro" : symbol.kind;
}

const words: Record<string, string> = { enumerator: "an enumerator", "inline-function": "an inline function" };

function spoken(symbol: ManifestSymbol): string {
  const kind = kindOf(symbol);
  return words[kind] ?? `a ${kind}`;
}
