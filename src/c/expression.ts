import { closing } from "./brackets.ts";
import { stringLength } from "./initializer.ts";
import { NestedTooDeep, type Nesting } from "./nesting.ts";
import { precedence } from "./operators.ts";
import { printTokens, type Token, TokenKind } from "./token.ts";
import type { CType, Expression } from "./types.ts";

/** Distinguishes types from expressions: `(T)-1` is a cast if T is a type, else a subtraction. */
export interface TypeReader {
  /** Of the text under way, shared by the type-names and expressions inside each other. */
  readonly nesting: Nesting;
  isTypeName(name: string): boolean;
  /** Parses a type-name (C11 6.7.7); null if it is not one or is not understood. */
  typeName(tokens: readonly Token[]): CType | null;
}

const typeWords = new Set(
  "void char short int long float double signed unsigned _Bool const volatile struct union enum __int128 _Atomic __int8 __int16 __int32 __int64".split(
    " ",
  ),
);

class NotAnExpression extends Error {}

/** Parses preprocessed tokens as a conditional-expression (C11 6.6); returns kind `unknown` if they are not one. */
export function parseExpression(tokens: readonly Token[], types: TypeReader): Expression {
  try {
    return new ExpressionParser(tokens, types).whole();
  } catch (error) {
    if (!(error instanceof NotAnExpression) && !(error instanceof NestedTooDeep)) throw error;
    return { kind: "unknown", text: printTokens(tokens) };
  }
}

/** Recursive descent, with precedence climbing for binary operators. Throws NotAnExpression and NestedTooDeep. */
class ExpressionParser {
  readonly #tokens: readonly Token[];
  readonly #types: TypeReader;
  #position = 0;

  constructor(tokens: readonly Token[], types: TypeReader) {
    this.#tokens = tokens;
    this.#types = types;
  }

  /** All tokens as one expression. */
  whole(): Expression {
    const expression = this.#conditional();
    if (this.#position < this.#tokens.length) throw new NotAnExpression();
    return expression;
  }

  #peek(): string {
    const token = this.#tokens[this.#position];
    return token?.kind === TokenKind.punctuator ? token.text : "";
  }

  #accept(text: string): boolean {
    if (this.#peek() !== text) return false;
    this.#position++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw new NotAnExpression();
  }

  #conditional(): Expression {
    const test = this.#binary(1);
    if (!this.#accept("?")) return test;
    const then = this.#nested();
    this.#expect(":");
    return { kind: "conditional", test, then, else: this.#nested() };
  }

  #nested(): Expression {
    return this.#types.nesting.deeper(() => this.#conditional());
  }

  #binary(level: number): Expression {
    let left = this.#unary();
    for (;;) {
      const op = this.#peek();
      const own = precedence.get(op);
      if (own === undefined || own < level) return left;
      this.#position++;
      left = { kind: "binary", op, left, right: this.#binary(own + 1) };
    }
  }

  #unary(): Expression {
    const token = this.#tokens[this.#position];
    if (token === undefined) throw new NotAnExpression();
    if (token.kind === TokenKind.punctuator) return this.#prefixed(token.text) ?? this.#postfix();
    if (token.kind === TokenKind.identifier) return this.#keyword(token.text) ?? this.#postfix();
    return this.#postfix();
  }

  /** An operator or a cast before an operand; null if there is none. */
  #prefixed(text: string): Expression | null {
    switch (text) {
      case "+":
      case "-":
      case "~":
      case "!":
        this.#position++;
        return { kind: "unary", op: text, operand: this.#operand() };
      case "*":
      case "&":
        this.#position++;
        return { kind: text === "*" ? "dereference" : "address", operand: this.#operand() };
      case "(": {
        if (!this.#startsType(this.#position + 1)) return null;
        const type = this.#typeInParentheses();
        // A compound literal is not constant (C11 6.5.2.5).
        if (this.#peek() === "{") throw new NotAnExpression();
        return { kind: "cast", type, operand: this.#operand() };
      }
      default:
        return null;
    }
  }

  /** `sizeof` and the like; null if the identifier is another. */
  #keyword(text: string): Expression | null {
    switch (text) {
      case "__extension__":
        this.#position++;
        return this.#operand();
      case "sizeof": {
        this.#position++;
        if (this.#peek() === "(" && this.#startsType(this.#position + 1))
          return { kind: "sizeof", type: this.#typeInParentheses() };
        const literal = this.#stringLiteral();
        return literal === null
          ? { kind: "sizeof-expression", operand: this.#operand() }
          : { kind: "sizeof", type: literal };
      }
      case "_Alignof":
      case "alignof":
        this.#position++;
        return { kind: "alignof", type: this.#typeInParentheses() };
      case "__alignof__":
      case "__alignof":
        this.#position++;
        return { kind: "preferred-alignof", type: this.#typeInParentheses() };
      default:
        return null;
    }
  }

  #operand(): Expression {
    return this.#types.nesting.deeper(() => this.#unary());
  }

  #postfix(): Expression {
    let object = this.#primary();
    for (;;) {
      if (this.#accept("[")) {
        const index = this.#nested();
        this.#expect("]");
        object = { kind: "dereference", operand: { kind: "binary", op: "+", left: object, right: index } };
      } else if (this.#peek() === "." || this.#peek() === "->") {
        const arrow = this.#peek() === "->";
        this.#position++;
        object = { kind: "member", object, name: this.#identifier(), arrow };
      } else return object;
    }
  }

  #primary(): Expression {
    const token = this.#tokens[this.#position];
    if (token === undefined) throw new NotAnExpression();
    this.#position++;
    if (token.kind === TokenKind.number) return integer(token.text);
    if (token.kind === TokenKind.character) return { kind: "character", text: token.text };
    if (token.kind === TokenKind.identifier) {
      if (token.text === "__builtin_offsetof") return this.#offsetof();
      return { kind: "name", name: token.text };
    }
    if (token.text !== "(") throw new NotAnExpression();
    const inner = this.#nested();
    this.#expect(")");
    return inner;
  }

  /** The type of a string literal, parenthesized or not: an array of char (C11 6.4.5p6); null if there is none. */
  #stringLiteral(): CType | null {
    const parenthesized = this.#peek() === "(";
    const start = parenthesized ? this.#position + 1 : this.#position;
    let end = start;
    while (this.#tokens[end]?.kind === TokenKind.string) end++;
    const size = end > start ? stringLength(this.#tokens.slice(start, end)) : null;
    if (size === null || (parenthesized && this.#tokens[end]?.text !== ")")) return null;
    this.#position = parenthesized ? end + 1 : end;
    const length: Expression = { kind: "integer", value: BigInt(size), unsigned: false, long: 0, decimal: true };
    return { kind: "array", of: { kind: "basic", name: "char" }, length };
  }

  #offsetof(): Expression {
    this.#expect("(");
    const comma = this.#tokens.findIndex((token, index) => index > this.#position && token.text === ",");
    const type = comma < 0 ? null : this.#types.typeName(this.#tokens.slice(this.#position, comma));
    if (type === null) throw new NotAnExpression();
    this.#position = comma + 1;
    const path = [this.#identifier()];
    while (this.#accept(".")) path.push(this.#identifier());
    this.#expect(")");
    return { kind: "offsetof", type, path };
  }

  #identifier(): string {
    const token = this.#tokens[this.#position++];
    if (token?.kind !== TokenKind.identifier) throw new NotAnExpression();
    return token.text;
  }

  #startsType(index: number): boolean {
    const token = this.#tokens[index];
    return token?.kind === TokenKind.identifier && (typeWords.has(token.text) || this.#types.isTypeName(token.text));
  }

  #typeInParentheses(): CType {
    if (this.#peek() !== "(") throw new NotAnExpression();
    const end = closing(this.#tokens, this.#position);
    if (end > this.#tokens.length) throw new NotAnExpression();
    const type = this.#types.typeName(this.#tokens.slice(this.#position + 1, end - 1));
    if (type === null) throw new NotAnExpression();
    this.#position = end;
    return type;
  }
}

/** An integer constant (C11 6.4.4.1) and its suffix; Visual C++'s `i64` means `ll`. */
function integer(text: string): Expression {
  const match = /^(0[xX][\da-fA-F]+|0[bB][01]+|\d+)([uU]?)([lL]{0,2})([uU]?)$/.exec(
    text.replaceAll("'", "").replace(/i64$/i, "ll"),
  );
  if (match === null) throw new NotAnExpression();
  const [, digits = "", before, long, after] = match;
  if (/^0\d/.test(digits) && !/^0[0-7]+$/.test(digits)) throw new NotAnExpression();
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return {
    kind: "integer",
    value,
    unsigned: before !== "" || after !== "",
    long: (long?.length ?? 0) as 0 | 1 | 2,
    decimal: /^[1-9]/.test(digits),
  };
}
