import { argumentsOf, closing, unwrapped } from "../c/brackets.ts";
import { lex } from "../c/lexer.ts";
import type { ShadowingMacro } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { sameType } from "./conversion.ts";
import { isFunction } from "./finding.ts";
import type { ParsedType } from "./type.ts";

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
  const tokens = lex("", body).items.flatMap(({ tokens }) => tokens);
  return tokens.some(({ text }, at) => {
    if (tokens[at + 1]?.text !== "(") return false;
    const args = argumentsOf(tokens.slice(at + 2, closing(tokens, at + 1) - 1));
    const position = args.findIndex((argument) => {
      const [only, ...others] = unwrapped(argument);
      return only?.text === param && others.length === 0;
    });
    if (position < 0) return false;
    const isMember = ["->", "."].includes(tokens[at - 1]?.text ?? "");
    const taken = isMember ? takenByMember(text, position, comparison) : takenBy(text, position, comparison);
    return taken !== undefined && sameType(taken, type);
  });
}

function takenBy(name: string, position: number, { from, types }: Comparison): ParsedType | undefined {
  const called = from.symbols.get(name);
  if (called === undefined || !isFunction(called) || called.macro !== null || called.castMacro) return undefined;
  const param = called.params[position];
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
