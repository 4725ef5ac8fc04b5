import { evaluate } from "./constant.ts";
import type { TranslationUnit } from "./translation-unit.ts";
import type { CType } from "./types.ts";
import { attempt, known, Unknown } from "./unknown.ts";

/**
 * A type as clang prints it: `const char *`, `PyObject *(*)(PyObject *)`, `int[4]`. Typedef names are kept, array
 * lengths are numbers, untagged types are `struct (unnamed)`. `Unknown` if an array's length is unknown.
 */
export function printType(type: CType, unit: TranslationUnit): string | Unknown {
  return attempt(() => declare(type, "", unit));
}

/**
 * The type of a function parameter as clang prints it, after the adjustments of C11 6.7.6.3p7-8: arrays become pointers
 * to elements, qualified as inside the brackets, and functions pointers to functions. Its own qualifiers are kept.
 */
export function printParameter(type: CType, unit: TranslationUnit): string | Unknown {
  return attempt(() => declare(adjusted(type, unit), "", unit));
}

type Qualifiers = Pick<CType & { kind: "qualified" }, "const" | "volatile" | "restrict">;

const unqualified: Qualifiers = { const: false, volatile: false, restrict: false };

function merged(a: Qualifiers, b: Qualifiers): Qualifiers {
  return { const: a.const || b.const, volatile: a.volatile || b.volatile, restrict: a.restrict || b.restrict };
}

function spelled(qualifiers: Qualifiers): string {
  if (qualifiers === unqualified) return "";
  return (["const", "volatile", "restrict"] as const).filter((qualifier) => qualifiers[qualifier]).join(" ");
}

/**
 * Prints the declaration of `declarator` with this type. `declarator` is the text built so far, from the inside out: ""
 * for the bare type, `*` for a pointer to it.
 */
function declare(type: CType, declarator: string, unit: TranslationUnit, qualifiers = unqualified): string {
  return unit.nesting.deeper(() => printed(type, declarator, unit, qualifiers));
}

function printed(type: CType, declarator: string, unit: TranslationUnit, qualifiers: Qualifiers): string {
  switch (type.kind) {
    case "basic":
    case "named":
      return specified(type.name, declarator, qualifiers);
    case "record":
      return specified(`${type.record} ${type.tag ?? "(unnamed)"}`, declarator, qualifiers);
    case "enum":
      return specified(`enum ${type.tag ?? "(unnamed)"}`, declarator, qualifiers);
    case "atomic":
      return specified(`_Atomic(${declare(type.type, "", unit)})`, declarator, qualifiers);
    case "qualified":
      return declare(type.type, declarator, unit, merged(qualifiers, type));
    case "pointer": {
      const pointer = spaced(`*${spelled(qualifiers)}`, declarator);
      const target = unwrapped(type.to);
      const binds = target.kind === "array" || target.kind === "function";
      return declare(type.to, binds ? `(${pointer})` : pointer, unit);
    }
    case "array": {
      const length = type.length === null ? "" : known(evaluate(type.length, unit)).value;
      // Qualifiers of an array apply to its elements (C11 6.7.3p9).
      return declare(type.of, `${declarator}[${length}]`, unit, qualifiers);
    }
    case "function":
      return declare(type.returns, `${declarator}(${parameters(type, unit)})`, unit);
    case "typeof":
      throw new Unknown("not-supported", type.text);
  }
}

function specified(specifier: string, declarator: string, qualifiers: Qualifiers): string {
  const prefix = spelled(qualifiers);
  return spaced(prefix === "" ? specifier : `${prefix} ${specifier}`, declarator);
}

/** clang puts a space before a declarator except in `int[4]` and `**`. */
function spaced(left: string, declarator: string): string {
  return declarator === "" || declarator.startsWith("[") || left === "*" ? left + declarator : `${left} ${declarator}`;
}

function unwrapped(type: CType): CType {
  return type.kind === "qualified" ? unwrapped(type.type) : type;
}

function parameters(type: CType & { kind: "function" }, unit: TranslationUnit): string {
  const types = type.parameters.map((parameter) => declare(adjusted(parameter.type, unit), "", unit));
  if (type.variadic) types.push("...");
  return types.length === 0 && type.prototype ? "void" : types.join(", ");
}

function adjusted(parameter: CType, unit: TranslationUnit): CType {
  // Written as an array: the qualifiers inside the brackets apply to the pointer.
  const written = unwrapped(parameter);
  if (written.kind === "array") return qualify({ kind: "pointer", to: written.of }, qualifiersOf(parameter));
  if (written.kind === "function") return { kind: "pointer", to: written };

  // A typedef of an array: its qualifiers apply to the elements. A typedef of a function keeps its name.
  switch (unit.shapeOf(written)) {
    case "array": {
      const array = unit.resolve(parameter) as CType & { kind: "array" };
      return { kind: "pointer", to: qualify(array.of, qualifiersBehind(parameter, unit)) };
    }
    case "function":
      return { kind: "pointer", to: written };
    case "__builtin_va_list": {
      if (!unit.model.vaListIsArray) return parameter;
      const element: CType = { kind: "record", record: "struct", tag: "__va_list_tag", definition: null };
      return { kind: "pointer", to: qualify(element, qualifiersBehind(parameter, unit)) };
    }
    default:
      return parameter;
  }
}

function qualify(type: CType, qualifiers: Qualifiers): CType {
  return spelled(qualifiers) === "" ? type : { kind: "qualified", ...qualifiers, type };
}

function qualifiersOf(type: CType): Qualifiers {
  return type.kind === "qualified" ? merged(type, qualifiersOf(type.type)) : unqualified;
}

/** Qualifiers of a type and of the typedefs it goes through, whose chain `resolve` has shown to end. */
function qualifiersBehind(type: CType, unit: TranslationUnit): Qualifiers {
  let qualifiers = qualifiersOf(type);
  for (let under = unwrapped(type); under.kind === "named"; ) {
    const typedef = unit.find("typedefs", under.name);
    if (typedef === undefined) break;
    qualifiers = merged(qualifiers, qualifiersOf(typedef.type));
    under = unwrapped(typedef.type);
  }
  return qualifiers;
}
