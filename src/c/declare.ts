import { enumerate } from "./enumeration.ts";
import { layoutOf } from "./layout.ts";
import { printType } from "./print-type.ts";
import type { TranslationUnit } from "./translation-unit.ts";
import type { CType, Declaration, EnumDefinition, RecordDefinition } from "./types.ts";

/**
 * Adds a declaration and the definitions inside its type to the tables of a unit.
 * @param defines false if the type contains none
 */
export function declare(declaration: Declaration, unit: TranslationUnit, defines = true): void {
  if (defines) define(declaration.type, unit);
  if (declaration.kind === "typedef") {
    declareTypedef(declaration, unit);
  } else if (declaration.kind !== "type") {
    // A later declaration may supply the length that an earlier one omitted (C11 6.2.7p4).
    const earlier = unit.objects.get(declaration.name);
    const open = earlier?.kind === "array" && earlier.length === null;
    if (earlier === undefined || open) unit.objects.set(declaration.name, declaration.type);
  }
}

/** C11 6.7p3 lets a typedef be repeated for the same type. */
function declareTypedef(declaration: Declaration, unit: TranslationUnit): void {
  const { name, type } = declaration;
  const earlier = unit.typedefs.get(name);
  if (earlier === undefined) unit.typedefs.set(name, declaration);
  else if (earlier !== declaration && printType(earlier.type, unit) !== printType(type, unit)) unit.conflicts.add(name);
}

function define(type: CType, unit: TranslationUnit): void {
  switch (type.kind) {
    case "record":
      if (type.definition !== null) defineRecord(type, type.definition, unit);
      break;
    case "enum":
      if (type.definition !== null) defineEnum(type.tag, type.definition, unit);
      break;
    case "pointer":
      define(type.to, unit);
      break;
    case "array":
      define(type.of, unit);
      break;
    case "function":
      define(type.returns, unit);
      for (const parameter of type.parameters) define(parameter.type, unit);
      break;
    case "qualified":
    case "atomic":
      define(type.type, unit);
      break;
  }
}

function defineRecord(type: CType & { kind: "record" }, definition: RecordDefinition, unit: TranslationUnit): void {
  // Shared by all declarators of `struct { … } a, b;`.
  if (unit.layouts.has(definition)) return;
  for (const member of definition.members) define(member.type, unit);
  // Laid out before the tag is complete (C11 6.7.2.1p8), so a record that contains itself has no layout instead of a
  // cycle.
  layoutOf(type, unit);
  if (type.tag !== null) complete(unit.records, `${type.record} ${type.tag}`, definition, unit);
}

function defineEnum(tag: string | null, definition: EnumDefinition, unit: TranslationUnit): void {
  if (unit.enumTypes.has(definition)) return;
  unit.enumTypes.set(definition, enumerate(definition, unit));
  if (tag !== null) complete(unit.enums, `enum ${tag}`, definition, unit);
}

function complete<T>(definitions: Map<string, T>, key: string, definition: T, unit: TranslationUnit): void {
  const earlier = definitions.get(key);
  if (earlier === undefined) definitions.set(key, definition);
  else if (earlier !== definition) unit.conflicts.add(key);
}
