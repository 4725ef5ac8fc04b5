/** The values of macros that are integer constant expressions, as compilers compute them. */
import { parseCastxml } from "./castxml.ts";
import { checkWithGcc, describe, preprocess, type Setting, writeUnit } from "./compiler.ts";
import type { Group, GroupCompiler } from "./groups.ts";
import { cTokens, readPreprocessed } from "./preprocessed.ts";
import type { Continuation } from "./surface.ts";
import type { SurfaceTruth } from "./truth.ts";

/**
 * Adds the values of macros as they stand after Python.h and the first of `members` to define them. `base` is Python.h
 * alone; the groups are what compiles.
 */
export async function addValues(
  truth: SurfaceTruth,
  members: Continuation[],
  base: Continuation,
  groups: Group[],
  { setting, headerOf, compiled, preprocessed }: GroupCompiler,
): Promise<void> {
  const taken = new Set(groups.flat());
  const owners = new Map<string, Continuation>();
  for (const member of [base, ...members.filter((member) => taken.has(member))])
    for (const name of member.macros.keys()) if (!owners.has(name)) owners.set(name, member);
  for (const group of groups) {
    const text = compiled(group);
    const { output } = await preprocess(setting, await writeUnit(setting, "values.c", text));
    const standing = readPreprocessed(output, headerOf).macros;
    const asked = [...truth.macros].filter(([name, { params, body, header, line }]) => {
      const isObject = params === null && body !== "";
      const stands = standing.get(name)?.header === header && standing.get(name)?.line === line;
      return isObject && stands && !truth.values.has(name);
    });
    const expressions = new Map<string, string | null>();
    for (const { unit, changed } of expandedIn(base, group)) {
      const names = asked
        .map(([name]) => name)
        .filter((name) => {
          const owner = owners.get(name);
          return changed === null
            ? owner === base || group.includes(owner as Continuation)
            : owner === unit[0] && changed.has(name);
        });
      for (const entry of await expansions(setting, preprocessed(unit), names)) expressions.set(...entry);
    }
    for (const entry of await constants(setting, text, expressions)) truth.values.set(...entry);
  }
}

/**
 * The units in which a group's macros are expanded: the group, then a member by itself for those that another member
 * would give a meaning that they do not have after Python.h alone.
 */
function expandedIn(base: Continuation, group: Group): { unit: Group; changed: Set<string> | null }[] {
  const alone = group.map((member) => {
    const others = group.filter((other) => other !== member);
    const changed = new Set<string>();
    const isChanged = (word: string) =>
      changed.has(word) ||
      (!member.macros.has(word) && !base.macros.has(word) && others.some(({ macros }) => macros.has(word)));
    for (let known = -1; known !== changed.size; ) {
      known = changed.size;
      for (const [name, { body }] of member.macros) if (cTokens(body).some(isChanged)) changed.add(name);
    }
    return { unit: [member], changed };
  });
  return [{ unit: group, changed: null }, ...alone.filter(({ changed }) => changed.size > 0)];
}

/** The expansions of object-like macros at the end of a unit; null if not an expression. */
async function expansions(setting: Setting, text: string, names: string[]): Promise<Map<string, string | null>> {
  if (names.length === 0) return new Map();
  const questions = names.map((name) => `#pragma capidiff\n${name}\n`).join("");
  const { output } = await preprocess(setting, await writeUnit(setting, "values.c", text + questions));
  const sections = output.split("#pragma capidiff\n").slice(-names.length);
  return new Map(
    names.map((name, index) => {
      const expansion = (sections[index] ?? "").replace(/^#.*$/gm, "").replace(/\s+/g, " ");
      // Half a statement would go on into the next question.
      return [name, isWholeExpression(expansion) ? expansion : null];
    }),
  );
}

/**
 * The values of expanded expressions after a unit that compiles: decimal, null for what is no integer constant. Each
 * becomes an enumerator: gcc says which of them C does not take, and castxml the values of the others.
 */
async function constants(
  setting: Setting,
  text: string,
  expressions: Map<string, string | null>,
): Promise<Map<string, string | null>> {
  const values = new Map<string, string | null>([...expressions.keys()].map((name) => [name, null]));
  let asked = [...expressions].filter(([, expression]) => expression !== null);
  // What a name that is left means, it does not mean as a macro.
  const left = new Set(
    asked.flatMap(([, expression]) => cTokens(expression ?? "")).filter((word) => /^\w+$/.test(word)),
  );
  const undefine = [...left].filter((word) => !/^\d/.test(word)).map((word) => `#undef ${word}\n`);
  while (asked.length > 0) {
    const questions = asked.map(([, expression], index) => `enum { capidiff_${index} = ${expression} };\n`);
    const unit = await writeUnit(
      setting,
      "values.c",
      `${text}${undefine.join("")}# 1 "questions"\n${questions.join("")}`,
    );
    const gcc = await checkWithGcc(setting, unit);
    if (gcc.ok) {
      const { output, errors } = await describe(setting, unit);
      if (output === "") throw new Error(`gcc takes these macros as constants and clang does not:\n${errors}`);
      for (const [index, value] of enumerators(output)) values.set(asked[index]?.[0] ?? "", value);
      break;
    }
    const wrong = new Set([...gcc.errors.matchAll(/^questions:(\d+):/gm)].map((match) => Number(match[1]) - 1));
    if (wrong.size === 0) throw new Error(`gcc rejects the questions for macro values:\n${gcc.errors}`);
    asked = asked.filter((_, index) => !wrong.has(index));
  }
  return values;
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
