/** The values of macros that are integer constant expressions, as compilers compute them. */
import { parseCastxml } from "./castxml.ts";
import { checkWithGcc, describe, preprocess, type Setting, writeUnit } from "./compiler.ts";
import { cTokens } from "./preprocessed.ts";
import type { TruthMacro } from "./truth.ts";

/**
 * Decimal; null for a macro that is none. The names stand defined at the end of the unit, which compiles. Each becomes
 * an enumerator: gcc says which of them C does not take, and castxml the values of the others.
 */
export async function macroValues(
  setting: Setting,
  text: string,
  macros: Map<string, TruthMacro>,
): Promise<Map<string, string | null>> {
  const objects = [...macros].filter(([, { params, body }]) => params === null && body !== "").map(([name]) => name);
  const values = new Map<string, string | null>(objects.map((name) => [name, null]));
  const lines = text.trimEnd().split("\n");
  let asked = await expressions(setting, text, objects);
  for (;;) {
    const questions = asked.map(([, expression], index) => `enum { capidiff_${index} = ${expression} };`);
    const unit = await writeUnit(setting, "values.c", [...lines, ...questions, ""].join("\n"));
    const gcc = await checkWithGcc(setting, unit);
    if (gcc.ok) {
      const { output, errors } = await describe(setting, unit);
      if (output === "") throw new Error(`gcc takes these macros as constants and clang does not:\n${errors}`);
      for (const [index, value] of enumerators(output)) values.set(asked[index]?.[0] ?? "", value);
      return values;
    }
    const wrong = new Set([...gcc.errors.matchAll(/^values\.c:(\d+):/gm)].map((match) => Number(match[1])));
    const good = asked.filter((_, index) => !wrong.has(lines.length + 1 + index));
    if (good.length === asked.length) throw new Error(`gcc rejects the questions for macro values:\n${gcc.errors}`);
    asked = good;
  }
}

/** What macros expand to, where that may be an expression: half a statement would go on into the next question. */
async function expressions(setting: Setting, text: string, names: string[]): Promise<[name: string, text: string][]> {
  const questions = names.map((name) => `#pragma capidiff\n${name}\n`).join("");
  const { output } = await preprocess(setting, await writeUnit(setting, "values.c", text + questions));
  const expansions = output.split("#pragma capidiff\n").slice(-names.length);
  return names
    .map((name, index): [string, string] => [
      name,
      (expansions[index] ?? "").replace(/^#.*$/gm, "").replace(/\s+/g, " "),
    ])
    .filter(([, expansion]) => isWholeExpression(expansion));
}

function isWholeExpression(text: string): boolean {
  let depth = 0;
  for (const token of cTokens(text)) {
    if (token === "(" || token === "[") depth++;
    if (token === ")" || token === "]") depth--;
    if (depth < 0 || /^[{};#]$/.test(token)) return false;
  }
  return depth === 0;
}

function enumerators(xml: string): [index: number, value: string][] {
  return parseCastxml(xml)
    .elements.filter(({ kind }) => kind === "Enumeration")
    .flatMap(({ children }) => children)
    .flatMap(({ attributes: { name = "", init = "" } }) => {
      const index = /^capidiff_(\d+)$/.exec(name)?.[1];
      return index === undefined ? [] : [[Number(index), init] as [number, string]];
    });
}
