import { argumentsOf, closing, unwrapped } from "../c/brackets.ts";
import { lex } from "../c/lexer.ts";
import type { Token } from "../c/token.ts";
import { isCall } from "../manifest/code.ts";
import type { FunctionSymbol, ManifestSymbol, ShadowingMacro } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { sameType } from "./conversion.ts";
import { isFunction } from "./finding.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import type { ParsedType } from "./type.ts";

/** The function-like macro that calls of a name reach, in place of a function or alone; null if there is none. */
export function macroOf(symbol: ManifestSymbol): ShadowingMacro | null {
  const macro = symbol.kind === "macro" ? symbol : isFunction(symbol) ? symbol.macro : null;
  return macro?.params ? macro : null;
}

/**
 * The function that a macro is to its callers, if it is no more than a call of a function that checks all of the
 * macro's arguments as they are: `#define DEL(o) Set((o), NULL)` takes and returns what `Set` does. Else null.
 */
export function forwardedTo({ params, body }: ShadowingMacro, index: ManifestIndex): FunctionSymbol | null {
  const tokens = unwrapped(tokensOf(body));
  const called = isCall(tokens) ? checkingFunction(tokens[0]?.text ?? "", index) : null;
  if (called === null) return null;
  const args = argumentsOf(tokens.slice(2, -1));
  const taken = (params ?? []).map((param) => {
    const position = args.findIndex((argument) => argument.some(({ text }) => text === param));
    const type = isAsItIs(args[position] ?? [], param) ? called.params[position]?.type : undefined;
    return type === undefined ? null : { type, name: param };
  });
  const known = taken.filter((param) => param !== null);
  return known.length === taken.length ? { ...called, params: known, variadic: false } : null;
}

/**
 * Whether a macro of `from` passes a parameter as it is to a function, or to a function pointer in a struct, that takes
 * the type: then compilers checked it before too.
 */
export function isPassedOnAs(
  type: ParsedType,
  param: string | undefined,
  { body }: ShadowingMacro,
  comparison: Comparison,
): boolean {
  const tokens = tokensOf(body);
  return tokens.some(({ text }, at) => {
    if (tokens[at + 1]?.text !== "(") return false;
    const args = argumentsOf(tokens.slice(at + 2, closing(tokens, at + 1) - 1));
    const position = args.findIndex((argument) => isAsItIs(argument, param));
    if (position < 0) return false;
    const isMember = ["->", "."].includes(tokens[at - 1]?.text ?? "");
    const taken = isMember ? takenByMember(text, position, comparison) : takenBy(text, position, comparison);
    return taken !== undefined && sameType(taken, type);
  });
}

function takenBy(name: string, position: number, { from, types }: Comparison): ParsedType | undefined {
  const param = checkingFunction(name, from)?.params[position];
  return param && types.of(from, param.type);
}

function takenByMember(name: string, position: number, { from, types }: Comparison): ParsedType | undefined {
  for (const { members } of from.structs.values()) {
    const member = members?.find((one) => one.name === name);
    const pointer = member && types.of(from, member.type);
    if (pointer?.kind === "pointer" && pointer.to.kind === "function") return pointer.to.params[position];
  }
  return undefined;
}

const tokensOf = (body: string) => lex("", body).items.flatMap(({ tokens }) => tokens);

/** A function whose arguments compilers check: no macro is in its place. */
function checkingFunction(name: string, { symbols }: ManifestIndex): FunctionSymbol | null {
  const called = symbols.get(name);
  return called !== undefined && isFunction(called) && called.macro === null && !called.castMacro ? called : null;
}

/** Whether an argument is a macro's parameter, and not part of an expression or cast. */
function isAsItIs(argument: readonly Token[], param: string | undefined): boolean {
  const [only, ...others] = unwrapped(argument);
  return only?.text === param && others.length === 0;
}
