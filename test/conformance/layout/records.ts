/** Random records: fast-check draws a blueprint, which is then written as C for one data model. */
import fc from "fast-check";
import type { DataModel } from "../../../src/c/data-model.ts";
import type { BasicName } from "../../../src/c/types.ts";

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

const others = ["float", "double", "long double", "__int128", "__float128"] as const satisfies BasicName[];

type Type =
  | { kind: "basic" | "atomic" | "aligned-typedef"; name: BasicName; align: number }
  | { kind: "enum"; only: number; packed: boolean }
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
        only: fc.constantFrom(1, 255, 256, 65536, -1, -129, -32769),
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

/** A record as C text. */
export interface Written {
  tag: string;
  text: string;
}

/** What a member's type looks like in C. */
interface Part {
  /** Declares the given declarator. */
  text: (declarator: string) => string;
  /** How wide a bit-field of it may be; null if it may not be one. */
  bits: number | null;
  /** Is aligned by more than 8 bytes, maybe, so that `_Alignas` could ask for less. */
  strict: boolean;
}

/** Writes blueprints as `struct s0`, `struct s1` …, each of which may contain earlier ones. */
export function write(blueprints: Blueprint[], model: DataModel): Written[] {
  return blueprints.map((record, index) => new Writer(model, index).write(record));
}

class Writer {
  readonly #model: DataModel;
  readonly #index: number;
  /** What the record needs to be declared before it. */
  readonly #before: string[] = [];
  #members = 0;

  constructor(model: DataModel, index: number) {
    this.#model = model;
    this.#index = index;
  }

  write(record: Blueprint): Written {
    const tag = `s${this.#index}`;
    const text = `struct ${tag} ${this.#body({ ...record, union: false })};\n`;
    const packed = record.pack === null ? text : `#pragma pack(push, ${record.pack})\n${text}#pragma pack(pop)\n`;
    return { tag, text: this.#before.join("") + packed };
  }

  #body(record: Blueprint): string {
    const members = record.members.map((member) => this.#member(member));
    // C wants a named member before it.
    if (record.flexible && !record.union && members.some((member) => /\bm\d+/.test(member)))
      members.push(`int ${this.#name()}[];`);
    return `{ ${members.join(" ")} }${gnuAttributes(record.packed, record.aligned)}`;
  }

  #member({ type, anonymous, bitWidth, packed, aligned, alignas }: MemberBlueprint): string {
    const part = this.#part(type);
    if (part.bits !== null && bitWidth !== null) {
      const width = type.kind === "enum" ? 8 : bitWidth % (part.bits + 1);
      const unnamed = width === 0 || (anonymous && type.kind !== "enum");
      const name = unnamed ? "" : this.#name();
      // Below the type's own alignment, gcc and clang disagree.
      const enough = aligned === null || this.#model.records === "microsoft" ? aligned : Math.max(aligned, 16);
      return `${part.text(name)} : ${width}${gnuAttributes(packed, enough)};`;
    }
    if (anonymous && type.kind === "nested") return `${part.text("")};`;
    const alignment = alignas === null || part.strict ? "" : `_Alignas(${alignas}) `;
    return `${alignment}${part.text(this.#name())}${gnuAttributes(packed, aligned)};`;
  }

  #part(type: Type): Part {
    switch (type.kind) {
      case "basic": {
        const name = this.#model.basic[type.name] === null ? "double" : type.name;
        return part(name, this.#bits(name), (this.#model.basic[name]?.size ?? 0) > 8);
      }
      case "atomic":
        return part(`_Atomic(${type.name})`, null, true);
      case "aligned-typedef": {
        const name = `T${this.#index}_${this.#before.length}`;
        this.#before.push(`typedef ${type.name} ${name}${gnuAttributes(false, type.align)};\n`);
        // On a bit-field of it, they disagree as well.
        return part(name, this.#model.records === "microsoft" ? this.#bits(type.name) : null, true);
      }
      case "enum": {
        const name = `E${this.#index}_${this.#before.length}`;
        this.#before.push(`enum ${name} { ${name}_only = ${type.only} }${gnuAttributes(type.packed, null)};\n`);
        return part(`enum ${name}`, 8, false);
      }
      case "pointer":
        return part("void *", null, false);
      case "earlier":
        return this.#index === 0 ? part("int", 32, false) : part(`struct s${type.index % this.#index}`, null, true);
      case "array": {
        // An element may not be aligned by more than its size.
        const of = this.#part(type.of.kind === "aligned-typedef" ? { ...type.of, kind: "basic" } : type.of);
        return { ...of, text: (declarator) => of.text(`${declarator}[${type.length}]`), bits: null };
      }
      case "nested":
        return part(`${type.record.union ? "union" : "struct"} ${this.#body(type.record)}`, null, true);
    }
  }

  #bits(name: BasicName): number | null {
    if (!(integers as readonly BasicName[]).includes(name)) return null;
    return name === "_Bool" ? 1 : 8 * (this.#model.basic[name]?.size ?? 0);
  }

  #name(): string {
    return `m${this.#members++}`;
  }
}

function part(specifier: string, bits: number | null, strict: boolean): Part {
  return { text: (declarator) => `${specifier} ${declarator}`, bits, strict };
}

function gnuAttributes(packed: boolean, aligned: number | null): string {
  const words: string[] = [];
  if (packed) words.push("packed");
  if (aligned !== null) words.push(aligned === 0 ? "aligned" : `aligned(${aligned})`);
  return words.length === 0 ? "" : ` __attribute__((${words.join(", ")}))`;
}
