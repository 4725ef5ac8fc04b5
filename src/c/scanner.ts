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

/** Where a token starts, for it to be passed again. */
export interface Start {
  position: number;
  line: number;
  lineOffset: number;
  splice: number;
  space: boolean;
}

/**
 * Passes over the tokens of a text whose spliced lines are joined (C11 5.1.1.2, phase 3, and 6.4), and makes those that
 * are asked for: half of CPython's text is never read.
 */
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
  /** Whether only white space and comments have been seen in the line. */
  #isLineStart = true;
  #space = false;
  // The token passed last: where it starts, its kind, whether white space precedes it, and its line.
  #start = 0;
  #kind: TokenKind = TokenKind.other;
  #hasSpace = false;
  #startLine = 1;
  #startOffset = 0;
  /** Whether it is the first of its line. */
  isFirst = false;
  /** Whether `pass` has stopped after the `#` of a directive. */
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

  /** Passes the next token that starts before `end`; false if there is none, or a directive comes first. */
  pass(end: number): boolean {
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
          return false;
        }
        this.#passToken(code);
        return true;
      }
    }
    return false;
  }

  /** The token passed last. */
  token(): Token {
    const column = this.#start - this.#startOffset + 1;
    return new Token(this.#kind, this.#spelling(), this.#hasSpace, this.#path, this.#startLine, false, column);
  }

  #spelling(): string {
    const text = this.#text.slice(this.#start, this.position);
    if (this.#kind === TokenKind.punctuator || this.#kind === TokenKind.other) return digraphs.get(text) ?? text;
    return this.#spellings.of(text);
  }

  /** The first character of the token passed last. */
  get firstCode(): number {
    return this.#text.charCodeAt(this.#start);
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

  /** Where the token passed last starts. */
  get start(): Start {
    return {
      position: this.#start,
      line: this.#startLine,
      lineOffset: this.#startOffset,
      splice: this.#splice,
      space: this.#hasSpace,
    };
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

  #passToken(code: number): void {
    this.#start = this.position;
    this.#startLine = this.line;
    this.#startOffset = this.#lineOffset;
    this.isFirst = this.#isLineStart;
    this.#hasSpace = this.#space || this.isFirst;
    this.#isLineStart = false;
    this.#space = false;
    if (isIdentifierStart(code)) this.#kind = this.#passWord();
    else if (isDigit(code) || (code === 46 && isDigit(this.#text.charCodeAt(this.position + 1))))
      this.#kind = this.#passNumber();
    else if (code === 34 || code === 39) this.#kind = this.#passQuoted(code) ?? this.#passCharacter();
    else this.#kind = this.#passPunctuator();
  }

  /** Passes an identifier, or a literal whose prefix looks like one. */
  #passWord(): TokenKind {
    this.#passIdentifier();
    const text = this.#text;
    const quote = text.charCodeAt(this.position);
    if (quote !== 34 && quote !== 39) return TokenKind.identifier;
    const word = text.slice(this.#start, this.position);
    const isPrefix = /^(?:L|u8|u|U)$/.test(word);
    const isRaw = quote === 34 && /^(?:L|u8|u|U)?R$/.test(word);
    const literal = isPrefix ? this.#passQuoted(quote) : isRaw ? this.#passRawString() : null;
    return literal ?? TokenKind.identifier;
  }

  /** A pp-number (C11 6.4.8) takes signs only after an exponent letter. */
  #passNumber(): TokenKind {
    const text = this.#text;
    let at = this.position;
    do {
      const letter = text.charCodeAt(at) | 32;
      const sign = text.charCodeAt(at + 1);
      at += (letter === 101 || letter === 112) && (sign === 43 || sign === 45) ? 2 : 1;
    } while (at < text.length && (isIdentifierPart(text.charCodeAt(at)) || text.charCodeAt(at) === 46));
    this.position = at;
    return TokenKind.number;
  }

  /** Passes a literal from its opening quote; null if the line ends first. */
  #passQuoted(quote: number): TokenKind | null {
    const text = this.#text;
    for (let at = this.position + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.position = at + 1;
        return quote === 34 ? TokenKind.string : TokenKind.character;
      }
      if (code === 92) at++;
      if (text.charCodeAt(at) === 10) return null;
    }
    return null;
  }

  /** Passes C++'s and GNU C's `R"delimiter(…)delimiter"` from its opening quote; null if it is unterminated. */
  #passRawString(): TokenKind | null {
    const text = this.#text;
    const open = text.indexOf("(", this.position);
    if (open === -1 || open - this.position > 17) return null;
    const close = `)${text.slice(this.position + 1, open)}"`;
    const end = text.indexOf(close, open);
    if (end === -1) return null;
    this.position = end + close.length;
    this.#passLines(open, end);
    return TokenKind.string;
  }

  /** Passes a quote without its partner. */
  #passCharacter(): TokenKind {
    this.position = this.#start + 1;
    return TokenKind.other;
  }

  #passPunctuator(): TokenKind {
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
    return size > 1 || punctuators.has(text[start] as string) ? TokenKind.punctuator : TokenKind.other;
  }
}
