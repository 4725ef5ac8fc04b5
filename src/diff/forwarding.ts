import { argumentsOf, unwrapped } from "../c/brackets.ts";
import { lex } from "../c/lexer.ts";
import { isCall } from "../manifest/code.ts";
import type { FunctionSymbol, ManifestSymbol, ShadowingMacro } from "../manifest/model.ts";
import { isFunction } from "./finding.ts";
import type { ManifestIndex } from "./manifest-index.ts";

/** The function-like macro that calls of a name reach, in place of a function or alone; null if there is none. */
export function macroOf(symbol: ManifestSymbol): ShadowingMacro | null {
  const macro = symbol.kind === "macro" ? symbol : isFunction(symbol) ? symbol.macro : null;
  return macro?.params ? macro : null;
}

/**
 * The function that a macro is to its callers, if it is no more than a call of a function that checks all of the
 * macro's arguments as they are: `#define DEL(o) Set((o), NULL)` takes and returns what `Set` does. Else null.
 */
export function forwardedTo({ params, body }: ShadowingMacro, { symbols }: ManifestIndex): FunctionSymbol | null {
  const tokens = unwrapped(lex("", body).items.flatMap(({ tokens }) => tokens));
  const called = isCall(tokens) ? symbols.get(tokens[0]?.text ?? "") : undefined;
  if (called === undefined || !isFunction(called) || called.macro !== null || called.castMacro) return null;
  const args = argumentsOf(tokens.slice(2, -1));
  const taken = (params ?? []).map((param) => {
    const position = args.findIndex((argument) => argument.some(({ text }) => text === param));
    const [only, ...others] = unwrapped(args[position] ?? []);
    const type = only?.text === param && others.length === 0 ? called.params[position]?.type : undefined;
    return type === undefined ? null : { type, name: param };
  });
  const known = taken.filter((param) => param !== null);
  return known.length === taken.length ? { ...called, params: known, variadic: false } : null;
}
