import type { Diagnostic } from "../c/diagnostic.ts";
import { type LexedSource, lex } from "../c/lexer.ts";
import type { Macro } from "../c/macro.ts";
import type { DeclarationParser } from "../c/parser.ts";
import { Preprocessor } from "../c/preprocessor.ts";
import { splitDeclarations } from "../c/split.ts";
import type { Token } from "../c/token.ts";
import type { Declaration } from "../c/types.ts";
import type { RefHeaders } from "./headers.ts";
import type { PlatformDefinition } from "./platforms/platform.ts";
import type { SourceTree } from "./tree.ts";

/** A declaration and where it stands. */
export interface Declared {
  declaration: Declaration;
  /** Tokens of the external declaration that it is part of; positions in `declaration` index them. */
  tokens: readonly Token[];
  /** Of a function definition. */
  body: readonly Token[] | null;
}

/** What an extension sees that includes CPython's headers under some macros. */
export interface Surface {
  /** Of CPython's headers and the system's, in order. */
  declarations: Declared[];
  /** Macros that stand when the headers end; what `Python.h` left is before what the others add. */
  macros: Map<string, Macro>;
  /** Names tested by conditions while nothing defined them, with the first place. */
  testedUndefined: ReadonlyMap<string, Token>;
  diagnostics: Diagnostic[];
  /** Macro replacement with the macros that `Python.h` left. */
  expand(tokens: readonly Token[]): Token[];
}

/**
 * Macros that carry a fact, as attributes that the parser reads back: no header can hide it. C has no attribute that
 * says `PyAPI_FUNC`, and `Py_DEPRECATED` drops its version.
 */
const pinned = `
#define PyAPI_FUNC(RTYPE) __attribute__((capidiff_exported)) RTYPE
#define PyAPI_DATA(RTYPE) extern __attribute__((capidiff_exported)) RTYPE
#define Py_DEPRECATED(VERSION) __attribute__((capidiff_deprecated(#VERSION)))
`;

export interface SurfaceOptions {
  tree: SourceTree;
  headers: RefHeaders;
  platform: PlatformDefinition;
  parser: DeclarationParser;
  /** `#define` lines in force before the first header. */
  macros: string;
  /** Also `Include/internal`. */
  internal: boolean;
}

/**
 * Reads a surface (DESIGN section 3): `Python.h`, then each other header that may be included by itself, as if it came
 * right after `Python.h`. A header that says `#error` when included so is none of them.
 */
export function readSurface(options: SurfaceOptions): Surface {
  const { tree, headers, platform, parser } = options;
  const preprocessor = new Preprocessor({
    search: headers,
    attributes: platform.attributes,
    builtins: platform.builtins,
    pinned,
  });
  const diagnostics: Diagnostic[] = [];
  preprocessor.include(lex("<predefined>", platform.predefined + options.macros));
  const base = preprocessor.macros();

  const starts: number[] = [0];
  const main = headers.source("Include/Python.h") as LexedSource;
  const stop = preprocessor.include(main);
  if (stop !== null) diagnostics.push(stop);

  const macros = new Map(preprocessor.macros().map((macro) => [macro.name, macro]));
  for (const macro of base) macros.delete(macro.name);
  const mark = preprocessor.mark();
  const rejected: Diagnostic[] = [];
  for (const path of entryHeaders(tree, preprocessor.headers, options.internal)) {
    const { tokens, knownHeaders } = preprocessor;
    const [start, noted] = [tokens.length, preprocessor.diagnostics.length];
    const refusal = preprocessor.include(headers.source(path) as LexedSource);
    if (refusal === null) {
      starts.push(start);
      for (const macro of preprocessor.macrosSince(mark)) if (!macros.has(macro.name)) macros.set(macro.name, macro);
    } else {
      tokens.length = start;
      preprocessor.diagnostics.length = noted;
      preprocessor.forget(knownHeaders);
      rejected.push({ ...refusal, code: "header-rejected" });
    }
    preprocessor.rollback(mark);
  }
  diagnostics.push(...preprocessor.diagnostics, ...rejected);
  const declarations = parseDeclarations(preprocessor.tokens, starts, parser, diagnostics);
  return {
    declarations,
    macros,
    testedUndefined: preprocessor.testedUndefined,
    diagnostics,
    expand: (tokens) => preprocessor.expand(tokens),
  };
}

/** Each header's tokens are cut by themselves: a declaration that is never closed ends with its header. */
function parseDeclarations(
  tokens: readonly Token[],
  starts: readonly number[],
  parser: DeclarationParser,
  diagnostics: Diagnostic[],
): Declared[] {
  const units = starts.flatMap((start, index) => {
    const { units, rest } = splitDeclarations(tokens.slice(start, starts[index + 1]));
    const [first] = rest;
    if (first !== undefined) {
      const message = `The declaration that begins with "${first.text}" does not end`;
      diagnostics.push({ code: "unterminated-declaration", header: first.header, line: first.line, message });
    }
    return units;
  });
  const parsed = parser.parse(units);
  return units.flatMap(({ tokens, body }, index) => {
    const result = parsed[index];
    if (result === undefined || "error" in result) {
      const [first] = tokens;
      const { header = "", line = 0 } = first ?? {};
      const text = tokens
        .slice(0, 12)
        .map((token) => token.text)
        .join(" ");
      diagnostics.push({ code: "declaration-not-understood", header, line, message: `${text} …: ${result?.error}` });
      return [];
    }
    return result.declarations.map((declaration) => ({ declaration, tokens, body }));
  });
}

/** Headers besides those that `Python.h` includes: directly in `Include`, then all of `Include/internal`. */
function entryHeaders(tree: SourceTree, read: ReadonlySet<string>, internal: boolean): string[] {
  const paths = [...tree.files.keys()].filter((path) => path.endsWith(".h")).sort();
  const beside = paths.filter((path) => /^Include\/[^/]+$/.test(path) && !read.has(path));
  return internal
    ? [...beside, ...paths.filter((path) => path.startsWith("Include/internal/") && !read.has(path))]
    : beside;
}
