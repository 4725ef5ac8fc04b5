import { argumentsOf, closing, unwrapped } from "../c/brackets.ts";
import { evaluate } from "../c/constant.ts";
import type { IsLast } from "../c/expansion.ts";
import { parseExpression, type TypeReader } from "../c/expression.ts";
import type { Macro } from "../c/macro.ts";
import { printTokens, type Token, TokenKind } from "../c/token.ts";
import type { TranslationUnit } from "../c/translation-unit.ts";
import { Unknown } from "../c/unknown.ts";
import { isCall } from "./code.ts";
import type { ShadowingMacro } from "./model.ts";

type ExpansionOf = (macro: Macro, isLast?: IsLast) => Token[];

/** Parameters as written: `...` instead of `__VA_ARGS__`, `args...` in GNU C. */
export function macroParameters({ parameters, variadic }: Macro): string[] | null {
  if (parameters === null) return null;
  return parameters.map((name, index) => {
    if (!variadic || index < parameters.length - 1) return name;
    return name === "__VA_ARGS__" ? "..." : `${name}...`;
  });
}

/** A macro as an entry of the name that it hides. */
export function shadowingMacro(macro: Macro): ShadowingMacro {
  return { params: macroParameters(macro), body: printTokens(macro.body) };
}

/**
 * Finds the token that shows that what it stands in is no integer constant expression: initializers may be long. In one,
 * a string literal is the operand of `sizeof`.
 */
function notAnExpression(): IsLast {
  let hasSizeof = false;
  return ({ kind, text }, index) => {
    hasSizeof ||= text === "sizeof";
    return (kind === TokenKind.string && !hasSizeof) || kind === TokenKind.other || (index === 0 && text === "{");
  };
}

/** The decimal value of an object-like macro that expands to an integer constant expression (C11 6.6), else null. */
export function macroValue(
  macro: Macro,
  expansionOf: ExpansionOf,
  types: TypeReader,
  unit: TranslationUnit,
): string | null {
  if (macro.parameters !== null || macro.body.length === 0) return null;
  const expression = parseExpression(expansionOf(macro, notAnExpression()), types);
  if (expression.kind === "unknown") return null;
  const constant = evaluate(expression, unit);
  return constant instanceof Unknown ? null : String(constant.value);
}

/**
 * Whether a macro only calls its own name with its arguments cast (`#define Py_INCREF(op)
 * Py_INCREF(_PyObject_CAST(op))`), or expands to its own name so that `#ifdef` finds it.
 */
export function isCastMacro(macro: Macro, expansionOf: ExpansionOf): boolean {
  const { name, parameters, body } = macro;
  if (parameters === null) return body.length === 1 && body[0]?.text === name;
  if (!body.some((token) => token.text === name)) return false;
  const tokens = unwrapped(expansionOf(macro));
  if (tokens[0]?.text !== name || !isCall(tokens)) return false;
  const args = argumentsOf(tokens.slice(2, -1));
  return (
    args.length === parameters.length &&
    args.every((argument, index) => isCastOf(argument, parameters[index] as string, parameters))
  );
}

function isCastOf(argument: readonly Token[], parameter: string, parameters: readonly string[]): boolean {
  let tokens = unwrapped(argument);
  while (tokens[0]?.text === "(") {
    const end = closing(tokens, 0);
    const type = tokens.slice(1, end - 1);
    const isType = type.every(
      (token) => (token.kind === TokenKind.identifier || token.text === "*") && !parameters.includes(token.text),
    );
    if (!isType || end === tokens.length) return false;
    tokens = unwrapped(tokens.slice(end));
  }
  return tokens.length === 1 && tokens[0]?.text === parameter;
}
