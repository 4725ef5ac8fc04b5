/** Preprocessing tokens (C11 6.4), as plain numbers: they are compared millions of times. */
export const TokenKind = {
  identifier: 0,
  number: 1,
  string: 2,
  character: 3,
  punctuator: 4,
  /** A byte that starts no token, such as a lone quote or `@`. */
  other: 5,
  /** A `#pragma` left for the parser; its text is what follows `#pragma`. */
  pragma: 6,
} as const;
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];

/** Immutable and shared: one token of a header appears in the output of every run. */
export class Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Whether white space precedes it. */
  readonly space: boolean;
  /** Path of the header it came from; for an expansion, where the outermost macro was named. */
  readonly header: string;
  /** 1-based. */
  readonly line: number;
  /** Met while its macro was active: never expanded again (C11 6.10.3.4p2). */
  readonly painted: boolean;
  /** 1-based, in UTF-16 code units; 0 if it is in no source. */
  readonly column: number;
  /** For a token placed elsewhere by an expansion: the source token it repeats. */
  readonly spelled: Token | null;

  constructor(
    kind: TokenKind,
    text: string,
    space: boolean,
    header: string,
    line: number,
    painted = false,
    column = 0,
    spelled: Token | null = null,
  ) {
    this.kind = kind;
    this.text = text;
    this.space = space;
    this.header = header;
    this.line = line;
    this.painted = painted;
    this.column = column;
    this.spelled = spelled;
  }
}

/** The source text of tokens, with one space for any white space. */
export function printTokens(tokens: readonly Pick<Token, "space" | "text">[]): string {
  // Joined, since adding up strings keeps all of them in memory.
  const texts: string[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const { space, text } = tokens[index] as Token;
    if (space && texts.length > 0) texts.push(" ");
    if (text !== "") texts.push(text);
  }
  return texts.join("");
}
