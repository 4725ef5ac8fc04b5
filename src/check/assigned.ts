import type { SourceText } from "./source/uses.ts";
import type { Use } from "./use.ts";

/** Characters of arguments that are looked through. */
const longest = 2000;

/** `=`, `+=` and the like, `++` and `--`, after what they write to. */
const writes = /\s*(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|\+\+|--)/y;

/**
 * The same uses, those told as assigned to that are: `Py_TYPE(x) = …`, as was possible while it was a macro. It is seen in
 * the text itself: once the target's headers have expanded the name, there is nothing left to assign to.
 */
export function withAssigned(uses: readonly Use[], sources: readonly SourceText[]): Use[] {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const lines = new Map<string, number[]>();
  return uses.map((use) => {
    if (use.kind !== "symbol" || use.arguments === undefined || !use.place?.line || !use.place.column) return use;
    const { file, line, column } = use.place;
    const text = texts.get(file);
    if (text === undefined) return use;
    const starts = lines.get(file) ?? lineStarts(text);
    lines.set(file, starts);
    const start = (starts[line - 1] ?? 0) + column - 1;
    return isAssigned(text, start, use.name) ? { ...use, assigned: true as const } : use;
  });
}

function isAssigned(text: string, start: number, name: string): boolean {
  if (!text.startsWith(name, start)) return false;
  if (/(?:\+\+|--)\s*$/.test(text.slice(Math.max(0, start - 10), start))) return true;
  const end = closing(text, start + name.length);
  if (end === null) return false;
  writes.lastIndex = end;
  return writes.test(text);
}

/** Where the parentheses after a name end; null where there are none, or no end. */
function closing(text: string, from: number): number | null {
  let depth = 0;
  for (let index = from; index < Math.min(text.length, from + longest); index++) {
    const character = text[index];
    if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return index + 1;
    else if (depth === 0 && character?.trim() !== "") return null;
  }
  return null;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}
