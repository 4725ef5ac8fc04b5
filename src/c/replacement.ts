import { tokenKindOf } from "./lexer.ts";
import { Macro } from "./macro.ts";
import { Token, TokenKind } from "./token.ts";

/** One argument of an invocation: as written, and macro-replaced on demand. */
export class Argument {
  readonly tokens: Token[] = [];
  #expanded: readonly Token[] | null = null;
  readonly #expand: (tokens: readonly Token[]) => readonly Token[];

  constructor(expand: (tokens: readonly Token[]) => readonly Token[]) {
    this.#expand = expand;
  }

  replaced(): readonly Token[] {
    this.#expanded ??= this.#expand(this.tokens);
    return this.#expanded;
  }
}

/** Called with what `##` makes of two tokens: the kind of token, or null if it is none (C11 6.10.3.3p3). */
export type OnPaste = (left: string, right: string, kind: TokenKind | null) => void;

/**
 * The replacement list of an invocation at `at` with its arguments substituted and `#` and `##` applied (C11 6.10.3.1 to
 * 6.10.3.3), ready to be rescanned. `args` has one entry per parameter, null for omitted variable arguments.
 */
export function replace(macro: Macro, args: readonly (Argument | null)[], at: Token, onPaste: OnPaste): Token[] {
  return new ReplacementList(macro, args, at, onPaste).tokens();
}

/** The same of a replacement list without operators (`Macro.isPlain`), as most are. */
export function withArguments(macro: Macro, args: readonly (Argument | null)[], at: Token): Token[] {
  const { body } = macro;
  const result: Token[] = [];
  for (let index = 0; index < body.length; index++) {
    const token = body[index] as Token;
    const reference = macro.reference(index);
    const space = result.length === 0 ? at.space : token.space;
    if (reference < 0) result.push(placed(token, space, at));
    else {
      args[reference]?.replaced().forEach((one, position) => {
        result.push(placed(one, position === 0 ? space : one.space, at));
      });
    }
  }
  return result;
}

/** Part of a replacement list after substitution. */
interface Piece {
  tokens: Token[];
  /** Index in the list after it. */
  next: number;
}

/** A replacement list with operators. */
class ReplacementList {
  readonly #macro: Macro;
  readonly #args: readonly (Argument | null)[];
  readonly #at: Token;
  readonly #onPaste: OnPaste;

  constructor(macro: Macro, args: readonly (Argument | null)[], at: Token, onPaste: OnPaste) {
    this.#macro = macro;
    this.#args = args;
    this.#at = at;
    this.#onPaste = onPaste;
  }

  tokens(): Token[] {
    const { body } = this.#macro;
    const result: Token[] = [];
    for (let index = 0; index < body.length; ) {
      const { tokens, next } = this.#pasted(index);
      for (let at = 0; at < tokens.length; at++) result.push(tokens[at] as Token);
      index = next;
    }
    const first = result[0];
    if (first !== undefined) result[0] = placed(first, this.#at.space, this.#at);
    return result;
  }

  /** The operands of a chain of `##`, or a piece without. */
  #pasted(start: number): Piece {
    const macro = this.#macro;
    let index = start;
    let { tokens, next } = this.#piece(index, this.#isPaste(index + 1));
    while (this.#isPaste(next)) {
      const isVariableArgument = macro.variadic && macro.reference(next + 1) === this.#args.length - 1;
      const right = this.#piece(next + 1, true);
      if (isVariableArgument && tokens.at(-1)?.text === "," && macro.reference(index) < 0) {
        // GNU: `, ## __VA_ARGS__` drops the comma if the variable arguments are omitted.
        tokens = this.#args.at(-1) === null ? tokens.slice(0, -1) : [...tokens, ...right.tokens];
      } else tokens = paste(tokens, right.tokens, this.#onPaste);
      index = next + 1;
      next = right.next;
    }
    return { tokens, next };
  }

  #isPaste(index: number): boolean {
    const { body } = this.#macro;
    return body[index]?.text === "##" && index > 0 && index < body.length - 1;
  }

  /** @param raw for an operand of `##`, whose arguments are not macro-replaced */
  #piece(index: number, raw: boolean): Piece {
    const { body, parameters, variadic } = this.#macro;
    const at = this.#at;
    const token = body[index] as Token;
    if (parameters !== null && token.text === "#" && this.#macro.reference(index + 1) >= 0) {
      const text = stringify(this.#args[this.#macro.reference(index + 1)]?.tokens ?? []);
      return { tokens: [new Token(TokenKind.string, text, token.space, at.header, at.line)], next: index + 2 };
    }
    const reference = this.#macro.reference(index);
    if (reference >= 0) {
      const argument = this.#args[reference];
      const tokens = (raw ? argument?.tokens : argument?.replaced()) ?? [];
      return { tokens: tokens.map((one, i) => placed(one, i === 0 ? token.space : one.space, at)), next: index + 1 };
    }
    if (variadic && token.text === "__VA_OPT__" && body[index + 1]?.text === "(") return this.#optional(index);
    return { tokens: [placed(token, token.space, at)], next: index + 1 };
  }

  /** `__VA_OPT__ ( … )` (C23 6.10.5.1): its content if the variable arguments expand to any token. */
  #optional(index: number): Piece {
    const { name, parameters, body, header, line } = this.#macro;
    let end = index + 2;
    for (let depth = 1; end < body.length; end++) {
      const { text } = body[end] as Token;
      if (text === "(") depth++;
      else if (text === ")" && --depth === 0) break;
    }
    const isPresent = (this.#args.at(-1)?.replaced().length ?? 0) > 0;
    const content = new Macro(name, parameters, true, body.slice(index + 2, end), header, line);
    const tokens = isPresent ? replace(content, this.#args, this.#at, this.#onPaste) : [];
    return { tokens, next: end + 1 };
  }
}

/** A token as if written at the invocation. */
function placed(token: Token, space: boolean, at: Token): Token {
  if (token.space === space && token.line === at.line && token.header === at.header) return token;
  const { kind, text, painted, spelled } = token;
  return new Token(kind, text, space, at.header, at.line, painted, at.column, spelled ?? token);
}

/** `##`: joins the last token of `left` to the first of `right`. */
function paste(left: Token[], right: Token[], onPaste: OnPaste): Token[] {
  const last = left.at(-1);
  const first = right[0];
  if (last === undefined) return right;
  if (first === undefined) return left;
  const text = last.text + first.text;
  const kind = tokenKindOf(text);
  onPaste(last.text, first.text, kind);
  if (kind === null) return [...left, ...right];
  const { space, header, line, column, spelled } = last;
  const pasted = new Token(kind, text, space, header, line, false, column, spelled ?? last);
  return [...left.slice(0, -1), pasted, ...right.slice(1)];
}

/** `#`: the spelling of an argument as one string literal (C11 6.10.3.2). */
function stringify(tokens: readonly Token[]): string {
  let text = "";
  for (const [index, token] of tokens.entries()) {
    if (index > 0 && token.space) text += " ";
    const isLiteral = token.kind === TokenKind.string || token.kind === TokenKind.character;
    text += isLiteral ? token.text.replace(/["\\]/g, "\\$&") : token.text;
  }
  return `"${text}"`;
}
