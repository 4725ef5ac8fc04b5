import { dataModels } from "../../src/c/data-model.ts";
import type { Diagnostic } from "../../src/c/diagnostic.ts";
import { Fragments } from "../../src/c/fragment.ts";
import { type LexedSource, lex } from "../../src/c/lexer.ts";
import { DeclarationParser } from "../../src/c/parser.ts";
import { Preprocessor } from "../../src/c/preprocessor.ts";
import type { PreprocessorOptions } from "../../src/c/preprocessor-options.ts";
import type { Token } from "../../src/c/token.ts";
import type { Declaration } from "../../src/c/types.ts";

/** Other headers by path; includes are resolved by name, for `"…"` next to the includer first. */
export type Headers = Record<string, string>;

export interface Preprocessed {
  tokens: Token[];
  /** The `#error` that a compiler would have stopped at. */
  fatal: Diagnostic | null;
  diagnostics: readonly Diagnostic[];
  preprocessor: Preprocessor;
}

/** Preprocesses a text as the header `test.h`. */
export function preprocess(
  text: string,
  headers: Headers = {},
  options: Partial<PreprocessorOptions> = {},
): Preprocessed {
  const lexed = new Map<string, LexedSource>();
  const find = (path: string): LexedSource | null => {
    if (headers[path] === undefined) return null;
    const source = lexed.get(path) ?? lex(path, headers[path]);
    lexed.set(path, source);
    return source;
  };
  const search = {
    find: (name: string, angled: boolean, includer: string) => {
      const folder = includer.includes("/") ? includer.replace(/[^/]+$/, "") : "";
      return (angled ? null : find(folder + name)) ?? find(name);
    },
  };
  const model = dataModels["x86_64-linux-gnu"];
  const preprocessor = new Preprocessor({ search, model, attributes: new Set(), builtins: new Set(), ...options });
  const fatal = preprocessor.include(lex("test.h", text));
  return { tokens: tokensOf(preprocessor), fatal, diagnostics: preprocessor.diagnostics, preprocessor };
}

function tokensOf(preprocessor: Preprocessor): Token[] {
  return preprocessor.runs.flatMap((run) => run.tokens);
}

/** The spelling of each token. */
export function textsOf(tokens: readonly Token[]): string[] {
  return tokens.map(({ text }) => text);
}

export interface Declared {
  declarations: Declaration[];
  /** Of each external declaration that is not understood, why, and of each that does not end. */
  lost: string[];
  diagnostics: readonly Diagnostic[];
}

/** Reads the declarations of a text through the whole front end. */
export function declare(text: string, headers: Headers = {}): Declared {
  const { preprocessor, diagnostics } = preprocess(text, headers);
  const parser = new DeclarationParser();
  const { pieces, unterminated } = new Fragments(parser).of(preprocessor.runs);
  const externals = pieces.flatMap((piece) => piece.externals);
  const { results } = parser.parse(externals);
  const lost = results.flatMap((result) => ("error" in result ? [result.error] : []));
  lost.push(...unterminated.map(({ text }) => `"${text}" does not end`));
  const declarations = results.flatMap((result) => ("declarations" in result ? result.declarations : []));
  return { declarations, lost, diagnostics };
}

export const codes = (diagnostics: readonly Diagnostic[]): string[] => diagnostics.map(({ code }) => code);
