import { platforms } from "../../cpython/platforms/names.ts";
import { platformDefinition } from "../../cpython/platforms/registry.ts";
import { once } from "../../once.ts";
import type { SourceText } from "./search.ts";

/** Lines compiled only if a macro is defined that nothing defines. */
export interface UnreadLines {
  macro: string;
  lines: number;
  /** The start of the first of them. */
  file: string;
  line: number;
}

interface Group {
  /** The macro that keeps it from being read; null if it may be read. */
  macro: string | null;
  line: number;
  /** The same for its `#else`. */
  otherwise: string | null;
}

/**
 * Lines that no version compiles for lack of a build macro. Macros with the most lines come first.
 * @param isSet whether a macro is given, may be defined in a header, or is for other platforms
 */
export function unreadLines(files: readonly SourceText[], isSet: (macro: string) => boolean): UnreadLines[] {
  const own = new Set(files.flatMap(({ text }) => [...text.matchAll(definition)].map(([, name]) => name as string)));
  // Collected only if a source tests macros besides its own and Python's, as it takes a tenth of a second.
  const others = once(predefinedMacros);
  const isMissing = (macro: string) =>
    !own.has(macro) && !reserved.test(macro) && !others().has(macro) && !isSet(macro);
  const found = new Map<string, UnreadLines>();
  for (const { path, text } of files) {
    for (const { macro, line, lines } of unreadIn(text, isMissing)) {
      const known = found.get(macro);
      if (known) known.lines += lines;
      else found.set(macro, { macro, lines, file: path, line });
    }
  }
  return [...found.values()].sort((a, b) => b.lines - a.lines || (a.macro < b.macro ? -1 : 1));
}

const definition = /^[ \t]*#[ \t]*define[ \t]+(\w+)/gm;
const conditional = /^[ \t]*#[ \t]*(if|ifdef|ifndef|elif|else|endif)\b[ \t]*(.*)$/;

function* unreadIn(text: string, isMissing: (macro: string) => boolean) {
  const open: Group[] = [];
  for (const [index, content] of text.split("\n").entries()) {
    const [, word, condition = ""] = conditional.exec(content) ?? [];
    if (word === undefined) continue;
    const line = index + 1;
    if (word.startsWith("if")) {
      open.push({ line, ...wants(word, condition, isMissing) });
      continue;
    }
    const group = open.pop();
    if (group === undefined) continue;
    // Nested groups are counted with the outer one.
    const isOutermost = open.every(({ macro }) => macro === null);
    if (isOutermost && group.macro !== null && line > group.line + 1)
      yield { macro: group.macro, line: group.line, lines: line - group.line - 1 };
    if (word === "elif") open.push({ line, ...wants("if", condition, isMissing) });
    else if (word === "else") open.push({ line, macro: group.otherwise, otherwise: null });
  }
}

/** The macro required by a condition's group, and by its `#else`. */
function wants(
  word: string,
  condition: string,
  isMissing: (macro: string) => boolean,
): Pick<Group, "macro" | "otherwise"> {
  const text = condition.replace(/\/\*.*?(?:\*\/|$)|\/\/.*$/g, "").trim();
  const [name = ""] = /^\w+/.exec(text) ?? [];
  if (word === "ifdef") return { macro: isMissing(name) ? name : null, otherwise: null };
  if (word === "ifndef") return { macro: null, otherwise: isMissing(name) ? name : null };
  const [, negated] = /^!\s*defined\s*\(?\s*(\w+)\s*\)?$/.exec(text) ?? [];
  if (negated !== undefined) return { macro: null, otherwise: isMissing(negated) ? negated : null };
  // An alternative may hold without it.
  if (text.includes("||") || text.includes("?")) return { macro: null, otherwise: null };
  for (const part of text.split("&&")) {
    const [, macro] = /^[\s(]*(?:defined\s*\(?\s*)?([A-Za-z_]\w*)[\s)]*$/.exec(part) ?? [];
    if (macro !== undefined && isMissing(macro)) return { macro, otherwise: null };
  }
  return { macro: null, otherwise: null };
}

/** Macros of compilers, Python and its build. */
const reserved = /^(?:_|P[yY]|MS_|NDEBUG$)/;

/** Macros of all platforms, which builds elsewhere cannot set. */
function predefinedMacros(): ReadonlySet<string> {
  return new Set(
    platforms.flatMap((name) => {
      const { predefined, config } = platformDefinition(name);
      return [...[...predefined.matchAll(definition)].map(([, macro]) => macro as string), ...config.keys()];
    }),
  );
}
