/** C text → its declarations, through the whole front end. */
import { dataModels } from "../../src/c/data-model.ts";
import { declare } from "../../src/c/declare.ts";
import { parseExpression, type TypeReader } from "../../src/c/expression.ts";
import { Fragments } from "../../src/c/fragment.ts";
import { lex } from "../../src/c/lexer.ts";
import { DeclarationParser } from "../../src/c/parser.ts";
import { Preprocessor } from "../../src/c/preprocessor.ts";
import type { TextRun } from "../../src/c/text-run.ts";
import { TranslationUnit } from "../../src/c/translation-unit.ts";
import type { Declaration, Expression } from "../../src/c/types.ts";

export type Triple = keyof typeof dataModels;
export const triples = Object.keys(dataModels) as Triple[];

const parser = new DeclarationParser();

function runsOf(text: string): readonly TextRun[] {
  const search = { find: () => null };
  const model = dataModels["x86_64-linux-gnu"];
  const preprocessor = new Preprocessor({ search, model, attributes: new Set(), builtins: new Set() });
  preprocessor.include(lex("test.c", text));
  return preprocessor.runs;
}

function parsed(text: string): { declarations: Declaration[]; types: TypeReader } {
  const { pieces, unterminated } = new Fragments(parser).of(runsOf(text));
  if (unterminated.length > 0) throw new Error(`no end after line ${unterminated[0]?.line}`);
  const externals = pieces.flatMap((piece) => piece.externals);
  const { results, types } = parser.parse(externals);
  const declarations = results.flatMap((result, index) => {
    if ("declarations" in result) return result.declarations;
    throw new Error(`${result.error}: ${externals[index]?.tokens.map((token) => token.text).join(" ")}`);
  });
  return { declarations, types };
}

/** The declarations of a text; throws if it is not understood. */
export function declarationsOf(text: string): Declaration[] {
  return parsed(text).declarations;
}

/** Each expression, as one that comes after the declarations. */
export function expressionsOf(texts: string[], declarations: string): Expression[] {
  const { types } = parsed(declarations);
  return texts.map((text) =>
    parseExpression(
      runsOf(text).flatMap((run) => run.tokens),
      types,
    ),
  );
}

export function unitOf(text: string, triple: Triple = "x86_64-linux-gnu"): TranslationUnit {
  const unit = new TranslationUnit(dataModels[triple]);
  for (const declaration of declarationsOf(text)) declare(declaration, unit);
  return unit;
}
