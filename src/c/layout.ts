import { evaluate } from "./constant.ts";
import type { Layout } from "./data-model.ts";
import { alignUp, type Field, place, type RecordFacts } from "./placement.ts";
import type { LaidOut, MemberLayout, RecordLayout } from "./record-layout.ts";
import type { TranslationUnit } from "./translation-unit.ts";
import type { Attribute, CType, Expression, Member, RecordDefinition } from "./types.ts";
import { attempt, known, Unknown } from "./unknown.ts";

/** How many members a layout may have: a few lines of C can declare billions. */
const maxMembers = 100_000;

type RecordType = CType & { kind: "record" };

/*
 * How layouts are computed:
 *
 * 1. `typeFacts` reduces the type of each member to numbers: size, alignment, and what `aligned` demands. Arrays multiply,
 *    typedefs may raise the alignment, and a nested record is laid out first and cached by its definition.
 * 2. `fieldOf` adds what the member itself says: bit-field width, `packed`, `aligned`, `_Alignas`.
 * 3. `place` (placement.ts) applies the platform's rules to these numbers alone and returns bit offsets, size and alignment.
 * 4. `addMember` turns offsets into members. Those of an anonymous record are added to its container, and those of a named
 *    member of untagged type are kept inside it.
 *
 * Anything unknown on the way is thrown as `Unknown` and returned by the public functions: no layout is guessed.
 */

/**
 * Size and alignment of an object type in bytes, in the unit's data model. `Unknown` names the first unknown or
 * incomplete type that the layout depends on.
 */
export function layoutOf(type: CType, unit: TranslationUnit): Layout | Unknown {
  return attempt(() => {
    const { size, align } = typeFacts(type, unit);
    return { size, align };
  });
}

/** The layout of a struct or union with its members, found by definition or tag and cached in the unit. */
export function recordLayoutOf(type: RecordType, unit: TranslationUnit): RecordLayout | Unknown {
  return attempt(() => laidOut(type, unit));
}

/** The properties a member gets from its type (see `Field`). */
type TypeFacts = Pick<Field, "size" | "align" | "natural" | "required">;

function facts({ size, align }: Layout): TypeFacts {
  return { size, align, natural: align, required: 1 };
}

/** `flexible`: an array without a length is allowed and takes no space (C11 6.7.2.1p18). */
function typeFacts(type: CType, unit: TranslationUnit, flexible = false): TypeFacts {
  return unit.nesting.deeper(() => factsOf(type, unit, flexible));
}

function factsOf(type: CType, unit: TranslationUnit, flexible: boolean): TypeFacts {
  const { model } = unit;
  switch (type.kind) {
    case "basic": {
      const layout = model.basic[type.name];
      if (layout === null) throw new Unknown(type.name === "void" ? "incomplete-type" : "unknown-type", type.name);
      return facts(layout);
    }
    case "pointer":
      return facts(model.pointer);
    case "named": {
      const typedef = unit.find("typedefs", type.name);
      if (typedef === undefined) throw new Unknown("unknown-type", type.name);
      const under = typeFacts(typedef.type, unit, flexible);
      const align = alignmentOfType(typedef.attributes, unit);
      return align === null ? under : { ...under, align, required: Math.max(under.required, align) };
    }
    case "qualified":
      return typeFacts(type.type, unit, flexible);
    case "atomic":
      return atomicFacts(typeFacts(type.type, unit), unit);
    case "enum":
      return facts(known(layoutOf({ kind: "basic", name: known(unit.integerType(type)) }, unit)));
    case "array": {
      if (type.length === null && !flexible) throw new Unknown("incomplete-type", "[]");
      const element = typeFacts(type.of, unit);
      const length = type.length === null ? 0n : known(evaluate(type.length, unit)).value;
      const elements = element.size * Number(length);
      if (length < 0n || !Number.isSafeInteger(8 * elements)) throw new Unknown("invalid", `[${length}]`);
      // A record that would be empty may have 4 bytes and a larger alignment. Visual C++ for 64 bits pads arrays of it.
      const isPadded = model.records === "microsoft" && model.pointer.size === 8;
      const size = isPadded ? alignUp(elements, element.align) : elements;
      return { ...element, size, natural: element.align };
    }
    case "record": {
      const { size, align, required } = laidOut(type, unit);
      return { size, align, natural: align, required };
    }
    case "function":
      throw new Unknown("invalid", "function");
    case "typeof":
      throw new Unknown("not-supported", type.text);
  }
}

/** A size the processor can access at once is also the alignment. For other sizes gcc and clang differ. */
function atomicFacts(type: TypeFacts, unit: TranslationUnit): TypeFacts {
  const { size } = type;
  if (!Number.isInteger(Math.log2(size)) || size > unit.model.maxAtomic)
    throw new Unknown("not-supported", `_Atomic of ${size} bytes`);
  const align = Math.max(type.align, size);
  return { ...type, align, natural: align };
}

function laidOut(type: RecordType, unit: TranslationUnit): LaidOut {
  const definition = unit.definitionOf(type);
  if (definition === null) throw new Unknown("incomplete-type", `${type.record} ${type.tag}`);
  let layout = unit.find("layouts", definition);
  if (layout === undefined) {
    layout = attempt(() => layOut(type.record === "union", definition, unit));
    unit.layouts.set(definition, layout);
  }
  return known(layout);
}

function layOut(union: boolean, definition: RecordDefinition, unit: TranslationUnit): LaidOut {
  const record: RecordFacts = {
    union,
    packed: isPacked(definition.attributes),
    pack: definition.pack,
    explicit: alignmentOfType(definition.attributes, unit),
  };
  const declared = definition.members.filter((member) => declares(member, unit));
  const fields = declared.map((member) => fieldOf(member, unit));
  const { size, align, required, bitOffsets } = place(fields, record, unit.model);
  if (!Number.isSafeInteger(8 * size)) throw new Unknown("invalid", `${size} bytes`);

  const layout: LaidOut = { size, align, required, members: [], memberCount: 0 };
  declared.forEach((member, index) => {
    addMember(layout, member, fields[index] as Field, bitOffsets[index] as number, unit);
  });
  return layout;
}

function addMember(to: LaidOut, member: Member, field: Field, bitOffset: number, unit: TranslationUnit): void {
  const offset = Math.floor(bitOffset / 8);
  const record = member.name === null ? known(unit.resolve(member.type)) : untagged(member.type);
  const inner = record?.kind === "record" ? laidOut(record, unit) : null;
  // With `struct { struct { … } a, b; } a, b;`, each line doubles them.
  to.memberCount += 1 + (inner?.memberCount ?? 0);
  if (to.memberCount > maxMembers) throw new Unknown("not-supported", `more than ${maxMembers} members`);

  const members = inner === null ? null : inner.members.map((each) => moved(each, offset));
  if (members !== null && member.name === null) {
    to.members.push(...members);
  } else {
    to.members.push({
      name: member.name,
      type: member.type,
      offset,
      size: field.size,
      bitOffset: field.bitWidth === null ? null : bitOffset,
      bitWidth: field.bitWidth,
      members,
      attributes: member.attributes,
      token: member.token,
    });
  }
}

function moved(member: MemberLayout, by: number): MemberLayout {
  return {
    ...member,
    offset: member.offset + by,
    bitOffset: member.bitOffset === null ? null : member.bitOffset + 8 * by,
    members: member.members?.map((each) => moved(each, by)) ?? null,
  };
}

/**
 * `struct tag { … };` and `enum { … };` without a declarator declare no member; only an untagged record does
 * (C11 6.7.2.1p13). Visual C++ accepts any record.
 */
function declares(member: Member, unit: TranslationUnit): boolean {
  if (member.name !== null || member.bitWidth !== null || untagged(member.type) !== null) return true;
  return unit.model.records === "microsoft" && known(unit.resolve(member.type)).kind === "record";
}

/** The untagged record that is the type, or the type of an array's elements; else null. */
function untagged(type: CType): RecordType | null {
  if (type.kind === "qualified" || type.kind === "atomic") return untagged(type.type);
  if (type.kind === "array") return untagged(type.of);
  return type.kind === "record" && type.tag === null ? type : null;
}

function fieldOf(member: Member, unit: TranslationUnit): Field {
  const { size, align, natural, required } = typeFacts(member.type, unit, true);
  return {
    size,
    align,
    natural,
    required,
    explicit: alignmentFrom(member.attributes, unit),
    packed: isPacked(member.attributes),
    bitWidth: member.bitWidth === null ? null : bitWidthOf(member, member.bitWidth, size, unit),
    named: member.name !== null,
  };
}

/** C11 6.7.2.1p4. */
function bitWidthOf(member: Member, width: Expression, size: number, unit: TranslationUnit): number {
  const type = known(unit.integerType(member.type));
  const bits = Number(known(evaluate(width, unit)).value);
  const most = type === "_Bool" ? 1 : 8 * size;
  if (bits < (member.name === null ? 0 : 1) || bits > most) throw new Unknown("invalid", `${type} : ${bits}`);
  return bits;
}

function isPacked(attributes: Attribute[]): boolean {
  return attributes.some((attribute) => attribute.name === "packed");
}

/** The strictest alignment required by attributes, in bytes; null if there is none. */
function alignmentFrom(attributes: Attribute[], unit: TranslationUnit): number | null {
  if (attributes.length === 0) return null;
  let strictest: number | null = null;
  for (const attribute of attributes) {
    // These also change a layout.
    if (/^(ms_struct|gcc_struct|scalar_storage_order)$/.test(attribute.name))
      throw new Unknown("not-supported", attribute.name);
    if (attribute.name !== "aligned") continue;
    const align = argumentOf(attribute, unit);
    // `_Alignas(0)` has no effect (C11 6.7.5p6).
    if (align === 0 && attribute.alignas) continue;
    if (!Number.isInteger(Math.log2(align))) throw new Unknown("invalid", `${attribute.name}(${align})`);
    strictest = Math.max(strictest ?? 1, align);
  }
  return strictest;
}

/** Like `alignmentFrom`, for a type: of different alignments gcc takes the one it applies last, clang the strictest. */
function alignmentOfType(attributes: Attribute[], unit: TranslationUnit): number | null {
  const strictest = alignmentFrom(attributes, unit);
  if (strictest === null) return null;
  for (const attribute of attributes)
    if (attribute.name === "aligned" && argumentOf(attribute, unit) !== strictest)
      throw new Unknown("not-supported", "different alignments");
  return strictest;
}

function argumentOf({ name, argument }: Attribute, unit: TranslationUnit): number {
  if (argument === null) return unit.model.maxAligned;
  if (typeof argument === "string") throw new Unknown("not-supported", `${name}(${argument})`);
  // The parser cannot tell `_Alignas(N)` from `_Alignas(T)`; the unit can.
  if (argument.kind === "named" && unit.find("enumerators", argument.name) !== undefined)
    return Number(known(evaluate({ kind: "name", name: argument.name }, unit)).value);
  if (isType(argument)) return known(layoutOf(argument, unit)).align;
  return Number(known(evaluate(argument, unit)).value);
}

const typeKinds: ReadonlySet<string> = new Set<CType["kind"]>([
  "basic",
  "named",
  "record",
  "enum",
  "pointer",
  "array",
  "function",
  "qualified",
  "atomic",
  "typeof",
]);

function isType(argument: Expression | CType): argument is CType {
  return typeKinds.has(argument.kind);
}
