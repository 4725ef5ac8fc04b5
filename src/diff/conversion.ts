import type { DataModel } from "../c/data-model.ts";
import type { BasicName } from "../c/types.ts";
import { type Impact, type ImpactPair, impacts } from "./model.ts";
import { type ParsedType, unqualified } from "./type.ts";

export const compatible: ImpactPair = { source: "compatible", binary: "compatible" };
const breaking: ImpactPair = { source: "breaking", binary: "breaking" };
const risky: ImpactPair = { source: "risky", binary: "risky" };

/** The worst of some impacts of one kind. */
export function worst(...all: readonly Impact[]): Impact {
  return impacts.find((impact) => all.includes(impact)) ?? "compatible";
}

/** The worst impact of each kind. */
export function worstOf(...pairs: readonly ImpactPair[]): ImpactPair {
  return { source: worst(...pairs.map(({ source }) => source)), binary: worst(...pairs.map(({ binary }) => binary)) };
}

/**
 * Whether two types are equal, with qualifiers, after typedefs were resolved (`TypeTable`). C calls more types
 * compatible (C11 6.2.7): `int[]` and `int[3]` are not equal.
 */
export function sameType(a: ParsedType, b: ParsedType): boolean {
  if (a.kind === "function") {
    return (
      b.kind === "function" &&
      a.variadic === b.variadic &&
      a.params.length === b.params.length &&
      a.params.every((param, index) => sameType(param, b.params[index] as ParsedType)) &&
      sameType(a.returns, b.returns)
    );
  }
  if (a.kind === "array") return b.kind === "array" && a.length === b.length && sameType(a.of, b.of);
  if (b.kind === "function" || b.kind === "array" || a.qualifiers.join() !== b.qualifiers.join()) return false;
  if (a.kind === "pointer") return b.kind === "pointer" && sameType(a.to, b.to);
  return b.kind === "base" && a.name === b.name;
}

/**
 * The impact on code that passes a `given` where a `wanted` is expected (C11 6.5.16.1, and C++, which is stricter):
 * does it compile and mean the same; and if it was compiled when `given` was expected, does the value still arrive?
 */
export function conversion(given: ParsedType, wanted: ParsedType, model: DataModel): ImpactPair {
  const [a, b] = [unqualified(given), unqualified(wanted)];
  if (sameType(a, b)) return compatible;
  if (isVoid(b)) return compatible;
  if (a.kind === "array" && b.kind === "array") {
    const sameLength = a.length === b.length || a.length === "" || b.length === "";
    return worstOf(pointerConversion(a.of, b.of, model), sameLength ? compatible : risky);
  }
  if (a.kind === "pointer" && b.kind === "pointer") return pointerConversion(a.to, b.to, model);
  if (a.kind === "base" && b.kind === "base") return arithmeticConversion(a.name, b.name, model);
  // A pointer is passed like an integer of its width; whether the value makes sense is another question.
  const widths = [a, b].map((type) => (type.kind === "pointer" ? model.pointer.size : integerOf(type, model)?.size));
  return widths[0] !== undefined && widths[0] === widths[1] ? { source: "breaking", binary: "risky" } : breaking;
}

/** The widths of two integer types as part of a sentence; empty for other types. */
export function widthText(given: ParsedType, wanted: ParsedType, model: DataModel): string {
  const [a, b] = [integerOf(given, model), integerOf(wanted, model)];
  if (a === null || b === null) return "";
  return a.size === b.size ? ` (both of ${a.size} bytes)` : ` (${a.size} bytes, not ${b.size})`;
}

/** Both directions, since values that are read are also written. */
export function replacement(from: ParsedType, to: ParsedType, model: DataModel): ImpactPair {
  return worstOf(conversion(from, to, model), conversion(to, from, model));
}

function pointerConversion(a: ParsedType, b: ParsedType, model: DataModel): ImpactPair {
  const [from, to] = [unqualified(a), unqualified(b)];
  const qualifiers: ImpactPair = keepsQualifiers(a, b) ? compatible : { source: "risky", binary: "compatible" };
  if (sameType(from, to)) return qualifiers;
  if (from.kind === "function" || to.kind === "function") {
    if (from.kind !== "function" || to.kind !== "function") return breaking;
    return { source: "breaking", binary: callConvention(bare(from), bare(to), model) };
  }
  if (isVoid(to)) return qualifiers;
  // C++ has no implicit conversion from `void *`.
  if (isVoid(from)) return risky;
  if (sameType(bare(from), bare(to))) return { source: "risky", binary: "compatible" };
  const [integer, other] = [integerOf(from, model), integerOf(to, model)];
  // GCC's -Wpointer-sign; an error in C++.
  if (integer !== null && integer.size === other?.size) return { source: "risky", binary: "compatible" };
  return { source: "breaking", binary: "risky" };
}

/**
 * The impact on calls compiled for another signature: of the same kind, and each value must arrive in both directions.
 */
function callConvention(a: ParsedType, b: ParsedType, model: DataModel): Impact {
  if (a.kind !== "function" || b.kind !== "function") return "breaking";
  if (a.variadic !== b.variadic || a.params.length !== b.params.length) return "breaking";
  const pairs = [
    [a.returns, b.returns] as const,
    ...a.params.map((param, index) => [param, b.params[index] as ParsedType] as const),
  ];
  return worstOf(...pairs.map(([one, other]) => replacement(one, other, model))).binary;
}

function arithmeticConversion(from: string, to: string, model: DataModel): ImpactPair {
  const [a, b] = [integerNamed(from, model), integerNamed(to, model)];
  if (a !== null && b !== null) {
    // C++ has no implicit conversion from an integer to an enum.
    if (to.startsWith("enum ")) return { source: "risky", binary: a.size === b.size ? "compatible" : "breaking" };
    return integerConversion(a, b, from.startsWith("enum "), model);
  }
  if ((a !== null || isFloat(from)) && (b !== null || isFloat(to))) return { source: "risky", binary: "breaking" };
  // System types whose definition the headers do not contain.
  const isOpen = (name: string, integer: unknown) => integer === null && !/^(?:struct|union|void$)/.test(name);
  return isOpen(from, a) || isOpen(to, b) ? risky : breaking;
}

function integerConversion(a: Integer, b: Integer, isFromEnum: boolean, model: DataModel): ImpactPair {
  // The same register or stack slot, and the same bits.
  if (a.size === b.size) {
    return { source: a.signed === b.signed || isFromEnum ? "compatible" : "risky", binary: "compatible" };
  }
  // On 32 bits, a two-word value is passed in other registers than a one-word value.
  const words = ({ size }: Integer) => Math.ceil(size / model.pointer.size);
  if (words(a) !== words(b)) return { source: a.size > b.size ? "risky" : "compatible", binary: "breaking" };
  // The calling conventions leave the upper bits of a register undefined.
  if (a.size < b.size) return { source: a.signed && !b.signed ? "risky" : "compatible", binary: "breaking" };
  return risky;
}

/** Removes qualifiers at any depth. */
function bare(type: ParsedType): ParsedType {
  switch (type.kind) {
    case "base":
      return unqualified(type);
    case "pointer":
      return { kind: "pointer", to: bare(type.to), qualifiers: [] };
    case "array":
      return { ...type, of: bare(type.of) };
    case "function":
      return { ...type, returns: bare(type.returns), params: type.params.map(bare) };
  }
}

/** Whether `to` points to something at least as qualified: a `const` may be added, none removed. */
function keepsQualifiers(from: ParsedType, to: ParsedType): boolean {
  const of = (type: ParsedType): readonly string[] => ("qualifiers" in type ? type.qualifiers : []);
  return of(from).every((one) => of(to).includes(one));
}

const isVoid = (type: ParsedType) => type.kind === "base" && type.name === "void";
const isFloat = (name: string) => /^(?:_Complex )?(?:float|double|long double|__float128)$/.test(name);

interface Integer {
  /** Bytes. */
  size: number;
  signed: boolean;
}

function integerOf(type: ParsedType, model: DataModel): Integer | null {
  return type.kind === "base" ? integerNamed(type.name, model) : null;
}

/** An integer type, including names from `<stdint.h>`, `<stddef.h>` and POSIX, and enums. */
function integerNamed(name: string, model: DataModel): Integer | null {
  if (name.startsWith("enum ")) return { size: 4, signed: false };
  const exact = /^(u?)int(8|16|32|64)_t$/.exec(name);
  if (exact !== null) return { size: Number(exact[2]) / 8, signed: exact[1] === "" };
  if (/^(?:s?size_t|u?intptr_t|ptrdiff_t)$/.test(name))
    return { size: model.pointer.size, signed: !/^(?:size|u)/.test(name) };
  if (name === "wchar_t") return integerNamed(model.wideCharacter, model);
  const isInteger = /^(?:_Bool|(?:(?:un)?signed )?(?:char|short|int|long|long long|__int128))$/.test(name);
  const size = isInteger ? model.basic[name as BasicName]?.size : undefined;
  if (size === undefined) return null;
  const signed = name === "char" ? model.charSigned : !/^(?:unsigned|_Bool)/.test(name);
  return { size, signed };
}
