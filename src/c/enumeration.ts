import { evaluate } from "./constant.ts";
import type { DataModel, IntegerName } from "./data-model.ts";
import { type Constant, convert, fits } from "./integer.ts";
import type { TranslationUnit } from "./translation-unit.ts";
import type { EnumDefinition } from "./types.ts";
import { Unknown } from "./unknown.ts";

/**
 * Adds the enumerators of a definition to the unit and returns the enum's integer type (C11 6.7.2.2, with GNU's and
 * Visual C++'s extensions). An enumerator of unknown value makes those counted from it, and the type, unknown as well.
 */
export function enumerate(definition: EnumDefinition, unit: TranslationUnit): IntegerName | Unknown {
  const fixed = fixedType(definition, unit);
  const constants: Constant[] = [];
  let unknown: Unknown | null = null;
  let next: Constant | Unknown = { value: 0n, type: "int" };
  for (const { name, value } of definition.enumerators) {
    if (value !== null) next = evaluate(value, unit);
    if (fixed instanceof Unknown) next = fixed;
    // Until the enum is complete, enumerators that fit int have type int.
    else if (!(next instanceof Unknown)) next = convert(next, fixed ?? narrowed(next, unit.model), unit.model);

    const earlier = unit.enumerators.get(name);
    if (earlier === undefined) unit.enumerators.set(name, next);
    else if (!isSame(earlier, next)) unit.conflicts.add(name);
    if (next instanceof Unknown) {
      unknown ??= next;
    } else {
      constants.push(next);
      next = successor(next, unit.model);
    }
  }
  if (fixed !== null) return fixed;
  if (unknown !== null) return unknown;

  const type = smallestType(constants, definition, unit.model);
  if (type instanceof Unknown) return type;
  // Once it is complete, enumerators that do not fit int have the enum's type.
  for (const constant of constants) if (constant.type !== "int") constant.type = type;
  return type;
}

function isSame(a: Constant | Unknown, b: Constant | Unknown): boolean {
  return a instanceof Unknown || b instanceof Unknown ? a === b : a.value === b.value;
}

function fixedType(definition: EnumDefinition, unit: TranslationUnit): IntegerName | null | Unknown {
  if (definition.underlying !== null) return unit.integerType(definition.underlying);
  return unit.model.enums === "int" ? "int" : null;
}

function narrowed({ value, type }: Constant, model: DataModel): IntegerName {
  return fits(value, "int", model) ? "int" : type;
}

function successor({ value, type }: Constant, model: DataModel): Constant | Unknown {
  const wider: IntegerName[] = [type, "long", "unsigned long", "long long", "unsigned long long"];
  const enough = wider.find((candidate) => fits(value + 1n, candidate, model));
  return enough === undefined ? new Unknown("invalid", "enumerator overflow") : { value: value + 1n, type: enough };
}

function smallestType(constants: Constant[], definition: EnumDefinition, model: DataModel): IntegerName | Unknown {
  const signed = constants.some(({ value }) => value < 0n);
  const candidates: IntegerName[] = signed
    ? ["int", "long", "long long"]
    : ["unsigned int", "unsigned long", "unsigned long long"];
  if (definition.attributes.some(({ name }) => name === "packed"))
    candidates.unshift(
      ...(signed ? (["signed char", "short"] as const) : (["unsigned char", "unsigned short"] as const)),
    );
  const type = candidates.find((candidate) => constants.every(({ value }) => fits(value, candidate, model)));
  return type ?? new Unknown("invalid", "enum");
}
