import type { Diagnostic } from "../c/diagnostic.ts";
import type { SourceTree } from "./tree.ts";

/**
 * What CPython's documentation promises of calls from several threads, the least first: not safe at all; safe where the
 * caller lets in one at a time; on distinct objects; on one object too; and as if at one moment.
 */
export const threadSafeties = ["incompatible", "compatible", "distinct", "shared", "atomic"] as const;
export type ThreadSafety = (typeof threadSafeties)[number];

const path = "Doc/data/threadsafety.dat";

/**
 * `Doc/data/threadsafety.dat`, which 3.15 has: `function:level:`, and lines that begin with `#`. Lines that are not of
 * that form are diagnostics; empty where the tree has no such file.
 */
export function readThreadSafety(tree: SourceTree): { entries: Map<string, ThreadSafety>; diagnostics: Diagnostic[] } {
  const entries = new Map<string, ThreadSafety>();
  const diagnostics: Diagnostic[] = [];
  const lines = tree.files.get(path)?.text.split(/\r?\n/) ?? [];
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [name = "", text] = line.split(":").map((field) => field.trim());
    const level = threadSafeties.find((one) => one === text);
    if (name !== "" && level !== undefined) entries.set(name, level);
    else {
      const message = `This is no line of the form function:level: ${JSON.stringify(line.slice(0, 80))}`;
      diagnostics.push({ code: "invalid-thread-safety", header: path, line: index + 1, message });
    }
  }
  return { entries, diagnostics };
}
