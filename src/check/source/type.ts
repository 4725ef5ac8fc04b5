/** C and C++ types, as far as they tell what a member access is about. */
export type Type =
  /** Also of arrays. */
  | { kind: "pointer"; to: Type }
  | { kind: "function"; returns: Type }
  | Record
  /** Numbers, enums, `void`: nothing that has members. */
  | { kind: "plain" }
  /** What is not understood, or not declared: `name` where it is a single name. */
  | { kind: "unknown"; name: string | null };

/** Who wrote it: CPython's headers, the extension, or anyone else. */
export type Origin = "cpython" | "own" | "other";

/** A struct, union or class; the same object wherever it is meant. */
export class Record {
  readonly kind = "record";
  readonly tag: string | null;
  /** Its first. */
  typedef: string | null = null;
  /** Null while nothing completes it. Members of anonymous structs and unions are among them. */
  members: Map<string, Type> | null = null;
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

export const plain: Type = { kind: "plain" };
export const unknown: Type = { kind: "unknown", name: null };
/** What a member has that is gone: what is read of it belongs to nothing. */
export const lost: Type = { kind: "plain" };
export const pointerTo = (to: Type): Type => ({ kind: "pointer", to });

/** What an array, or what a pointer points to, has; the type itself where it is neither. */
function elementOf(type: Type): Type {
  let element = type;
  while (element.kind === "pointer") element = element.to;
  return element;
}

/** What `*x` is. */
export function dereferenced(type: Type): Type {
  if (type.kind === "pointer") return type.to;
  return type.kind === "function" || type === lost ? type : unknown;
}

/** What a call gives. */
export function returned(type: Type): Type {
  const callee = type.kind === "pointer" ? type.to : type;
  if (callee === lost) return lost;
  return callee.kind === "function" ? callee.returns : unknown;
}

/** Of two that an expression may have, the one that tells more. */
export function better(one: Type, other: Type): Type {
  const rank = (type: Type): number => {
    if (type.kind === "plain") return 0;
    if (type.kind === "unknown") return type.name === null ? 1 : 2;
    // `NULL` is a pointer to nothing that has members.
    return type.kind === "pointer" && type.to.kind === "plain" ? 1 : 3;
  };
  return rank(other) > rank(one) ? other : one;
}
