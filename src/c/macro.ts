import { printTokens, type Token, TokenKind } from "./token.ts";

/** A name and the macro that it stands for from now on; undefined if it stands for none. A macro is its own definition. */
export interface MacroChange {
  readonly name: string;
  readonly macro: Macro | undefined;
}

/** A macro definition (C11 6.10.3). Immutable; state belongs to the run of the preprocessor. */
export class Macro implements MacroChange {
  readonly name: string;
  /** What the name stands for after this definition: there are too many for a change of its own each. */
  readonly macro: Macro = this;
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
  readonly #references: readonly number[] | null;
  #spelled: string | null = null;
  #effect: string | null = null;

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
        : body.map((token) => (token.kind === TokenKind.identifier ? parameters.indexOf(token.text) : -1));
  }

  /** Equal for definitions that are the same but for their position (C11 6.10.3p2). */
  get meaning(): string {
    this.#spelled ??= this.builtin ? builtinMeaning + this.name : meaningOf(this);
    return this.#spelled;
  }

  /** Equal for definitions that expand alike: their parameters may have other names. */
  get effect(): string {
    this.#effect ??= this.parameters === null || this.builtin ? this.meaning : effectOf(this);
    return this.#effect;
  }

  /** The parameter that token `index` of the body names, or -1. */
  reference(index: number): number {
    return this.#references?.[index] ?? -1;
  }
}

/** Prefix of the meaning of a predefined macro; no header's macro has it. */
export const builtinMeaning = "built-in ";

function meaningOf({ parameters, variadic, body }: Macro): string {
  const list = parameters === null ? "" : `(${parameters.join()}${variadic ? "..." : ""})`;
  return `${list} ${printTokens(body)}`;
}

/** Begins no token. */
const parameterMark = "\u0001";

function effectOf(macro: Macro): string {
  const body = macro.body.map(({ text, space }, index) => {
    const reference = macro.reference(index);
    return { space, text: reference < 0 ? text : `${parameterMark}${reference}` };
  });
  return `(${macro.parameters?.length}${macro.variadic ? "..." : ""}) ${printTokens(body)}`;
}
