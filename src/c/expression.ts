import { NestedTooDeep, type Nesting } from "./nesting.ts";
import { closing, stringLength } from "./split.ts";
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

const levels = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];
const precedence = new Map(levels.flatMap((operators, level) => operators.map((operator) => [operator, level + 1])));
const typeWords = new Set(
  "void char short int long float double signed unsigned _Bool const volatile struct union enum __int128 _Atomic __int8 __int16 __int32 __int64".split(
    " ",
  ),
);

class NotAnExpression extends Error {}

/** Parses preprocessed tokens as a conditional-expression (C11 6.6); returns kind `unknown` if they are not one. */
export function parseExpression(tokens: readonly Token[], types: TypeReader): Expression {
  let position = 0;
  try {
    const result = conditional();
    if (position < tokens.length) throw new NotAnExpression();
    return result;
  } catch (error) {
    if (!(error instanceof NotAnExpression) && !(error instanceof NestedTooDeep)) throw error;
    return { kind: "unknown", text: printTokens(tokens) };
  }

  function peek(): string {
    const token = tokens[position];
    return token?.kind === TokenKind.punctuator ? token.text : "";
  }

  function accept(text: string): boolean {
    if (peek() !== text) return false;
    position++;
    return true;
  }

  function expect(text: string): void {
    if (!accept(text)) throw new NotAnExpression();
  }

  function conditional(): Expression {
    const test = binary(1);
    if (!accept("?")) return test;
    const then = types.nesting.deeper(conditional);
    expect(":");
    return { kind: "conditional", test, then, else: types.nesting.deeper(conditional) };
  }

  function binary(level: number): Expression {
    let left = unary();
    for (;;) {
      const op = peek();
      const own = precedence.get(op) as number | undefined;
      if (own === undefined || own < level) return left;
      position++;
      left = { kind: "binary", op, left, right: binary(own + 1) };
    }
  }

  function unary(): Expression {
    const token = tokens[position];
    if (token === undefined) throw new NotAnExpression();
    const { text } = token;
    if (token.kind === TokenKind.punctuator) {
      if (text === "+" || text === "-" || text === "~" || text === "!") {
        position++;
        return { kind: "unary", op: text, operand: operand() };
      }
      if (text === "*" || text === "&") {
        position++;
        return { kind: text === "*" ? "dereference" : "address", operand: operand() };
      }
      if (text === "(" && startsType(position + 1)) {
        const type = typeInParentheses();
        if (peek() === "{") throw new NotAnExpression();
        return { kind: "cast", type, operand: operand() };
      }
    }
    if (token.kind === TokenKind.identifier) {
      if (text === "__extension__") {
        position++;
        return operand();
      }
      if (text === "sizeof") {
        position++;
        if (peek() === "(" && startsType(position + 1)) return { kind: "sizeof", type: typeInParentheses() };
        const literal = stringLiteral();
        if (literal !== null) return { kind: "sizeof", type: literal };
        return { kind: "sizeof-expression", operand: operand() };
      }
      if (/^(?:_Alignof|alignof|__alignof__|__alignof)$/.test(text)) {
        position++;
        return { kind: /^__/.test(text) ? "preferred-alignof" : "alignof", type: typeInParentheses() };
      }
    }
    return postfix();
  }

  function operand(): Expression {
    return types.nesting.deeper(unary);
  }

  function postfix(): Expression {
    let object = primary();
    for (;;) {
      if (accept("[")) {
        const index = types.nesting.deeper(conditional);
        expect("]");
        object = { kind: "dereference", operand: { kind: "binary", op: "+", left: object, right: index } };
      } else if (peek() === "." || peek() === "->") {
        const arrow = peek() === "->";
        position++;
        object = { kind: "member", object, name: identifier(), arrow };
      } else return object;
    }
  }

  function primary(): Expression {
    const token = tokens[position];
    if (token === undefined) throw new NotAnExpression();
    position++;
    if (token.kind === TokenKind.number) return integer(token.text);
    if (token.kind === TokenKind.character) return { kind: "character", text: token.text };
    if (token.kind === TokenKind.identifier) {
      if (token.text === "__builtin_offsetof") return offsetof();
      return { kind: "name", name: token.text };
    }
    if (token.text !== "(") throw new NotAnExpression();
    const inner = types.nesting.deeper(conditional);
    expect(")");
    return inner;
  }

  /** The type of a string literal, parenthesized or not: an array of char (C11 6.4.5p6); null if there is none. */
  function stringLiteral(): CType | null {
    const parenthesized = peek() === "(";
    const start = parenthesized ? position + 1 : position;
    let end = start;
    while (tokens[end]?.kind === TokenKind.string) end++;
    const size = end > start ? stringLength(tokens.slice(start, end)) : null;
    if (size === null || (parenthesized && tokens[end]?.text !== ")")) return null;
    position = parenthesized ? end + 1 : end;
    const length: Expression = { kind: "integer", value: BigInt(size), unsigned: false, long: 0, decimal: true };
    return { kind: "array", of: { kind: "basic", name: "char" }, length };
  }

  function offsetof(): Expression {
    expect("(");
    const comma = tokens.findIndex((token, index) => index > position && token.text === ",");
    const type = comma < 0 ? null : types.typeName(tokens.slice(position, comma));
    if (type === null) throw new NotAnExpression();
    position = comma + 1;
    const path = [identifier()];
    while (accept(".")) path.push(identifier());
    expect(")");
    return { kind: "offsetof", type, path };
  }

  function identifier(): string {
    const token = tokens[position++];
    if (token?.kind !== TokenKind.identifier) throw new NotAnExpression();
    return token.text;
  }

  function startsType(index: number): boolean {
    const token = tokens[index];
    return token?.kind === TokenKind.identifier && (typeWords.has(token.text) || types.isTypeName(token.text));
  }

  function typeInParentheses(): CType {
    if (peek() !== "(") throw new NotAnExpression();
    const end = closing(tokens, position);
    const type = types.typeName(tokens.slice(position + 1, end - 1));
    if (type === null) throw new NotAnExpression();
    position = end;
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
