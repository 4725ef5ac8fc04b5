import type { Diagnostic } from "./diagnostic.ts";
import { type HeaderName, headerName } from "./header-name.ts";
import { type DirectiveItem, findGuard, findGuards, linkConditionals, type SourceItem } from "./source-items.ts";
import { Spellings } from "./spellings.ts";
import { Token, TokenKind } from "./token.ts";

/** A header cut into tokens, once for all its inclusions. */
export interface LexedSource {
  path: string;
  /**
   * The macro that marks the header as read once only (`#pragma once`, `#import`). Not an identifier, so no header can
   * define it.
   */
  once: string;
  items: SourceItem[];
  /** The macro whose definition makes another inclusion empty (`#ifndef X` … `#endif` around everything). */
  guard: string | null;
  /** Guards including those with text outside them: macros that only record that the header was read. */
  guards: string[];
  /** Names of the macros it defines under any condition. */
  defines: string[];
  /** Headers it includes by name under any condition. */
  includes: HeaderName[];
  diagnostics: Diagnostic[];
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isIdentifierStart = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36 || code >= 128;
const isIdentifierPart = (code: number): boolean => isIdentifierStart(code) || isDigit(code);

/** The second character of a punctuator that has more than one. */
const isPunctuatorEnd = (code: number): boolean =>
  code === 61 ||
  code === 62 ||
  code === 43 ||
  code === 45 ||
  code === 60 ||
  code === 38 ||
  code === 124 ||
  code === 35 ||
  code === 58 ||
  code === 37 ||
  code === 46;

const punctuators = new Set([
  ..."[](){}.&*+-~!/%<>^|?:;=,#",
  ..."-> ++ -- << >> <= >= == != && || *= /= %= += -= &= ^= |= ## :: <: :> <% %> %:".split(" "),
  ..."... <<= >>= %:%:".split(" "),
]);
const digraphs = new Map([
  ["<:", "["],
  [":>", "]"],
  ["<%", "{"],
  ["%>", "}"],
  ["%:", "#"],
  ["%:%:", "##"],
]);

/** A longer run of lines ends at the next `;`, so that no source has to be expanded in one piece. */
const longRun = 2_000;

/** Position of a run of lines in a text, and the state of the lexer at its start. */
interface Range {
  position: number;
  end: number;
  line: number;
  lineOffset: number;
  splice: number;
  lineStart: boolean;
  space: boolean;
}

/**
 * Translation phases 2 and 3 (C11 5.1.1.2): joins spliced lines, removes comments, makes tokens and finds directives.
 * If `keep` is false, tokens of ordinary lines are not stored but cut again when read; the text takes a thirtieth of
 * their memory.
 * @param spellings shared by the texts that are read together
 */
export function lex(path: string, source: string, keep = true, spellings = new Spellings()): LexedSource {
  const diagnostics: Diagnostic[] = [];
  const { text, splices } = joinSplices(source);
  const items: SourceItem[] = [];
  const length = text.length;
  let tokens: Token[] | null = null;
  /** The current range, if tokens are not stored. */
  let range: Range | null = null;
  let recent: { range: Range; tokens: Token[] } | null = null;
  let position = 0;
  let line = 1;
  let lineOffset = 0;
  let start = 0;
  let splice = 0;
  let lineStart = true;
  let space = false;
  let directive: DirectiveItem | null = null;
  /** How many are open. */
  let parentheses = 0;

  const report = (code: string, message: string, at = line) =>
    diagnostics.push({ code, header: path, line: at, message });

  const push = (kind: TokenKind, spelling: string) => {
    const column = start - lineOffset + 1;
    if (directive === null) {
      if (tokens === null) {
        tokens = [];
        if (!keep) range = { position: start, end: start, line, lineOffset, splice, lineStart, space };
        items.push(range === null ? { kind: "text", tokens } : textIn(range));
      }
      tokens.push(new Token(kind, spelling, space || lineStart, path, line, false, column));
      if (range !== null) range.end = position;
      if (spelling === "(") parentheses++;
      else if (spelling === ")" && parentheses > 0) parentheses--;
      // No invocation of a macro goes on after it: tables of numbers have no semicolons.
      const isEnd = spelling === ";" || (spelling === "," && parentheses === 0);
      if (tokens.length >= longRun && isEnd) tokens = null;
    } else {
      directive.tokens.push(new Token(kind, spelling, space, path, line, false, column));
    }
    lineStart = false;
    space = false;
  };

  scan(length);
  range = null;
  // Arrays that were pushed to take up to three times their length.
  if (keep) for (const item of items) item.tokens = item.tokens.slice();
  linkConditionals(items, report);
  const directives = items.filter((item) => item.kind === "directive");
  return {
    path,
    once: `#pragma once ${path}`,
    items,
    guard: findGuard(items),
    guards: findGuards(items),
    diagnostics,
    defines: directives.filter(({ name }) => name === "define").map(({ tokens }) => tokens[0]?.text ?? ""),
    includes: directives
      .filter(({ name }) => name === "include")
      .map(({ tokens }) => headerName(tokens))
      .filter((name) => name !== null),
  };

  /** A text item whose tokens are cut when read. */
  function textIn(range: Range): SourceItem {
    return {
      kind: "text",
      get tokens() {
        if (recent?.range !== range) recent = { range, tokens: cut(range) };
        return recent.tokens;
      },
    };
  }

  /** The tokens of a range after the first scan. */
  function cut(range: Range): Token[] {
    const found: Token[] = [];
    tokens = found;
    directive = null;
    ({ position, line, lineOffset, splice, lineStart, space } = range);
    scan(range.end);
    return found;
  }

  function scan(end: number): void {
    while (position < end) {
      while (splice < splices.length && (splices[splice] as number) <= position) {
        line++;
        lineOffset = Math.max(lineOffset, splices[splice] as number);
        splice++;
      }
      const code = text.charCodeAt(position);
      if (code === 10) {
        line++;
        position++;
        lineOffset = position;
        lineStart = true;
        space = false;
        directive = null;
        continue;
      }
      if (isSpace(code)) {
        position++;
        space = true;
        continue;
      }
      if (code === 47) {
        const following = text.charCodeAt(position + 1);
        if (following === 47) {
          const end = text.indexOf("\n", position);
          position = end === -1 ? length : end;
          continue;
        }
        if (following === 42) {
          const end = text.indexOf("*/", position + 2);
          if (end === -1) {
            report("unterminated-comment", "Unterminated comment");
            position = length;
            continue;
          }
          passLines(position, end);
          position = end + 2;
          space = true;
          continue;
        }
      }
      if (lineStart && (code === 35 || (code === 37 && text.charCodeAt(position + 1) === 58))) {
        position += code === 35 ? 1 : 2;
        const name = directiveName();
        directive = { kind: "directive", name, tokens: [], line, next: -1 };
        items.push(directive);
        tokens = null;
        lineStart = false;
        space = false;
        continue;
      }
      scanToken(code);
    }
  }

  /** Counts the line ends between two positions. */
  function passLines(from: number, to: number): void {
    for (let newline = text.indexOf("\n", from); newline !== -1 && newline < to; ) {
      line++;
      lineOffset = newline + 1;
      newline = text.indexOf("\n", newline + 1);
    }
  }

  /** After `#`: skips blanks and comments and reads the directive's name. */
  function directiveName(): string {
    for (;;) {
      const code = text.charCodeAt(position);
      if (code !== 10 && isSpace(code)) position++;
      else if (code === 47 && text.charCodeAt(position + 1) === 42) {
        const end = text.indexOf("*/", position + 2);
        if (end === -1) return "";
        passLines(position, end);
        position = end + 2;
      } else break;
    }
    const nameStart = position;
    while (position < length && isIdentifierPart(text.charCodeAt(position))) position++;
    return spellings.of(text.slice(nameStart, position));
  }

  function scanToken(code: number): void {
    start = position;
    if (isIdentifierStart(code)) {
      do position++;
      while (position < length && isIdentifierPart(text.charCodeAt(position)));
      const spelling = spellings.of(text.slice(start, position));
      const quote = text.charCodeAt(position);
      if ((quote === 34 || quote === 39) && /^(?:L|u8|u|U)$/.test(spelling) && scanQuoted(quote)) return;
      if (quote === 34 && /^(?:L|u8|u|U)?R$/.test(spelling) && scanRawString()) return;
      push(TokenKind.identifier, spelling);
    } else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(position + 1)))) {
      // A pp-number (C11 6.4.8) takes signs only after an exponent letter.
      do {
        const letter = text.charCodeAt(position) | 32;
        const sign = text.charCodeAt(position + 1);
        position += (letter === 101 || letter === 112) && (sign === 43 || sign === 45) ? 2 : 1;
      } while (position < length && (isIdentifierPart(text.charCodeAt(position)) || text.charCodeAt(position) === 46));
      push(TokenKind.number, spellings.of(text.slice(start, position)));
    } else if (code === 34 || code === 39) {
      if (!scanQuoted(code)) {
        position = start + 1;
        push(TokenKind.other, text[start] as string);
      }
    } else {
      let size = 1;
      // Longer punctuators end in one of these.
      if (isPunctuatorEnd(text.charCodeAt(start + 1))) {
        for (let longer = 4; longer > 1; longer--) {
          if (punctuators.has(text.slice(start, start + longer))) {
            size = longer;
            break;
          }
        }
      }
      position = start + size;
      const spelling = text.slice(start, position);
      push(punctuators.has(spelling) ? TokenKind.punctuator : TokenKind.other, digraphs.get(spelling) ?? spelling);
    }
  }

  /** Scans a literal from its opening quote; false if the line ends first. */
  function scanQuoted(quote: number): boolean {
    let at = position + 1;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        position = at + 1;
        push(quote === 34 ? TokenKind.string : TokenKind.character, spellings.of(text.slice(start, position)));
        return true;
      }
      if (code === 92) at++;
      if (text.charCodeAt(at) === 10) return false;
    }
    return false;
  }

  /** Scans C++'s and GNU C's `R"delimiter(…)delimiter"` from its opening quote; false if it is unterminated. */
  function scanRawString(): boolean {
    const open = text.indexOf("(", position);
    if (open === -1 || open - position > 17) return false;
    const close = `)${text.slice(position + 1, open)}"`;
    const end = text.indexOf(close, open);
    if (end === -1) return false;
    position = end + close.length;
    push(TokenKind.string, text.slice(start, position));
    passLines(open, end);
    return true;
  }
}

/** The kind of the single token that this text spells, or null (C11 6.10.3.3, the result of `##`). */
export function tokenKindOf(text: string): TokenKind | null {
  if (/^[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*$/.test(text)) return TokenKind.identifier;
  if (punctuators.has(text)) return TokenKind.punctuator;
  const [item, ...rest] = lex("", text).items;
  const [token, ...more] = item?.tokens ?? [];
  return token !== undefined && more.length === 0 && rest.length === 0 && token.text === text ? token.kind : null;
}

/** Phase 2: removes each backslash-newline; `splices` lists the positions in the result where lines were joined. */
function joinSplices(source: string): { text: string; splices: number[] } {
  const splices: number[] = [];
  const normal = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
  let removed = 0;
  const text = normal.replace(/\\[ \t\v\f]*\n/g, (match, offset: number) => {
    splices.push(offset - removed);
    removed += match.length;
    return "";
  });
  return { text, splices };
}
