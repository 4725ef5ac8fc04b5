import { platforms } from "../../cpython/platforms/names.ts";
import { platformDefinition } from "../../cpython/platforms/registry.ts";
import type { SourceText } from "./search.ts";

/** Lines that are compiled only where a macro is defined which nothing defines. */
export interface UnreadLines {
  macro: string;
  lines: number;
  /** Where the first of them begin. */
  file: string;
  line: number;
}

interface Group {
  /** The macro for which it is not read, null where it may be. */
  macro: string | null;
  line: number;
  /** What `#else` then is for. */
  otherwise: string | null;
}

/**
 * The lines that no version compiles for want of a macro of the build: by the conditions that ask for nothing but
 * whether it is there, or for more besides. The macros with the most lines come first.
 * @param isSet whether a macro is given, or may be defined by a header
 */
export function unreadLines(files: readonly SourceText[], isSet: (macro: string) => boolean): UnreadLines[] {
  const own = new Set(files.flatMap(({ text }) => [...text.matchAll(definition)].map(([, name]) => name as string)));
  const others = predefined();
  const isMissing = (macro: string) => !own.has(macro) && !ofPython.test(macro) && !others.has(macro) && !isSet(macro);
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
    const isOuter = open.every(({ macro }) => macro === null);
    if (word.startsWith("if")) {
      open.push({ line, ...wants(word, condition, isMissing) });
      continue;
    }
    const group = open.pop();
    if (group === undefined) continue;
    // What is in a group that is not read is counted with that.
    const outer = open.every(({ macro }) => macro === null);
    if (!isOuter && outer && group.macro !== null && line > group.line + 1)
      yield { macro: group.macro, line: group.line, lines: line - group.line - 1 };
    if (word === "elif") open.push({ line, ...wants("if", condition, isMissing) });
    else if (word === "else") open.push({ line, macro: group.otherwise, otherwise: null });
  }
}

/** Of a condition, the macro without which its group is not read, and without which that of its `#else` is not. */
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
  // Alternatives may hold without it.
  if (text.includes("||") || text.includes("?")) return { macro: null, otherwise: null };
  for (const part of text.split("&&")) {
    const [, macro] = /^[\s(]*(?:defined\s*\(?\s*)?([A-Za-z_]\w*)[\s)]*$/.exec(part) ?? [];
    if (macro !== undefined && isMissing(macro)) return { macro, otherwise: null };
  }
  return { macro: null, otherwise: null };
}

/** Macros of compilers, of Python and of its own build. */
const ofPython = /^(?:_|P[yY]|MS_|NDEBUG$)/;

/** Macros of all platforms: one that builds elsewhere has none of them to give. */
function predefined(): ReadonlySet<string> {
  return new Set(
    platforms.flatMap((name) => {
      const { predefined, config } = platformDefinition(name);
      return [...[...predefined.matchAll(definition)].map(([, macro]) => macro as string), ...config.keys()];
    }),
  );
}
