import { evaluate } from "../c/constant.ts";
import type { Declared } from "../c/fragment.ts";
import { layoutOf, recordLayoutOf } from "../c/layout.ts";
import { printType } from "../c/print-type.ts";
import type { MemberLayout, RecordLayout } from "../c/record-layout.ts";
import type { Token } from "../c/token.ts";
import type { TranslationUnit } from "../c/translation-unit.ts";
import type { Attribute, CType, Member, RecordDefinition } from "../c/types.ts";
import { Unknown } from "../c/unknown.ts";
import type { Entry, ManifestMember, ManifestStruct, Surface } from "./model.ts";
import { because, deprecationIn, type Report } from "./symbols.ts";

/** A struct or union as named and completed on the surfaces. */
export interface StructFacts {
  record: "struct" | "union";
  tag: string | null;
  typedefs: Set<string>;
  definition: RecordDefinition | null;
  /** Where it is completed, else where it is first named. */
  at: Token;
  surface: Surface;
  /** Whether the public surface completes it. */
  isPublic: boolean;
}

type RecordType = CType & { kind: "record" };

/** Collects structs over surfaces; the public one must be added first. */
export class StructCollector {
  readonly #byKey = new Map<string | RecordDefinition, StructFacts>();
  readonly #isOurs: (header: string) => boolean;

  constructor(isOurs: (header: string) => boolean) {
    this.#isOurs = isOurs;
  }

  add({ declaration, tokens, tags }: Declared, surface: Surface): void {
    const named = tokens[declaration.token] as Token;
    for (const tag of tags) if (tag.kind === "record") this.#note(tag, tokens, named, surface);
    if (declaration.kind !== "typedef" || declaration.type.kind !== "record") return;
    const facts = this.#byKey.get(keyOf(declaration.type));
    // A typedef with an alignment of its own is another type, unless nothing else names the struct.
    const isOther = declaration.attributes.some(({ name }) => name === "aligned");
    if (!isOther || (facts?.tag === null && facts.typedefs.size === 0)) facts?.typedefs.add(declaration.name);
  }

  #note(type: RecordType, tokens: readonly Token[], named: Token, surface: Surface): void {
    const key = keyOf(type);
    const at = tokens[type.definition?.token ?? type.token ?? -1] ?? named;
    const known = this.#byKey.get(key);
    if (known === undefined) {
      const { record, tag, definition } = type;
      const isPublic = surface === "public" && definition !== null;
      this.#byKey.set(key, { record, tag, typedefs: new Set(), definition, at, surface, isPublic });
    } else if (known.definition === null && type.definition !== null) {
      known.definition = type.definition;
      // A struct first named by a system header remains the system's.
      if (this.#isOurs(known.at.header)) known.at = at;
      known.isPublic = surface === "public";
    }
  }

  /** The named structs of CPython's headers. */
  *named(): Iterable<[string, StructFacts]> {
    const taken = new Set<string>();
    for (const facts of this.#byKey.values()) {
      const [typedef] = facts.typedefs;
      const name = typedef ?? facts.tag;
      if (name === null || taken.has(name) || !this.#isOurs(facts.at.header)) continue;
      taken.add(name);
      yield [name, facts];
    }
  }
}

function keyOf({ record, tag, definition }: RecordType): string | RecordDefinition {
  return tag === null ? (definition as RecordDefinition) : `${record} ${tag}`;
}

/** Facts about a struct that its declarations do not tell. */
export type StructBase = Pick<Entry, "name" | "surface" | "tier"> & Pick<ManifestStruct, "limitedApi" | "stableAbi">;

/** Null if the struct is incomplete. */
export function layoutIn(
  { record, tag, typedefs, definition }: StructFacts,
  unit: TranslationUnit,
): RecordLayout | Unknown | null {
  if (definition === null) return null;
  const layout = recordLayoutOf({ kind: "record", record, tag, definition }, unit);
  const [name] = typedefs;
  if (tag !== null || name === undefined || layout instanceof Unknown) return layout;
  const named = layoutOf({ kind: "named", name }, unit);
  return named instanceof Unknown ? named : { ...layout, align: named.align };
}

/**
 * Layout and members as far as known; what is not known goes to `report`.
 * @param layout of `layoutIn`
 */
export function structOf(
  facts: StructFacts,
  base: StructBase,
  layout: RecordLayout | Unknown | null,
  unit: TranslationUnit,
  report: Report,
): ManifestStruct {
  const { record, tag, at } = facts;
  const { name, surface, tier, limitedApi, stableAbi } = base;
  return {
    name,
    surface,
    tier,
    limitedApi,
    stableAbi,
    kind: record,
    header: at.header,
    line: at.line,
    tag,
    typedefs: [...facts.typedefs].sort(),
    opaque: surface === "public" && !facts.isPublic,
    ...layoutFacts(name, facts, layout, unit, report),
  };
}

function layoutFacts(
  name: string,
  { definition, at }: StructFacts,
  layout: RecordLayout | Unknown | null,
  unit: TranslationUnit,
  report: Report,
): Pick<ManifestStruct, "size" | "align" | "members"> {
  if (definition === null || layout === null) return { size: null, align: null, members: null };
  const typeOf = (type: CType): string => {
    const spelling = printType(type, unit);
    if (!(spelling instanceof Unknown)) return spelling;
    report("unknown-type", at, `The type of a member of ${name} is unknown${because(spelling)}`);
    return "?";
  };
  if (layout instanceof Unknown) {
    report("unknown-layout", at, `The layout of ${name} is unknown${because(layout)}`);
    return { size: null, align: null, members: withoutLayout(definition.members, unit, typeOf) };
  }
  return {
    size: layout.size,
    align: layout.align,
    members: layout.members.map((member) => withLayout(member, typeOf)),
  };
}

function withLayout(member: MemberLayout, typeOf: (type: CType) => string): ManifestMember {
  const { name, offset, size, bitOffset, bitWidth, members } = member;
  return {
    name,
    type: typeOf(member.type),
    offset,
    size,
    ...(bitOffset === null || bitWidth === null ? {} : { bitOffset, bitWidth }),
    ...deprecated(member.attributes),
    ...(members === null ? {} : { members: members.map((inner) => withLayout(inner, typeOf)) }),
  };
}

function withoutLayout(
  members: readonly Member[],
  unit: TranslationUnit,
  typeOf: (type: CType) => string,
): ManifestMember[] {
  return members.flatMap(({ name, type, bitWidth, attributes }) => {
    const width = bitWidth === null ? null : evaluate(bitWidth, unit);
    const bits = width === null || width instanceof Unknown ? {} : { bitWidth: Number(width.value) };
    const definition = type.kind === "record" && name === null && bitWidth === null ? unit.definitionOf(type) : null;
    if (definition !== null) return withoutLayout(definition.members, unit, typeOf);
    return [{ name, type: typeOf(type), offset: null, size: null, ...bits, ...deprecated(attributes) }];
  });
}

function deprecated(attributes: readonly Attribute[]): Pick<ManifestMember, "deprecated"> {
  const since = deprecationIn(attributes);
  return since === null ? {} : { deprecated: since };
}
