/** Writes the declarations that capidiff read of a surface as C text that a compiler accepts. */

import type { Declared } from "../../../src/c/fragment.ts";
import { type Token, TokenKind } from "../../../src/c/token.ts";
import { tagsOf } from "../../../src/c/walk.ts";
import type { SurfaceReading } from "../../../src/cpython/surface-reading.ts";

export interface Place {
  /** `Include/…`, or `<…>` of the system's. */
  header: string;
  line: number;
}

/** An external declaration, in as many lines of text as lines of source gave it tokens. */
export interface Piece {
  lines: (Place & { text: string })[];
}

/**
 * All external declarations in the order in which they were read; what was read more than once, once. Bodies of
 * functions are empty, and initialisers left out: layouts and signatures need neither.
 */
export function piecesOf({ declarations }: SurfaceReading): Piece[] {
  const pieces = new Map<string, Piece>();
  for (const declared of declarations) {
    const piece = { lines: linesOf(declared) };
    pieces.set(JSON.stringify(piece), piece);
  }
  return [...pieces.values()];
}

function linesOf({ declaration, tokens, body }: Declared): Piece["lines"] {
  const lines: Piece["lines"] = [];
  for (const { text, header, line, space } of [...tokens, end(tokens, body !== null)]) {
    const last = lines.at(-1);
    if (last?.header === header && last.line === line) last.text += space ? ` ${text}` : text;
    else lines.push({ text, header, line });
  }
  const pack = packOf(declaration.type);
  const [first] = lines;
  const last = lines.at(-1);
  if (pack !== null && first !== undefined && last !== undefined) {
    first.text = `_Pragma("pack(push, ${pack})") ${first.text}`;
    last.text += ` _Pragma("pack(pop)")`;
  }
  return lines;
}

function end(tokens: readonly Token[], isDefinition: boolean): Token {
  const last = tokens.at(-1) as Token;
  return { ...last, kind: TokenKind.punctuator, text: isDefinition ? "{ }" : ";", space: false };
}

/** The `#pragma pack` in force: the same for all that one external declaration defines. */
function packOf(type: Declared["declaration"]["type"]): number | null {
  let pack: number | null = null;
  for (const tag of tagsOf(type)) if (tag.kind === "record") pack ??= tag.definition?.pack ?? null;
  return pack;
}
