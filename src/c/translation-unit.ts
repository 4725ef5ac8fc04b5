import { type DataModel, differences, type IntegerName, watched } from "./data-model.ts";
import { type Constant, isInteger } from "./integer.ts";
import { maxTextLevels, Nesting } from "./nesting.ts";
import type { LaidOut } from "./record-layout.ts";
import type { CType, Declaration, EnumDefinition, RecordDefinition } from "./types.ts";
import { Unknown } from "./unknown.ts";

const vaList = "__builtin_va_list";
/** As much of a type as decides what a parameter of it is. */
type Shape = "array" | "function" | typeof vaList | "other";

/** A lookup and its answer: the value of a constant, or why something is unknown. */
export interface Lookup {
  readonly table: "typedefs" | "shapes" | "objects" | "records" | "enums" | "enumerators" | "enumTypes" | "layouts";
  readonly key: unknown;
  readonly answer: unknown;
}

const none: ReadonlySet<string> = new Set();

/** A result with all that it depends on. */
export interface Tracked<T> {
  readonly result: T;
  readonly lookups: readonly Lookup[];
  readonly model: DataModel;
  /** Names of the model's facts that were asked for. */
  readonly facts: ReadonlySet<string>;
  /** The last unit, by its identity, that gave these answers. */
  answerer: object;
}

/** The symbol tables of one translation unit, for one data model; `declare` fills them. */
export class TranslationUnit {
  readonly #model: DataModel;
  readonly typedefs = new Map<string, Declaration>();
  /** Of the type underneath each typedef; undefined if one is missing. */
  readonly shapes: Table<string, Shape> = { get: (name) => this.#shapeBehind(name) };
  /** Types of variables and functions. */
  readonly objects = new Map<string, CType>();
  /** By `struct tag` and `union tag`. */
  readonly records = new Map<string, RecordDefinition>();
  /** By `enum tag`. */
  readonly enums = new Map<string, EnumDefinition>();
  readonly enumerators = new Map<string, Constant | Unknown>();
  /** The integer type of each enum that was defined. */
  readonly enumTypes = new Map<EnumDefinition, IntegerName | Unknown>();
  /**
   * Names, and tags as `struct tag`, that were redefined differently; the first definition is kept. The parser returns
   * the same object for equal text, so a different object is a different definition.
   */
  readonly conflicts = new Set<string>();
  /** Layouts computed so far; a cache for `layoutOf`. */
  readonly layouts = new Map<RecordDefinition, LaidOut | Unknown>();

  /** Of the types and expressions under way. More than of a text: sums and typedefs add theirs. */
  readonly nesting = new Nesting(2 * maxTextLevels);

  /** Stands for this unit in what was made from it, so that this does not keep it in memory. */
  readonly identity: object = {};
  #lookups: Lookup[] | null = null;
  #facts: Set<string> | null = null;
  readonly #watched: DataModel;
  /** In which facts other models differ from this one. */
  readonly #differences = new Map<DataModel, ReadonlySet<string>>();

  constructor(model: DataModel) {
    this.#model = model;
    this.#watched = watched(model, (fact) => {
      this.#facts ??= new Set();
      this.#facts.add(fact);
    });
  }

  get model(): DataModel {
    return this.#lookups === null ? this.#model : this.#watched;
  }

  /** Looks up a name, tag or definition in one of the tables. */
  find<K extends Lookup["table"]>(table: K, key: KeyOf<TranslationUnit[K]>): ValueOf<TranslationUnit[K]> | undefined {
    const answer = (this[table] as Table<unknown, unknown>).get(key);
    this.#lookups?.push({ table, key, answer: comparable(answer) });
    return answer as ValueOf<TranslationUnit[K]> | undefined;
  }

  /** The result of `compute`, with all that it looked up. */
  tracked<T>(compute: () => T): Tracked<T> {
    const lookups: Lookup[] = [];
    this.#lookups = lookups;
    this.#facts = null;
    try {
      const result = compute();
      return { result, lookups, model: this.#model, facts: this.#facts ?? none, answerer: this.identity };
    } finally {
      this.#lookups = null;
    }
  }

  /** Whether this unit was the last to give the answers. */
  hasAnswered({ answerer }: Omit<Tracked<unknown>, "result">): boolean {
    return answerer === this.identity;
  }

  /**
   * Whether all that was looked up in another unit, of another model perhaps, is the same here. All declarations must
   * have been added.
   */
  answersAlike(tracked: Omit<Tracked<unknown>, "result">): boolean {
    if (this.hasAnswered(tracked)) return true;
    const { lookups, model, facts } = tracked;
    if (model !== this.#model) {
      const differing = this.#differences.get(model) ?? differences(model, this.#model);
      this.#differences.set(model, differing);
      for (const fact of facts) if (differing.has(fact)) return false;
    }
    const isAnswer = ({ table, key, answer }: Lookup) =>
      comparable((this[table] as Table<unknown, unknown>).get(key)) === answer;
    if (!lookups.every(isAnswer)) return false;
    tracked.answerer = this.identity;
    return true;
  }

  /** The definition of a record type, from itself or its tag; null if it is incomplete. */
  definitionOf(type: CType & { kind: "record" }): RecordDefinition | null {
    return type.definition ?? this.find("records", `${type.record} ${type.tag}`) ?? null;
  }

  /** The type underneath typedefs, qualifiers and `_Atomic`; `Unknown` if a typedef is missing. */
  resolve(type: CType): CType | Unknown {
    // Valid C has no cyclic typedefs, but the input may.
    for (let hops = 0; hops <= this.typedefs.size; ) {
      if (type.kind === "qualified" || type.kind === "atomic") {
        type = type.type;
      } else if (type.kind === "named") {
        const typedef = this.find("typedefs", type.name);
        if (typedef === undefined) return new Unknown("unknown-type", type.name);
        type = typedef.type;
        hops++;
      } else {
        return type;
      }
    }
    return new Unknown("invalid", type.kind === "named" ? type.name : "typedef");
  }

  /** The type itself if it is an integer type, or an enum's underlying type; otherwise `Unknown` with reason `invalid`. */
  integerType(type: CType): IntegerName | Unknown {
    const resolved = this.resolve(type);
    if (resolved instanceof Unknown) return resolved;
    if (resolved.kind === "basic" && isInteger(resolved.name)) return resolved.name;
    if (resolved.kind !== "enum")
      return new Unknown("invalid", resolved.kind === "basic" ? resolved.name : resolved.kind);
    const definition = resolved.definition ?? this.find("enums", `enum ${resolved.tag}`);
    if (definition === undefined) return new Unknown("incomplete-type", `enum ${resolved.tag}`);
    return this.find("enumTypes", definition) ?? new Unknown("incomplete-type", "enum");
  }

  /** The shape of a type, behind typedefs, qualifiers and `_Atomic`; undefined if a typedef is missing. */
  shapeOf(type: CType): Shape | undefined {
    switch (type.kind) {
      case "qualified":
      case "atomic":
        return this.shapeOf(type.type);
      case "named":
        return this.find("shapes", type.name);
      case "array":
      case "function":
        return type.kind;
      default:
        return type.kind === "basic" && type.name === vaList ? vaList : "other";
    }
  }

  /** Which typedefs it goes through is no part of the answer: the shape of `int` is that of `long`. */
  #shapeBehind(name: string): Shape | undefined {
    const lookups = this.#lookups;
    this.#lookups = null;
    const type = this.resolve({ kind: "named", name });
    this.#lookups = lookups;
    return type instanceof Unknown ? undefined : this.shapeOf(type);
  }
}

interface Table<K, V> {
  get(key: K): V | undefined;
}
type KeyOf<M> = M extends Table<infer K, unknown> ? K : never;
type ValueOf<M> = M extends Table<never, infer V> ? V : never;

/** Equal text gives the same object from the parser, but constants are computed anew: compare their values. */
function comparable(answer: unknown): unknown {
  if (answer instanceof Unknown) return `unknown: ${answer.reason} ${answer.culprit}`;
  if (typeof answer !== "object" || answer === null) return answer;
  return "value" in answer && "type" in answer && typeof answer.value === "bigint"
    ? `${answer.value} ${(answer as Constant).type}`
    : answer;
}
