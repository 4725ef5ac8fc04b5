/** C and C++ types, as far as they decide what may be done with a value. */
export type Type = Plain | Void | Pointer | ArrayType | FunctionType | Record | Unknown;

interface Named {
  /** CPython's typedef by which it was meant. */
  alias?: string;
}

/** Numbers and enums. */
interface Plain extends Named {
  kind: "plain";
  /** As `unsigned long`, in the order of C11 6.7.2; `enum` for all enums, empty where it does not matter which. */
  name: string;
}
interface Void extends Named {
  kind: "void";
}
export interface Pointer extends Named {
  kind: "pointer";
  to: Type;
  /** It points to what is const. */
  isConst: boolean;
}
export interface ArrayType extends Named {
  kind: "array";
  of: Type;
  isConst: boolean;
  /** Null where it is not a single number. */
  length: number | null;
}
export interface FunctionType extends Named {
  kind: "function";
  returns: Type;
  /** As adjusted (C11 6.7.6.3p7-8); null without a prototype. */
  parameters: readonly Type[] | null;
  isVariadic: boolean;
}
/** What is not understood, or not declared: `name` where it is a single name. `isLost`: what a member has that is gone. */
interface Unknown extends Named {
  kind: "unknown";
  name: string | null;
  isLost: boolean;
}

/** Who wrote it: CPython's headers, the extension, or anyone else. */
export type Origin = "cpython" | "own" | "other";

/** A member in its turn; `name` is null of an anonymous struct or union. */
export interface Field {
  name: string | null;
  type: Type;
}

/** A struct, union or class; the same object wherever it is meant. */
export class Record {
  readonly kind = "record";
  readonly tag: string | null;
  /** Its first. */
  typedef: string | null = null;
  isUnion = false;
  /** Null while nothing completes it. Members of anonymous structs and unions are among them. */
  members: Map<string, Type> | null = null;
  /** In their order, as initialisers meet them. */
  readonly fields: Field[] = [];
  readonly bases: Type[] = [];
  /** Who completes it, else who names it first. */
  origin: Origin;
  /** Of one without a name: whose member it is; `member` is empty where it is an anonymous one. */
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

  /** The type of a member, also one that a base class has; null where there is none. */
  memberType(name: string, depth = 0): Type | null {
    const own = this.members?.get(name);
    if (own !== undefined) return own;
    for (const base of this.bases) {
      const inherited = base.kind === "record" && depth < maxBases ? base.memberType(name, depth + 1) : null;
      if (inherited !== null) return inherited;
    }
    return null;
  }
}

/** How long a chain of base classes may be: one that is its own base is none. */
const maxBases = 50;

export const plain = (name: string): Type => ({ kind: "plain", name });
export const int = plain("int");
export const character = plain("char");
export const size = plain("unsigned long");
export const enumeration = plain("enum");
export const voidType: Type = { kind: "void" };
export const unknown: Type = { kind: "unknown", name: null, isLost: false };
export const named = (name: string): Type => ({ kind: "unknown", name, isLost: false });
/** What is read of it belongs to nothing. */
export const lost: Type = { kind: "unknown", name: null, isLost: true };
export const pointerTo = (to: Type, isConst = false): Pointer => ({ kind: "pointer", to, isConst });

/** What an array, or what a pointer points to, has; the type itself where it is neither. */
function elementOf(type: Type): Type {
  let element = type;
  while (element.kind === "pointer" || element.kind === "array")
    element = element.kind === "pointer" ? element.to : element.of;
  return element;
}

/** As a value: arrays and functions are pointers (C11 6.3.2.1). */
export function decayed(type: Type): Type {
  if (type.kind === "array") return pointerTo(type.of, type.isConst);
  return type.kind === "function" ? pointerTo(type) : type;
}

/** What `*x` is. */
export function dereferenced(type: Type): Type {
  if (type.kind === "pointer") return type.to;
  if (type.kind === "array") return type.of;
  return type.kind === "function" || type === lost ? type : unknown;
}

/** What is called: a function, or what a pointer to one points to. */
export function calleeOf(type: Type): FunctionType | null {
  const callee = type.kind === "pointer" ? type.to : type;
  return callee.kind === "function" ? callee : null;
}

/** What a call gives. */
export function returned(type: Type): Type {
  return calleeOf(type)?.returns ?? (type === lost ? lost : unknown);
}

/** The type that a typedef of CPython's means. */
export function aliased(type: Type, alias: string): Type {
  return type.kind === "record" || type.kind === "unknown" || type.alias !== undefined ? type : { ...type, alias };
}

/** As people write it, by CPython's names. */
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
