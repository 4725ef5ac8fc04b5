import type { Spellings } from "./spellings.ts";
import { Token, TokenKind } from "./token.ts";

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

/** `<::` as in `vector<::name>`, where `<:` is no digraph (C++11 [lex.pptoken]p3). C has no use for `[` and `:` there. */
const isGlobalArgument = (text: string, start: number): boolean =>
  text.startsWith("<::", start) && text[start + 3] !== ":" && text[start + 3] !== ">";

const punctuators: ReadonlySet<string> = new Set([
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

/** Whether a text is a punctuator (C11 6.4.6, and C++'s `::`). */
export const isPunctuator = (text: string): boolean => punctuators.has(text);

/** Where a token starts, for it to be scanned again. */
export interface Start {
  position: number;
  line: number;
  lineOffset: number;
  splice: number;
  space: boolean;
}

/** Cuts text whose spliced lines are joined into tokens, one after the other (C11 5.1.1.2, phase 3, and 6.4). */
export class Scanner {
  readonly #path: string;
  readonly #text: string;
  /** Positions where lines were joined. */
  readonly #splices: readonly number[];
  readonly #spellings: Spellings;
  /** Called at a comment that does not end. */
  readonly #onUnterminated: (line: number) => void;
  /** Where the next token is looked for. */
  position = 0;
  line = 1;
  #lineOffset = 0;
  /** The next of the splices. */
  #splice = 0;
  #start = 0;
  /** Whether only white space and comments have been seen in the line. */
  #isLineStart = true;
  #space = false;
  /** Whether the token found last is the first of its line. */
  isFirst = false;
  /** Whether `next` has stopped after the `#` of a directive. */
  isAtDirective = false;

  constructor(
    path: string,
    text: string,
    splices: readonly number[],
    spellings: Spellings,
    onUnterminated: (line: number) => void,
  ) {
    this.#path = path;
    this.#text = text;
    this.#splices = splices;
    this.#spellings = spellings;
    this.#onUnterminated = onUnterminated;
  }

  /** The next token that starts before `end`; null if there is none, or a directive comes first. */
  next(end: number): Token | null {
    this.isAtDirective = false;
    while (this.position < end) {
      this.#passSplices();
      const code = this.#text.charCodeAt(this.position);
      if (code === 10) this.#newline();
      else if (isSpace(code)) {
        this.position++;
        this.#space = true;
      } else if (code !== 47 || !this.#comment()) {
        if (this.#isLineStart && (code === 35 || (code === 37 && this.#text.charCodeAt(this.position + 1) === 58))) {
          this.position += code === 35 ? 1 : 2;
          this.#isLineStart = false;
          this.isAtDirective = true;
          return null;
        }
        return this.#token(code);
      }
    }
    return null;
  }

  /** After the `#` of a directive: its name. */
  directiveName(): string {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.position);
      if (code !== 10 && isSpace(code)) this.position++;
      else if (code === 47 && text.charCodeAt(this.position + 1) === 42) {
        const end = text.indexOf("*/", this.position + 2);
        if (end === -1) return "";
        this.#passLines(this.position, end);
        this.position = end + 2;
      } else break;
    }
    const start = this.position;
    this.#passIdentifier();
    this.#space = false;
    return this.#spellings.of(text.slice(start, this.position));
  }

  /** Where the token found last starts. */
  startOf({ line, column, space }: Token): Start {
    return { position: this.#start, line, lineOffset: this.#start + 1 - column, splice: this.#splice, space };
  }

  /** Goes back to a token. */
  returnTo({ position, line, lineOffset, splice, space }: Start): void {
    this.position = position;
    this.line = line;
    this.#lineOffset = lineOffset;
    this.#splice = splice;
    this.#space = space;
    this.#isLineStart = false;
  }

  #passSplices(): void {
    const splices = this.#splices;
    while (this.#splice < splices.length && (splices[this.#splice] as number) <= this.position) {
      this.line++;
      this.#lineOffset = Math.max(this.#lineOffset, splices[this.#splice] as number);
      this.#splice++;
    }
  }

  #newline(): void {
    this.line++;
    this.position++;
    this.#lineOffset = this.position;
    this.#isLineStart = true;
    this.#space = false;
  }

  /** Skips a comment, if there is one. */
  #comment(): boolean {
    const text = this.#text;
    const following = text.charCodeAt(this.position + 1);
    if (following === 47) {
      const end = text.indexOf("\n", this.position);
      this.position = end === -1 ? text.length : end;
      return true;
    }
    if (following !== 42) return false;
    const end = text.indexOf("*/", this.position + 2);
    if (end === -1) {
      this.#onUnterminated(this.line);
      this.position = text.length;
      return true;
    }
    this.#passLines(this.position, end);
    this.position = end + 2;
    this.#space = true;
    return true;
  }

  /** Counts the line ends between two positions. */
  #passLines(from: number, to: number): void {
    const text = this.#text;
    for (let newline = text.indexOf("\n", from); newline !== -1 && newline < to; ) {
      this.line++;
      this.#lineOffset = newline + 1;
      newline = text.indexOf("\n", newline + 1);
    }
  }

  #passIdentifier(): void {
    const text = this.#text;
    let at = this.position;
    while (at < text.length && isIdentifierPart(text.charCodeAt(at))) at++;
    this.position = at;
  }

  #token(code: number): Token {
    this.#start = this.position;
    if (isIdentifierStart(code)) return this.#identifier();
    if (isDigit(code) || (code === 46 && isDigit(this.#text.charCodeAt(this.position + 1)))) return this.#number();
    if (code === 34 || code === 39) return this.#quoted(code) ?? this.#character();
    return this.#punctuator();
  }

  /** An identifier, or a literal whose prefix looks like one. */
  #identifier(): Token {
    const text = this.#text;
    this.#passIdentifier();
    const spelling = this.#spellings.of(text.slice(this.#start, this.position));
    const quote = text.charCodeAt(this.position);
    const isQuote = quote === 34 || quote === 39;
    const literal =
      isQuote && /^(?:L|u8|u|U)$/.test(spelling)
        ? this.#quoted(quote)
        : quote === 34 && /^(?:L|u8|u|U)?R$/.test(spelling)
          ? this.#rawString()
          : null;
    return literal ?? this.#made(TokenKind.identifier, spelling);
  }

  /** A pp-number (C11 6.4.8) takes signs only after an exponent letter. */
  #number(): Token {
    const text = this.#text;
    let at = this.position;
    do {
      const letter = text.charCodeAt(at) | 32;
      const sign = text.charCodeAt(at + 1);
      at += (letter === 101 || letter === 112) && (sign === 43 || sign === 45) ? 2 : 1;
    } while (at < text.length && (isIdentifierPart(text.charCodeAt(at)) || text.charCodeAt(at) === 46));
    this.position = at;
    return this.#made(TokenKind.number, this.#spellings.of(text.slice(this.#start, at)));
  }

  /** A literal from its opening quote; null if the line ends first. */
  #quoted(quote: number): Token | null {
    const text = this.#text;
    for (let at = this.position + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.position = at + 1;
        const kind = quote === 34 ? TokenKind.string : TokenKind.character;
        return this.#made(kind, this.#spellings.of(text.slice(this.#start, this.position)));
      }
      if (code === 92) at++;
      if (text.charCodeAt(at) === 10) return null;
    }
    return null;
  }

  /** C++'s and GNU C's `R"delimiter(…)delimiter"` from its opening quote; null if it is unterminated. */
  #rawString(): Token | null {
    const text = this.#text;
    const open = text.indexOf("(", this.position);
    if (open === -1 || open - this.position > 17) return null;
    const close = `)${text.slice(this.position + 1, open)}"`;
    const end = text.indexOf(close, open);
    if (end === -1) return null;
    this.position = end + close.length;
    const token = this.#made(TokenKind.string, text.slice(this.#start, this.position));
    this.#passLines(open, end);
    return token;
  }

  /** A quote without its partner. */
  #character(): Token {
    this.position = this.#start + 1;
    return this.#made(TokenKind.other, this.#text[this.#start] as string);
  }

  #punctuator(): Token {
    const text = this.#text;
    const start = this.#start;
    let size = 1;
    // Longer punctuators end in one of these.
    if (isPunctuatorEnd(text.charCodeAt(start + 1)) && !isGlobalArgument(text, start)) {
      for (let longer = 4; longer > 1; longer--) {
        if (punctuators.has(text.slice(start, start + longer))) {
          size = longer;
          break;
        }
      }
    }
    this.position = start + size;
    const spelling = text.slice(start, this.position);
    const kind = punctuators.has(spelling) ? TokenKind.punctuator : TokenKind.other;
    return this.#made(kind, digraphs.get(spelling) ?? spelling);
  }

  #made(kind: TokenKind, spelling: string): Token {
    const column = this.#start - this.#lineOffset + 1;
    this.isFirst = this.#isLineStart;
    const token = new Token(kind, spelling, this.#space || this.isFirst, this.#path, this.line, false, column);
    this.#isLineStart = false;
    this.#space = false;
    return token;
  }
}
