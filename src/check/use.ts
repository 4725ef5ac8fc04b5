/** Where something is used; for built modules and lists only the file is known. */
export interface Place {
  /** As named by the caller; inside an archive prefixed with its name: `wheel.whl/package/module.so`. */
  file: string;
  /** 1-based. */
  line?: number;
  /** 1-based, in UTF-16 code units. */
  column?: number;
}

/** Problems that a compiler of the target finds at a place of use although the target has what is used. */
export const faultKinds = [
  /** An `#error` in CPython's headers. */
  "error-directive",
  /** Header code, or the expansion of a CPython macro, uses something undeclared there. */
  "broken-header",
  /** An `#error` in the extension itself: reported as a use of Python.h, which defines the version. */
  "refused",
  /** Its size is needed, but the headers do not complete it. */
  "incomplete-type",
  /** It is assigned to, or its address is taken, but it is not an lvalue. */
  "not-lvalue",
  /** It is called with a number of arguments that the target does not accept. */
  "arguments",
  /** Its type is incompatible with the other one. */
  "conversion",
  /** No included header declares it, but a system header does. */
  "not-included",
  /** The extension declares the same name differently. */
  "redeclared",
] as const;
export interface Fault {
  kind: (typeof faultKinds)[number];
  /** A sentence. */
  message: string;
  /** A missing header may resolve it. */
  isLikely?: true;
}

/** A use of a C API name. */
export interface SymbolUse {
  kind: "symbol";
  name: string;
  place: Place | null;
  /** For a use in a macro definition: where the macro is expanded. */
  expansions?: Place[];
  /** For a call: the number of arguments. */
  arguments?: number;
  /** For sources: whether the target's headers included there declare it, which is what a compiler sees. */
  declared?: boolean;
  fault?: Fault;
  /** An import of a module for another version: what counts is its code after a rebuild. */
  rebuilt?: true;
  /** An import of a module that was built with the headers of the target's series: it knows what changed before. */
  current?: true;
}

/** A use of a CPython struct's member. */
export interface MemberUse {
  kind: "member";
  /** As in manifests: the typedef name, else the tag. */
  struct: string;
  /** Its path from there: `ob_base.ob_size`. */
  member: string;
  place: Place | null;
  /** For a use in a macro definition: where the macro is expanded. */
  expansions?: Place[];
  /** `likely` if the type of its object is unknown. */
  confidence: "certain" | "likely";
  /** For sources: whether the struct has it, as completed by the target's headers included there. */
  declared?: boolean;
  fault?: Fault;
}

/** An included CPython header: `longintrepr.h` or `internal/pycore_frame.h`. */
export interface HeaderUse {
  kind: "header";
  header: string;
  place: Place | null;
  /** For a use in a macro definition: where the macro is expanded. */
  expansions?: Place[];
  fault?: Fault;
}

export type Use = SymbolUse | MemberUse | HeaderUse;

/** Whether the name in an `#include` is an internal header. */
export const isInternalHeader = (name: string): boolean => /^(?:Include\/)?(?:internal\/|pycore_)/.test(name);

/** Whether sources must be compiled with `Py_BUILD_CORE`: those that include internal headers. */
export const seesInternals = (uses: readonly Use[]): boolean =>
  uses.some((use) => use.kind === "header" && isInternalHeader(use.header));

/** Uses without places: the content of a subscription, and the output of `capidiff uses`. */
export interface UseList {
  symbols?: string[];
  members?: { struct: string; member: string }[];
  headers?: string[];
}
