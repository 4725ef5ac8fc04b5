import type { Diagnostic } from "../c/diagnostic.ts";
import type { SourceTree } from "./tree.ts";

/** Ownership of a returned reference: the caller's to release, or borrowed. */
export const references = ["new", "borrowed"] as const;
export type Reference = (typeof references)[number];

/**
 * The effect of a call on the reference of an argument: the function takes it over (`stolen`), or the count is lower
 * after the call (`released`), whether of the caller's reference or of one held for it.
 */
export const argumentEffects = ["stolen", "released"] as const;
export type ArgumentEffect = (typeof argumentEffects)[number];

/** The documented references that go into and come out of a function. */
export interface ReferenceCounts {
  /** Null if it returns no object, or always NULL. */
  returns: Reference | null;
  /** In the order of the prototype, with the manual's names; null if the count is not lower after the call. */
  params: { name: string; effect: ArgumentEffect | null }[];
}

const path = "Doc/data/refcounts.dat";

/**
 * `Doc/data/refcounts.dat`, the source of the manual's notes on return values. A line is
 * `function:type:parameter:effect:comment`, with an empty parameter for the result. Malformed lines are diagnostics;
 * empty if the tree has no such file.
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
      const message = `Expected function:type:parameter:effect:comment, got ${JSON.stringify(line.slice(0, 80))}`;
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

/** Stealing is only mentioned in the comment, since the file has no effect for it. */
function effectOf(effect: string, comment: string): ArgumentEffect | null {
  if (/\bst(?:olen|eals?)\b/i.test(comment)) return "stolen";
  return effect === "-1" ? "released" : null;
}
