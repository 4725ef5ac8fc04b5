/** C and C++ types, as far as they decide what may be done with a value. */
export type Type = Plain | Void | Pointer | ArrayType | FunctionType | Record | Unknown;

interface Named {
  /** The CPython typedef it was named by. */
  alias?: string;
}

/** Numbers and enums. */
interface Plain extends Named {
  kind: "plain";
  /** E.g. `unsigned long`, in the order of C11 6.7.2; `enum` for all enums, empty if irrelevant. */
  name: string;
}
interface Void extends Named {
  kind: "void";
}
export interface Pointer extends Named {
  kind: "pointer";
  to: Type;
  /** Whether its target is const. */
  isConst: boolean;
}
export interface ArrayType extends Named {
  kind: "array";
  of: Type;
  isConst: boolean;
  /** Null if it is not a single number. */
  length: number | null;
}
export interface FunctionType extends Named {
  kind: "function";
  returns: Type;
  /** Adjusted (C11 6.7.6.3p7-8); null without a prototype. */
  parameters: readonly Type[] | null;
  isVariadic: boolean;
}
/**
 * A type that is not understood or undeclared: `name` if it is a single name. `isLost`: the type of a removed member.
 */
interface Unknown extends Named {
  kind: "unknown";
  name: string | null;
  isLost: boolean;
}

/** The author: CPython's headers, the extension, or others. */
export type Origin = "cpython" | "own" | "other";

/** A member in order; `name` is null for an anonymous struct or union. */
export interface RecordField {
  name: string | null;
  type: Type;
}

/** A struct, union or class; the same object for every mention. */
export class Record {
  readonly kind = "record";
  readonly tag: string | null;
  /** Its first typedef. */
  typedef: string | null = null;
  isUnion = false;
  /** Null until completed. Includes members of anonymous structs and unions. */
  members: Map<string, Type> | null = null;
  /** Types declared inside a C++ class. */
  types: Map<string, Type> | null = null;
  /** In order of declaration, for initializers. */
  readonly fields: RecordField[] = [];
  readonly bases: Type[] = [];
  /** The author of its definition, else of its first mention. */
  origin: Origin;
  /** For an unnamed record, the member it is the type of; `member` is empty if that is anonymous. */
  outer: { record: Record; member: string } | null = null;

  constructor(tag: string | null, origin: Origin) {
    this.tag = tag;
    this.origin = origin;
  }

  get name(): string | null {
    return this.typedef ?? this.tag;
  }

  /** Adds a member, or those of an anonymous struct or union. */
  add(name: string | null, type: Type): void {
    this.members ??= new Map();
    this.fields.push({ name, type });
    if (name !== null) {
      this.members.set(name, type);
      const inner = elementOf(type);
      if (inner.kind === "record" && inner.name === null) inner.outer ??= { record: this, member: name };
    } else if (type.kind === "record" && type.members !== null) {
      type.outer ??= { record: this, member: "" };
      for (const [inner, itsType] of type.members) this.members.set(inner, itsType);
    }
  }

  /** The type of a member, possibly inherited, or null. */
  memberType(name: string): Type | null {
    return this.inherited(({ members }) => members?.get(name) ?? null);
  }

  /** It or its base that declares a member, or null. */
  ownerOf(name: string): Record | null {
    return this.inherited((record) => (record.members?.has(name) ? record : null));
  }

  /** A type declared inside it or one of its bases, or null. */
  innerType(name: string): Type | null {
    return this.inherited(({ types }) => types?.get(name) ?? null);
  }

  /** The first that is not null of what is found in it and its bases. */
  inherited<T>(find: (record: Record) => T | null, depth = 0): T | null {
    const own = find(this);
    if (own !== null) return own;
    for (const base of this.bases) {
      const inherited = base.kind === "record" && depth < maxBases ? base.inherited(find, depth + 1) : null;
      if (inherited !== null) return inherited;
    }
    return null;
  }
}

/** Maximum length of a chain of base classes, which may be cyclic in invalid code. */
const maxBases = 50;

export const plain = (name: string): Type => ({ kind: "plain", name });
export const int = plain("int");
export const character = plain("char");
/** The type of `sizeof` for every data model: its value converts to any type of number. */
export const size = plain("unsigned long");
export const enumeration = plain("enum");
export const voidType: Type = { kind: "void" };
export const unknown: Type = { kind: "unknown", name: null, isLost: false };
/** A type that is not declared in what was read. */
export const named = (name: string): Type => ({ kind: "unknown", name, isLost: false });
/** A type whose members belong to nothing. */
export const lost: Type = { kind: "unknown", name: null, isLost: true };
export const pointerTo = (to: Type, isConst = false): Pointer => ({ kind: "pointer", to, isConst });

/** The element of an array or target of a pointer; otherwise the type itself. */
export function elementOf(type: Type): Type {
  let element = type;
  while (element.kind === "pointer" || element.kind === "array")
    element = element.kind === "pointer" ? element.to : element.of;
  return element;
}

/** As a value: arrays and functions become pointers (C11 6.3.2.1). */
export function decayed(type: Type): Type {
  if (type.kind === "array") return pointerTo(type.of, type.isConst);
  return type.kind === "function" ? pointerTo(type) : type;
}

/** The type of `*x`. */
export function dereferenced(type: Type): Type {
  if (type.kind === "pointer") return type.to;
  if (type.kind === "array") return type.of;
  return type.kind === "function" || type === lost ? type : unknown;
}

/** The function type of a callee, possibly through a pointer. */
export function calleeOf(type: Type): FunctionType | null {
  const callee = type.kind === "pointer" ? type.to : type;
  return callee.kind === "function" ? callee : null;
}

/** The type of a call. */
export function returned(type: Type): Type {
  return calleeOf(type)?.returns ?? (type === lost ? lost : unknown);
}

/** A type named by a CPython typedef. */
export function aliased(type: Type, alias: string): Type {
  return type.kind === "record" || type.kind === "unknown" || type.alias !== undefined ? type : { ...type, alias };
}

/** In the usual notation, with CPython's names. */
export function typeText(type: Type): string {
  if (type.kind === "record") return type.name ?? "a struct without a name";
  if (type.kind === "unknown") return type.name ?? "an unknown type";
  if (type.alias !== undefined) return type.alias;
  if (type.kind === "void") return "void";
  if (type.kind === "plain") return type.name || "a number";
  if (type.kind === "function") return `${typeText(type.returns)} (${parametersText(type)})`;
  const [to, isConst] = type.kind === "pointer" ? [type.to, type.isConst] : [type.of, type.isConst];
  if (type.kind === "pointer" && to.kind === "function" && to.alias === undefined)
    return `${typeText(to.returns)} (*)(${parametersText(to)})`;
  const element = `${isConst ? "const " : ""}${typeText(to)}`;
  if (type.kind === "array") return `${element}[]`;
  return element.endsWith("*") ? `${element}*` : `${element} *`;
}

function parametersText({ parameters, isVariadic }: FunctionType): string {
  if (parameters === null) return "";
  return [...parameters.map(typeText), ...(isVariadic ? ["..."] : [])].join(", ") || "void";
}
