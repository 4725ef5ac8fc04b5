import { tokenKindOf } from "./lexer.ts";
import { printTokens, Token, TokenKind } from "./token.ts";

/** A macro definition (C11 6.10.3). Immutable; state belongs to the run of the preprocessor. */
export class Macro {
  readonly name: string;
  /** Null for an object-like macro. The last parameter of a variadic macro is `__VA_ARGS__` or its GNU name. */
  readonly parameters: readonly string[] | null;
  readonly variadic: boolean;
  readonly body: readonly Token[];
  readonly header: string;
  readonly line: number;
  /** Whether it is predefined by the language. */
  readonly builtin: boolean;
  /** The replacement list only substitutes arguments: no `#`, `##` or `__VA_OPT__`. */
  readonly isPlain: boolean;
  /** For each token of the body the index of the parameter it names, or -1. */
  readonly #references: Int16Array | null;
  #spelled: string | null = null;

  constructor(
    name: string,
    parameters: readonly string[] | null,
    variadic: boolean,
    body: readonly Token[],
    header: string,
    line: number,
    builtin = false,
  ) {
    this.name = name;
    this.parameters = parameters;
    this.variadic = variadic;
    this.body = body;
    this.header = header;
    this.line = line;
    this.builtin = builtin;
    this.isPlain = body.every(({ text }) => text !== "#" && text !== "##" && text !== "__VA_OPT__");
    this.#references =
      parameters === null
        ? null
        : Int16Array.from(body, (token) => (token.kind === TokenKind.identifier ? parameters.indexOf(token.text) : -1));
  }

  /** Equal for definitions that expand alike: parameters and body, without position (C11 6.10.3p2). */
  get meaning(): string {
    this.#spelled ??= this.builtin ? builtinMeaning + this.name : meaningOf(this);
    return this.#spelled;
  }

  /** The parameter that token `index` of the body names, or -1. */
  reference(index: number): number {
    return this.#references?.[index] ?? -1;
  }
}

/** One argument of an invocation: as written, and macro-replaced on demand. */
export class Argument {
  readonly tokens: readonly Token[];
  #expanded: readonly Token[] | null = null;
  readonly #expand: (tokens: readonly Token[]) => readonly Token[];

  constructor(tokens: readonly Token[], expand: (tokens: readonly Token[]) => readonly Token[]) {
    this.tokens = tokens;
    this.#expand = expand;
  }

  replaced(): readonly Token[] {
    this.#expanded ??= this.#expand(this.tokens);
    return this.#expanded;
  }
}

/** Called when `##` makes no valid token (C11 6.10.3.3p3). */
export type PasteFailure = (left: string, right: string) => void;

/**
 * Substitutes arguments in the replacement list and applies `#` and `##` (C11 6.10.3.1 to 6.10.3.3); the result is
 * ready to be rescanned. `args` has one entry per parameter, null for omitted variable arguments.
 */
export function substitute(
  macro: Macro,
  args: readonly (Argument | null)[],
  at: Token,
  onPasteFailure: PasteFailure,
): Token[] {
  const { body } = macro;
  const result: Token[] = [];
  const place = (token: Token, space: boolean) => {
    const isThere = token.space === space && token.line === at.line && token.header === at.header;
    if (isThere) return token;
    const { kind, text, painted, spelled } = token;
    return new Token(kind, text, space, at.header, at.line, painted, at.column, spelled ?? token);
  };
  if (macro.isPlain) {
    for (let index = 0; index < body.length; index++) {
      const token = body[index] as Token;
      const reference = macro.reference(index);
      const space = result.length === 0 ? at.space : token.space;
      if (reference < 0) result.push(place(token, space));
      else {
        for (const [position, one] of (args[reference]?.replaced() ?? []).entries()) {
          result.push(place(one, position === 0 ? space : one.space));
        }
      }
    }
    return result;
  }
  const isPaste = (index: number) => body[index]?.text === "##" && index > 0 && index < body.length - 1;

  /** The tokens produced from body[index…], and the start of the next piece. */
  const piece = (index: number, raw: boolean): { tokens: Token[]; next: number } => {
    const token = body[index] as Token;
    if (macro.parameters === null) return { tokens: [place(token, token.space)], next: index + 1 };
    if (token.text === "#" && macro.reference(index + 1) >= 0) {
      const argument = args[macro.reference(index + 1)];
      const text = stringify(argument?.tokens ?? []);
      return { tokens: [new Token(TokenKind.string, text, token.space, at.header, at.line)], next: index + 2 };
    }
    const reference = macro.reference(index);
    if (reference >= 0) {
      const argument = args[reference];
      const source = argument === null || argument === undefined ? [] : raw ? argument.tokens : argument.replaced();
      return { tokens: source.map((t, i) => place(t, i === 0 ? token.space : t.space)), next: index + 1 };
    }
    if (macro.variadic && token.text === "__VA_OPT__" && body[index + 1]?.text === "(") return optional(index);
    return { tokens: [place(token, token.space)], next: index + 1 };
  };

  /** `__VA_OPT__ ( … )` (C23 6.10.5.1): its content if the variable arguments expand to any token. */
  const optional = (index: number): { tokens: Token[]; next: number } => {
    let end = index + 2;
    for (let depth = 1; end < body.length; end++) {
      const { text } = body[end] as Token;
      if (text === "(") depth++;
      else if (text === ")" && --depth === 0) break;
    }
    const present = (args.at(-1)?.replaced().length ?? 0) > 0;
    const content = new Macro(macro.name, macro.parameters, true, body.slice(index + 2, end), macro.header, macro.line);
    return { tokens: present ? substitute(content, args, at, onPasteFailure) : [], next: end + 1 };
  };

  for (let index = 0; index < body.length; ) {
    let { tokens, next } = piece(index, isPaste(index + 1));
    while (isPaste(next)) {
      const isVariableArgument = macro.variadic && macro.reference(next + 1) === args.length - 1;
      const right = piece(next + 1, true);
      if (isVariableArgument && tokens.at(-1)?.text === "," && macro.reference(index) < 0) {
        // GNU: `, ## __VA_ARGS__` drops the comma if the variable arguments are omitted.
        if (args.at(-1) === null) tokens = tokens.slice(0, -1);
        else tokens = [...tokens, ...right.tokens];
      } else {
        tokens = paste(tokens, right.tokens, onPasteFailure);
      }
      index = next + 1;
      next = right.next;
    }
    for (const token of tokens) result.push(token);
    index = next;
  }
  const first = result[0];
  if (first !== undefined && first.space !== at.space) result[0] = place(first, at.space);
  return result;
}

/** `##`: joins the last token of `left` to the first of `right`. */
function paste(left: Token[], right: Token[], onFailure: PasteFailure): Token[] {
  const last = left.at(-1);
  const first = right[0];
  if (last === undefined) return right;
  if (first === undefined) return left;
  const text = last.text + first.text;
  const kind = tokenKindOf(text);
  if (kind === null) {
    onFailure(last.text, first.text);
    return [...left, ...right];
  }
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

/** Prefix of the meaning of a predefined macro; no header's macro has it. */
export const builtinMeaning = "built-in ";

function meaningOf({ parameters, variadic, body }: Macro): string {
  const list = parameters === null ? "" : `(${parameters.join()}${variadic ? "..." : ""})`;
  return `${list} ${printTokens(body)}`;
}
