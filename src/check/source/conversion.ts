import { decayed, type FunctionType, type Pointer, type Record, type Type, unknown } from "./type.ts";
import type { Value } from "./value.ts";

/**
 * Whether a compiler accepts a value where a type is expected, in assignment, initialization, argument or return: in C
 * like gcc 14 (C11 6.5.16.1; `int-conversion` and `incompatible-pointer-types` are errors, a lost `const` or another
 * sign are not), in C++ by standard conversions. Unknown types are accepted.
 */
export function isTaken({ type, isZero }: Value, wanted: Type, isCpp: boolean): boolean {
  const given = decayed(type);
  if (given.kind === "unknown" || wanted.kind === "unknown" || wanted.kind === "void") return true;
  if (given.kind === "void") return false;
  if (given.kind === "record" || wanted.kind === "record") return isSameRecord(given, wanted, isCpp);
  if (wanted.kind === "pointer") {
    // In C++ `(void *)0` is no null pointer constant.
    if (given.kind === "pointer")
      return isPointerTaken(given, wanted, isCpp) || (isZero === true && isVoidPointer(given) && !isCpp);
    return given.kind !== "plain" || isZero !== false;
  }
  if (wanted.kind === "plain") return given.kind !== "pointer" || wanted.name === "_Bool" || wanted.name === "";
  return true;
}

const isVoidPointer = ({ to }: Pointer) => to.kind === "void";

/** C++ classes may define conversions. */
function isSameRecord(given: Type, wanted: Type, isCpp: boolean): boolean {
  if (isCpp) return true;
  return given.kind === "record" && wanted.kind === "record" && areSame(given, wanted);
}

function isPointerTaken(given: Pointer, wanted: Pointer, isCpp: boolean): boolean {
  if (isCpp && given.isConst && !wanted.isConst && isKnown(given.to) && isKnown(wanted.to)) return false;
  if (wanted.to.kind === "void") return !isCpp || given.to.kind !== "function";
  if (given.to.kind === "void") return !isCpp;
  // A class of the extension may have unknown bases, for instance from a template.
  if (isCpp && given.to.kind === "record" && given.to.origin !== "cpython") return true;
  if (isCpp && isBase(wanted.to, given.to)) return true;
  if (!isCpp && isOtherSign(given.to, wanted.to)) return true;
  return isCompatible(given.to, wanted.to) || (isCpp && isSimilar(given.to, wanted.to, wanted.isConst));
}

/** In C++ a `const` may be added below another one (qualification conversion). */
function isSimilar(given: Type, wanted: Type, isBelowConst: boolean): boolean {
  if (given.kind !== "pointer" || wanted.kind !== "pointer") return isCompatible(given, wanted);
  const isKept = given.isConst === wanted.isConst || (wanted.isConst && isBelowConst);
  return isKept && isSimilar(given.to, wanted.to, isBelowConst && wanted.isConst);
}

const isKnown = ({ kind }: Type) => kind !== "unknown";

/** gcc's -Wpointer-sign. */
function isOtherSign(a: Type, b: Type): boolean {
  const bare = (name: string) => name.replace(/^(?:un)?signed /, "");
  return a.kind === "plain" && b.kind === "plain" && bare(a.name) === bare(b.name);
}

/** Whether a class is a base of another; unknown bases may be anything. */
function isBase(base: Type, type: Type, depth = 0): boolean {
  if (type.kind !== "record" || base.kind !== "record") return false;
  return type.bases.some(
    (one) => one.kind !== "record" || areSame(one, base) || (depth < 50 && isBase(base, one, depth + 1)),
  );
}

/** Compatible types (C11 6.2.7). Enums are compatible with any integer, since the compiler chooses which. */
export function isCompatible(a: Type, b: Type, depth = 0): boolean {
  if (a === b || a.kind === "unknown" || b.kind === "unknown" || depth > 20) return true;
  if (a.kind === "record" || b.kind === "record") return a.kind === "record" && b.kind === "record" && areSame(a, b);
  if (a.kind === "plain" && b.kind === "plain") return a.name === b.name || isOpen(a.name) || isOpen(b.name);
  if (a.kind === "pointer" && b.kind === "pointer")
    return a.isConst === b.isConst && isCompatible(a.to, b.to, depth + 1);
  if (a.kind === "array" && b.kind === "array") return isCompatible(a.of, b.of, depth + 1);
  if (a.kind === "function" && b.kind === "function") return isSameFunction(a, b, depth + 1);
  return a.kind === b.kind;
}

/**
 * What two declarations of a C++ name have in common: they may be overloads, or belong to two namespaces. Unknown where
 * they differ.
 */
export function common(a: Type, b: Type, depth = 0): Type {
  if (a === b || a.kind === "void") return a.kind === b.kind ? b : unknown;
  if (depth > 20) return unknown;
  if (a.kind === "plain" && b.kind === "plain") return a.name === b.name ? b : unknown;
  if (a.kind === "record" && b.kind === "record") return areSame(a, b) ? b : unknown;
  if (a.kind === "pointer" && b.kind === "pointer")
    return { ...b, to: common(a.to, b.to, depth + 1), isConst: a.isConst && b.isConst };
  if (a.kind === "array" && b.kind === "array") return { ...b, of: common(a.of, b.of, depth + 1) };
  if (a.kind !== "function" || b.kind !== "function") return unknown;
  const returns = common(a.returns, b.returns, depth + 1);
  const isOne = a.parameters?.length === b.parameters?.length && a.isVariadic === b.isVariadic;
  const types = isOne ? a.parameters : null;
  const parameters = types?.map((type, index) => common(type, b.parameters?.[index] ?? unknown, depth + 1)) ?? null;
  return { ...b, returns, parameters };
}

/** Whether two declarations of a type's name, in a namespace and outside, mean one type. */
export function isSameType(a: Type, b: Type): boolean {
  return a === b || (a.kind !== "record" && isSure(a) && isSure(b) && isCompatible(a, b));
}

/** Whether a call cannot tell two C++ functions apart; also true of what is not a function. */
export function isSameOverload(a: Type, b: Type): boolean {
  if (!isSure(a) || !isSure(b)) return false;
  if (a.kind !== "function" || b.kind !== "function") return true;
  return isCompatible({ ...a, returns: b.returns }, b);
}

/** Whether nothing in a type is unknown. */
function isSure(type: Type, depth = 0): boolean {
  if (type.kind === "pointer") return depth < 20 && isSure(type.to, depth + 1);
  if (type.kind === "array") return depth < 20 && isSure(type.of, depth + 1);
  if (type.kind !== "function") return type.kind !== "unknown";
  return depth < 20 && type.parameters !== null && type.parameters.every((one) => isSure(one, depth + 1));
}

const isOpen = (name: string) => name === "" || name === "enum";

function isSameFunction(a: FunctionType, b: FunctionType, depth: number): boolean {
  if (!isCompatible(a.returns, b.returns, depth)) return false;
  const [given, wanted] = [a.parameters, b.parameters];
  if (given === null || wanted === null) return true;
  return (
    given.length === wanted.length &&
    a.isVariadic === b.isVariadic &&
    given.every((type, index) => isCompatible(type, wanted[index] as Type, depth))
  );
}

/** A record may have been read as two, if one file completes what another names. */
const areSame = (a: Record, b: Record) =>
  a === b || (a.name === null && b.name === null) || (a.tag !== null && a.tag === b.tag) || a.name === b.name;
