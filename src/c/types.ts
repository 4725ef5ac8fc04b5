/**
 * C types and declarations as parsed: plain data with unresolved names, so that
 * equal text always gives equal data. Positions are indices into the parsed tokens.
 */

/** A constant expression (C11 6.6) in an array length, bit-field width, enumerator or `_Alignas`. */
export type Expression =
  | { kind: "character"; text: string }
  /**
   * `unsigned` and `long` come from the suffix. `decimal` matters because C11 6.4.4.1p5 never makes those unsigned by
   * default.
   */
  | { kind: "integer"; value: bigint; unsigned: boolean; long: 0 | 1 | 2; decimal: boolean }
  | { kind: "name"; name: string }
  | { kind: "unary"; op: "+" | "-" | "~" | "!"; operand: Expression }
  | { kind: "binary"; op: string; left: Expression; right: Expression }
  | { kind: "conditional"; test: Expression; then: Expression; else: Expression }
  | { kind: "cast"; type: CType; operand: Expression }
  /** GNU's `__alignof__` is the alignment that a compiler prefers for a variable. */
  | { kind: "sizeof" | "alignof" | "preferred-alignof"; type: CType }
  | { kind: "sizeof-expression"; operand: Expression }
  | { kind: "offsetof"; type: CType; path: string[] }
  /** `*p`, `a[i]`, `p->m`, `(T *)0`: only valid inside `sizeof`. */
  | { kind: "member"; object: Expression; name: string; arrow: boolean }
  | { kind: "dereference"; operand: Expression }
  | { kind: "address"; operand: Expression }
  | { kind: "unknown"; text: string };

/** The arithmetic types of C11 6.2.5 as clang spells them, `void`, and compiler extensions. */
export type BasicName =
  | "void"
  | "_Bool"
  | "char"
  | "signed char"
  | "unsigned char"
  | "short"
  | "unsigned short"
  | "int"
  | "unsigned int"
  | "long"
  | "unsigned long"
  | "long long"
  | "unsigned long long"
  | "__int128"
  | "unsigned __int128"
  | "float"
  | "double"
  | "long double"
  | "__float128"
  | "_Complex float"
  | "_Complex double"
  | "_Complex long double"
  | "__builtin_va_list";

/** A parameter of a function type (C11 6.7.6.3). */
export interface Parameter {
  name: string | null;
  type: CType;
}

/** A type as declared; typedef names are not resolved. */
export type CType =
  | { kind: "basic"; name: BasicName }
  /** An unresolved typedef name. */
  | { kind: "named"; name: string }
  /**
   * `struct tag`; with `definition` if this specifier has the braces, as an untagged one always does, else with the
   * `token` of the tag.
   */
  | {
      kind: "record";
      record: "struct" | "union";
      tag: string | null;
      definition: RecordDefinition | null;
      token?: number;
    }
  | { kind: "enum"; tag: string | null; definition: EnumDefinition | null }
  | { kind: "pointer"; to: CType }
  /**
   * `length` is null for `[]`. Qualifiers inside a parameter's brackets (`T a[const 4]`) are a `qualified` directly
   * around it; otherwise C can only qualify arrays through typedefs.
   */
  | { kind: "array"; of: CType; length: Expression | null }
  /** `prototype` is false for `f()` without a parameter list. Parameters are not adjusted yet (C11 6.7.6.3p7-8). */
  | { kind: "function"; returns: CType; parameters: Parameter[]; variadic: boolean; prototype: boolean }
  | { kind: "qualified"; const: boolean; volatile: boolean; restrict: boolean; type: CType }
  | { kind: "atomic"; type: CType }
  /** The type of an expression, or one that an attribute makes of another: not modelled. */
  | { kind: "typeof"; text: string };

/** An `__attribute__`, `__declspec`, `_Alignas` or the like, e.g. `aligned` with its argument. */
export interface Attribute {
  name: string;
  /**
   * An expression for `aligned(8)` and `_Alignas(8)`, a type for `_Alignas(T)`, text for `capidiff_deprecated("3.8")`.
   */
  argument: Expression | CType | string | null;
  /** Unlike `aligned`, `_Alignas` may not lower an alignment set by `packed`; below the natural one it is an error. */
  alignas: boolean;
}

/** A member of a struct or union (C11 6.7.2.1). */
export interface Member {
  /** Null for an anonymous struct or union and for an unnamed bit-field. */
  name: string | null;
  type: CType;
  bitWidth: Expression | null;
  attributes: Attribute[];
  /** Index of the token that names it (or starts its type). */
  token: number;
}

/** The contents of the braces of a struct or union. */
export interface RecordDefinition {
  members: Member[];
  attributes: Attribute[];
  /** `#pragma pack(n)` in force, in bytes. */
  pack: number | null;
  token: number;
}

/** An enumeration constant (C11 6.7.2.2); without a value, one more than the one before it. */
export interface Enumerator {
  name: string;
  value: Expression | null;
  token: number;
}

/** The contents of the braces of an enum. */
export interface EnumDefinition {
  enumerators: Enumerator[];
  attributes: Attribute[];
  /** C23 `enum E : T`. */
  underlying: CType | null;
  token: number;
}

/** One declarator of an external declaration (C11 6.9), or a lone `struct tag { … };`. */
export interface Declaration {
  kind: "function" | "variable" | "typedef" | "type";
  /** Empty for kind `type`. */
  name: string;
  type: CType;
  storage: "extern" | "static" | null;
  inline: boolean;
  attributes: Attribute[];
  /** Index of the token that names it, or of its first token for kind `type`. */
  token: number;
}
