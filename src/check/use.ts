/** Where something is used: of built modules and lists, nothing is known but the file. */
export interface Place {
  /** As the caller named it; inside an archive after its name, as `wheel.whl/package/module.so`. */
  file: string;
  /** From 1. */
  line?: number;
  /** From 1, in UTF-16 code units. */
  column?: number;
}

/** What a compiler of the target finds wrong with a use where it stands, although the target has what is used. */
export const faultKinds = [
  /** An `#error` of CPython's headers. */
  "error-directive",
  /** What CPython's own headers compile there, or a macro of theirs expands to, lacks something. */
  "broken-header",
  /** An `#error` of the extension's own: told as a use of Python.h, which says what version it is. */
  "refused",
  /** Its size is needed, and the headers do not complete it. */
  "incomplete-type",
  /** Something is assigned to it, or its address is taken, and it is a value. */
  "not-lvalue",
  /** Its type does not go together with the one that it meets. */
  "conversion",
  /** No header that is included declares it; a system header does. */
  "not-included",
  /** The extension declares the same name otherwise. */
  "redeclared",
] as const;
export interface Fault {
  kind: (typeof faultKinds)[number];
  /** A sentence. */
  message: string;
  /** A header that is not given may make it good. */
  isLikely?: true;
}

/** A name of the C API that an extension uses. */
export interface SymbolUse {
  kind: "symbol";
  name: string;
  place: Place | null;
  /** Of a use in the definition of a macro: where that is expanded. */
  expansions?: Place[];
  /** Of a call: how many arguments it is given. */
  arguments?: number;
  /** Of sources: whether the target's headers declare it, of those that are included there; a compiler goes by that. */
  declared?: boolean;
  fault?: Fault;
  /** An import of a module that is for another version: what counts is what its code, built anew, would meet. */
  rebuilt?: true;
}

/** A member of one of CPython's structs that an extension reads or writes. */
export interface MemberUse {
  kind: "member";
  /** As manifests name it: the typedef name, else the tag. */
  struct: string;
  /** Its path from there, as `ob_base.ob_size`. */
  member: string;
  place: Place | null;
  /** Of a use in the definition of a macro: where that is expanded. */
  expansions?: Place[];
  /** `likely` where the type of what it is a member of could not be known. */
  confidence: "certain" | "likely";
  /** Of sources: whether the struct has it, as the target's headers that are included there complete it. */
  declared?: boolean;
  fault?: Fault;
}

/** One of CPython's headers that an extension includes, as `longintrepr.h` or `internal/pycore_frame.h`. */
export interface HeaderUse {
  kind: "header";
  header: string;
  place: Place | null;
  /** Of a use in the definition of a macro: where that is expanded. */
  expansions?: Place[];
  fault?: Fault;
}

export type Use = SymbolUse | MemberUse | HeaderUse;

/** What an extension uses, without places: what is pasted into a subscription, and what `capidiff uses` prints. */
export interface UseList {
  symbols?: string[];
  members?: { struct: string; member: string }[];
  headers?: string[];
}
