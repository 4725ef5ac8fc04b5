/** Random records: fast-check draws a blueprint, which is then written as C for one data model. */
import fc from "fast-check";
import type { DataModel } from "../../../src/c/data-model.ts";
import type {
  Attribute,
  BasicName,
  CType,
  Declaration,
  Expression,
  Member,
  RecordDefinition,
} from "../../../src/c/types.ts";

const integers = [
  "_Bool",
  "char",
  "signed char",
  "unsigned char",
  "short",
  "unsigned short",
  "int",
  "unsigned int",
  "long",
  "unsigned long",
  "long long",
  "unsigned long long",
] as const satisfies BasicName[];

const others = [
  "float",
  "double",
  "long double",
  "__int128",
  "__float128",
  "_Complex double",
] as const satisfies BasicName[];

type Type =
  | { kind: "basic" | "atomic" | "aligned-typedef"; name: BasicName; align: number }
  | { kind: "enum"; top: bigint; packed: boolean }
  | { kind: "pointer" }
  | { kind: "earlier"; index: number }
  | { kind: "array"; of: Type; length: number }
  | { kind: "nested"; record: Blueprint };

interface MemberBlueprint {
  type: Type;
  anonymous: boolean;
  /** Null: not a bit-field. 0: zero width. Taken modulo the bits of the type. */
  bitWidth: number | null;
  packed: boolean;
  /** Null: none. 0: without a number. */
  aligned: number | null;
  alignas: number | null;
}

/** What a random record is made of. */
export interface Blueprint {
  union: boolean;
  members: MemberBlueprint[];
  flexible: boolean;
  packed: boolean;
  aligned: number | null;
  pack: number | null;
}

const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const seldom = fc.integer({ min: 0, max: 11 }).map((draw) => draw === 11);
const align = fc.constantFrom(0, 1, 2, 4, 8, 16, 32);

const { blueprint } = fc.letrec<{ blueprint: Blueprint; member: MemberBlueprint; type: Type }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant("basic" as const), name: fc.constantFrom(...integers), align }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("basic" as const), name: fc.constantFrom(...others), align }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("atomic" as const), name: fc.constantFrom(...integers), align }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("aligned-typedef" as const),
        name: fc.constantFrom(...integers),
        align,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("enum" as const),
        top: fc.constantFrom(1n, 255n, 256n, 65536n, -1n, -129n, -32769n),
        packed: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("pointer" as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("earlier" as const), index: fc.nat() }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("array" as const),
        of: tie("type"),
        length: fc.integer({ min: 0, max: 5 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("nested" as const), record: tie("blueprint") }) },
  ) as fc.Arbitrary<Type>,
  member: fc.record({
    type: tie("type"),
    anonymous: fc.boolean(),
    bitWidth: fc.option(fc.nat({ max: 127 }), { freq: 2 }),
    packed: seldom,
    aligned: rarely(align),
    alignas: rarely(fc.constantFrom(16, 32)),
  }) as fc.Arbitrary<MemberBlueprint>,
  blueprint: fc.record({
    union: fc.boolean().chain((union) => (union ? fc.boolean() : fc.constant(false))),
    members: fc.array(tie("member"), { maxLength: 7 }),
    flexible: seldom,
    packed: seldom,
    aligned: rarely(align),
    pack: rarely(fc.constantFrom(1, 2, 4, 8, 16)),
  }) as fc.Arbitrary<Blueprint>,
}));

export { blueprint };

/** A record as C text, and as the declarations that the text means. */
export interface Written {
  tag: string;
  text: string;
  declarations: Declaration[];
}

interface Part {
  /** Declares the given declarator. */
  text: (declarator: string) => string;
  type: CType;
  /** May take a bit width. */
  integer: BasicName | null;
  /** Is aligned by more than its basic type, so that `_Alignas` could ask for less. */
  strict: boolean;
}

/** Writes blueprints as `struct s0`, `struct s1` …, each of which may contain earlier ones. */
export function write(blueprints: Blueprint[], model: DataModel): Written[] {
  return blueprints.map((record, index) => new Writer(model, index).write(record));
}

class Writer {
  readonly #model: DataModel;
  readonly #index: number;
  readonly #declarations: Declaration[] = [];
  readonly #before: string[] = [];
  #names = 0;

  constructor(model: DataModel, index: number) {
    this.#model = model;
    this.#index = index;
  }

  write(record: Blueprint): Written {
    const tag = `s${this.#index}`;
    const { text, definition } = this.#record({ ...record, union: false }, record.pack);
    const type: CType = { kind: "record", record: "struct", tag, definition };
    this.#declarations.push(declaration("type", "", type, []));
    const packed = record.pack === null ? ["", ""] : [`#pragma pack(push, ${record.pack})\n`, "\n#pragma pack(pop)"];
    return {
      tag,
      text: `${this.#before.join("\n")}\n${packed[0]}struct ${tag} ${text};${packed[1]}\n`,
      declarations: this.#declarations,
    };
  }

  #record(record: Blueprint, pack: number | null): { text: string; definition: RecordDefinition } {
    const written = record.members.map((member) => this.#member(member, pack));
    if (record.flexible && !record.union && written.some(({ member }) => member.name !== null)) {
      const name = this.#name();
      const type: CType = { kind: "array", of: { kind: "basic", name: "int" }, length: null };
      written.push({ text: `int ${name}[];`, member: { name, type, bitWidth: null, attributes: [], token: 0 } });
    }
    const attributes = gnuAttributes(record.packed, record.aligned);
    return {
      text: `{ ${written.map(({ text }) => text).join(" ")} }${attributes.text}`,
      definition: { members: written.map(({ member }) => member), attributes: attributes.list, pack, token: 0 },
    };
  }

  #member(blueprint: MemberBlueprint, pack: number | null): { text: string; member: Member } {
    const part = this.#part(blueprint.type, pack);
    const bits = part.integer === null || blueprint.bitWidth === null ? null : this.#bits(part.integer);
    const bitWidth = bits === null || blueprint.bitWidth === null ? null : blueprint.bitWidth % (bits + 1);
    const anonymous =
      bitWidth === 0 ||
      (blueprint.anonymous && (blueprint.type.kind === "nested" || (bitWidth !== null && bitWidth % 3 === 0)));
    const name = anonymous ? null : this.#name();
    // After the braces of an anonymous record, attributes would be the record's.
    const bare = name === null && bitWidth === null;
    const attributes = bare ? gnuAttributes(false, null) : gnuAttributes(blueprint.packed, blueprint.aligned);
    let alignas = "";
    if (blueprint.alignas !== null && !part.strict && bitWidth === null) {
      alignas = `_Alignas(${blueprint.alignas}) `;
      attributes.list.push({ name: "_Alignas", argument: integer(blueprint.alignas), alignas: true });
    }
    const width = bitWidth === null ? "" : ` : ${bitWidth}`;
    return {
      text: `${alignas}${part.text(name ?? "")}${width}${attributes.text};`,
      member: {
        name,
        type: part.type,
        bitWidth: bitWidth === null ? null : integer(bitWidth),
        attributes: attributes.list,
        token: 0,
      },
    };
  }

  #part(type: Type, pack: number | null): Part {
    switch (type.kind) {
      case "basic": {
        const name = this.#model.basic[type.name] === null ? "double" : type.name;
        return part(name, { kind: "basic", name }, name, this.#bits(name) > 64);
      }
      case "atomic": {
        const under: CType = { kind: "basic", name: type.name };
        return { ...part(`_Atomic(${type.name})`, { kind: "atomic", type: under }, null, true) };
      }
      case "aligned-typedef": {
        const name = `T${this.#index}_${this.#declarations.length}`;
        const attributes = gnuAttributes(false, type.align);
        this.#before.push(`typedef ${type.name} ${name}${attributes.text};`);
        this.#declarations.push(declaration("typedef", name, { kind: "basic", name: type.name }, attributes.list));
        return part(name, { kind: "named", name }, null, true);
      }
      case "enum": {
        const name = `E${this.#index}_${this.#declarations.length}`;
        const packed = gnuAttributes(type.packed, null);
        this.#before.push(`enum ${name} { ${name}_top = ${type.top} }${packed.text};`);
        const value: Expression = { kind: "unary", op: "-", operand: integer(-type.top) };
        const enumerators = [{ name: `${name}_top`, value, token: 0 }];
        const definition = { enumerators, attributes: packed.list, underlying: null, token: 0 };
        this.#declarations.push(declaration("type", "", { kind: "enum", tag: name, definition }, []));
        return part(`enum ${name}`, { kind: "enum", tag: name, definition: null }, null, true);
      }
      case "pointer":
        return part("void *", { kind: "pointer", to: { kind: "basic", name: "void" } }, null, false);
      case "earlier": {
        if (this.#index === 0) return part("int", { kind: "basic", name: "int" }, "int", false);
        const tag = `s${type.index % this.#index}`;
        return part(`struct ${tag}`, { kind: "record", record: "struct", tag, definition: null }, null, true);
      }
      case "array": {
        // An element may not be aligned by more than its size.
        const element = type.of.kind === "aligned-typedef" ? { ...type.of, kind: "basic" as const } : type.of;
        const of = this.#part(element, pack);
        return {
          text: (declarator) => of.text(`${declarator}[${type.length}]`),
          type: { kind: "array", of: of.type, length: integer(type.length) },
          integer: null,
          strict: of.strict,
        };
      }
      case "nested": {
        const { text, definition } = this.#record(type.record, pack);
        const record = type.record.union ? "union" : "struct";
        return part(`${record} ${text}`, { kind: "record", record, tag: null, definition }, null, true);
      }
    }
  }

  #bits(name: BasicName): number {
    return name === "_Bool" ? 1 : 8 * (this.#model.basic[name]?.size ?? 0);
  }

  #name(): string {
    return `m${this.#names++}`;
  }
}

function part(specifier: string, type: CType, bitFieldType: BasicName | null, strict: boolean): Part {
  const isInteger = (integers as readonly (BasicName | null)[]).includes(bitFieldType);
  return { text: (declarator) => `${specifier} ${declarator}`, type, integer: isInteger ? bitFieldType : null, strict };
}

function integer(value: number | bigint): Expression {
  return { kind: "integer", value: BigInt(value), unsigned: false, long: 0, decimal: true };
}

function declaration(kind: Declaration["kind"], name: string, type: CType, attributes: Attribute[]): Declaration {
  return { kind, name, type, storage: null, inline: false, attributes, token: 0 };
}

function gnuAttributes(packed: boolean, aligned: number | null): { text: string; list: Attribute[] } {
  const words: string[] = [];
  const list: Attribute[] = [];
  if (packed) {
    words.push("packed");
    list.push({ name: "packed", argument: null, alignas: false });
  }
  if (aligned !== null) {
    words.push(aligned === 0 ? "aligned" : `aligned(${aligned})`);
    list.push({ name: "aligned", argument: aligned === 0 ? null : integer(aligned), alignas: false });
  }
  return { text: words.length === 0 ? "" : ` __attribute__((${words.join(", ")}))`, list };
}
