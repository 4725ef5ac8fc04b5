/** C text → what it declares, through the whole front end. */
import { dataModels } from "../../src/c/data-model.ts";
import { lex } from "../../src/c/lexer.ts";
import { DeclarationParser } from "../../src/c/parser.ts";
import { Preprocessor } from "../../src/c/preprocessor.ts";
import { Scope } from "../../src/c/scope.ts";
import { splitDeclarations } from "../../src/c/split.ts";
import type { Declaration } from "../../src/c/types.ts";

export type Triple = keyof typeof dataModels;
export const triples = Object.keys(dataModels) as Triple[];

const parser = new DeclarationParser();

/** The declarations of a text; throws where it is not understood. */
export function declarationsOf(text: string): Declaration[] {
  const search = { find: () => null };
  const preprocessor = new Preprocessor({ search, attributes: new Set(), builtins: new Set() });
  preprocessor.include(lex("test.c", text));
  const { units, unterminated } = splitDeclarations(preprocessor.tokens);
  if (unterminated.length > 0) throw new Error(`no end after line ${unterminated[0]?.line}`);
  return parser.parse(units).results.flatMap((parsed, index) => {
    if ("declarations" in parsed) return parsed.declarations;
    throw new Error(`${parsed.error}: ${units[index]?.tokens.map((token) => token.text).join(" ")}`);
  });
}

export function scopeOf(text: string, triple: Triple = "x86_64-linux-gnu"): Scope {
  const scope = new Scope(dataModels[triple]);
  for (const declaration of declarationsOf(text)) scope.declare(declaration);
  return scope;
}
