import type { Diagnostic } from "../c/diagnostic.ts";
import type { SourceTree } from "./tree.ts";

/** Whose a reference is that a function returns: the caller's, who gives it up when done, or still somebody else's. */
export const references = ["new", "borrowed"] as const;
export type Reference = (typeof references)[number];

/**
 * What becomes of the reference to an argument: the function takes the caller's over (`stolen`), or the count is one less
 * after the call (`released`), of the caller's reference or of one that was held for it.
 */
export const argumentEffects = ["stolen", "released"] as const;
export type ArgumentEffect = (typeof argumentEffects)[number];

/** What the documentation says of the references that go into a function and come out of it. */
export interface ReferenceCounts {
  /** Null for what is no object, or always NULL. */
  returns: Reference | null;
  /** In the order of the prototype, by the names of the manual; null where the count is not less after the call. */
  params: { name: string; effect: ArgumentEffect | null }[];
}

const path = "Doc/data/refcounts.dat";

/**
 * `Doc/data/refcounts.dat`, from which CPython's manual has its notes on return values. A line is
 * `function:type:parameter:effect:comment`, without a parameter for what is returned. Lines that are not are
 * diagnostics; empty where the tree has no such file.
 */
export function readReferenceCounts(tree: SourceTree): {
  entries: Map<string, ReferenceCounts>;
  diagnostics: Diagnostic[];
} {
  const entries = new Map<string, ReferenceCounts>();
  const diagnostics: Diagnostic[] = [];
  const lines = tree.files.get(path)?.text.split(/\r?\n/) ?? [];
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [name = "", type = "", param = "", effect, ...comment] = line.split(":").map((field) => field.trim());
    if (name === "" || comment.length === 0 || effect === undefined || !/^(?:[+-]?[01]|null)?$/.test(effect)) {
      const message = `This is no line of the form function:type:parameter:effect:comment: ${JSON.stringify(line.slice(0, 80))}`;
      diagnostics.push({ code: "invalid-refcounts", header: path, line: index + 1, message });
      continue;
    }
    const entry = entries.get(name) ?? { returns: null, params: [] };
    entries.set(name, entry);
    if (param === "") entry.returns = /Object\s*\*$/.test(type) ? returned(effect) : null;
    else entry.params.push({ name: param, effect: effectOf(effect, comment.join(":")) });
  }
  return { entries, diagnostics };
}

function returned(effect: string): Reference | null {
  if (effect === "" || effect === "null") return null;
  return Number(effect) === 0 ? "borrowed" : "new";
}

/** That a reference is stolen stands in the comment: the file has no effect for it. */
function effectOf(effect: string, comment: string): ArgumentEffect | null {
  if (/\bst(?:olen|eals?)\b/i.test(comment)) return "stolen";
  return effect === "-1" ? "released" : null;
}
