import { builtins } from "../cpython/platforms/gcc.ts";
import type { Subject } from "./model.ts";

/** Functions of the C library are among those that compilers have a `__builtin_` form of. */
const known: ReadonlySet<string> = new Set(builtins("LP64"));

/**
 * Whether a macro stands in for a function of the C library, as `isalnum` on macOS up to 3.12: without the macro, code
 * calls the function.
 */
export function isLibraryMacro({ kind, name }: Subject): boolean {
  return kind === "macro" && known.has(`__builtin_${name}`);
}
