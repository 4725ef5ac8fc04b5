/** All headers of a ref, one after the other in one unit, as our preprocessor and as a compiler see them. */

import { lex } from "../../src/c/lexer.ts";
import { Preprocessor } from "../../src/c/preprocessor.ts";
import { Session } from "../../src/c/session.ts";
import { RefHeaders } from "../../src/cpython/headers.ts";
import type { PlatformDefinition } from "../../src/cpython/platforms/platform.ts";
import { type Pyconfig, pyconfigPath } from "../../src/cpython/pyconfig.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";

/** The include folders of a tree in a folder; `pyconfig.h` is in its subfolder `generated`. */
export const searchPath = (generated: string): string[] => [
  ...["-iquote", "."],
  ...["-I", generated, "-I", "Include", "-I", "Include/internal"],
];

export function headersOf(tree: SourceTree, surface: "public" | "internal"): string[] {
  const wanted = surface === "public" ? /^Include\/[^/]+\.h$/ : /^Include\/(?:internal\/.+|[^/]+)\.h$/;
  const paths = [...tree.files.keys()].filter((path) => wanted.test(path) && path !== "Include/Python.h").sort();
  return ["Include/Python.h", ...paths];
}

/** With what the compiler declares by itself. A header that says `#error` is left out: `headers` are the others. */
export function preprocess(
  platform: PlatformDefinition,
  tree: SourceTree,
  generated: Pyconfig,
  macros: string,
  paths: string[],
): { headers: string[]; tokens: string[] } {
  const search = new RefHeaders(tree, platform.headers, new Map([[pyconfigPath, generated]]), new Session());
  const { dialect, dataModel: model, attributes, builtins, features, extensions } = platform;
  const preprocessor = new Preprocessor({ search, dialect, model, attributes, builtins, features, extensions });
  for (const text of [platform.predefined, macros]) preprocessor.include(lex("<built-in>", text));
  const headers = paths.filter((path) => {
    const before = preprocessor.checkpoint();
    const source = search.source(path);
    const refusal = source && preprocessor.include(source);
    if (refusal) preprocessor.discard(before);
    return !refusal;
  });
  return { headers, tokens: preprocessor.tokens.map(({ text }) => text) };
}

/** Some tokens around the first difference of two lists. */
export function firstDifference(ours: string[], theirs: string[]): { ours: string; theirs: string } | null {
  const length = Math.max(ours.length, theirs.length);
  const at = Array.from({ length }).findIndex((_, index) => ours[index] !== theirs[index]);
  const around = (tokens: string[]) => tokens.slice(Math.max(at - 8, 0), at + 8).join(" ");
  return at === -1 ? null : { ours: around(ours), theirs: around(theirs) };
}
