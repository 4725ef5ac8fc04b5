/** The compilers' view of one ref's headers for one target: the manifest's model without what only capidiff knows. */

export type Surface = "public" | "internal";

export interface Location {
  /** `Include/…` */
  header: string;
  line: number;
}

export interface TruthFunction extends Location {
  returns: string;
  params: { type: string; name: string | null }[];
  variadic: boolean;
  /** Of the place that this location gives, not of another declaration of it. */
  inline: boolean;
  exported: boolean;
  deprecated: boolean;
}

export interface TruthVariable extends Location {
  type: string;
  exported: boolean;
  deprecated: boolean;
}

export interface TruthTypedef extends Location {
  type: string;
  deprecated: boolean;
}

export interface TruthEnumerator {
  /** Its line is not told. */
  header: string;
  /** Typedef or tag of its enum. */
  enum: string | null;
  value: string;
}

export interface TruthEnum extends Location {
  tag: string | null;
  /** The first typedef for it. */
  typedef: string | null;
  values: Record<string, string>;
}

export interface TruthMember {
  name: string | null;
  type: string;
  /** Bits from the start of the outermost struct. */
  offset: number;
  /** Bytes; null for an array without length. */
  size: number | null;
  bitWidth: number | null;
  /** Of a named member of anonymous struct or union type. */
  members: TruthMember[] | null;
}

export interface TruthStruct extends Location {
  kind: "struct" | "union";
  tag: string | null;
  /** In the order of the source. */
  typedefs: string[];
  /** Null if nothing completes it, with size and alignment. */
  members: TruthMember[] | null;
  /** Bytes. */
  size: number | null;
  align: number | null;
}

export interface TruthMacro extends Location {
  params: string[] | null;
  body: string;
}

/** The declarations of one surface by name; structs and enums by their tag, as `struct _object`, or typedef. */
export interface Declarations {
  functions: Map<string, TruthFunction>;
  variables: Map<string, TruthVariable>;
  typedefs: Map<string, TruthTypedef>;
  enumerators: Map<string, TruthEnumerator>;
  enums: Map<string, TruthEnum>;
  structs: Map<string, TruthStruct>;
}

/** A header that a compiler rejects even by itself after Python.h: its declarations cannot be judged. */
export interface Rejection {
  header: string;
  /** Where only compiling failed, its macros are good. */
  stage: "preprocessing" | "compiling";
  /** The compiler's first error line. */
  error: string;
  /** The headers that its unit includes after Python.h, itself among them. */
  brought: Set<string>;
}

export interface SurfaceTruth extends Declarations {
  macros: Map<string, TruthMacro>;
  /** Of object-like macros: decimal, null if not an integer constant expression; empty if not requested. */
  values: Map<string, string | null>;
  rejected: Rejection[];
  /** The headers in units that the compilers took. */
  judged: Set<string>;
  /** The headers whose continuations of Python.h were compiled as one unit, in this order. */
  groups: string[][];
}
