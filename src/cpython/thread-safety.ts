import type { Diagnostic } from "../c/diagnostic.ts";
import type { SourceTree } from "./tree.ts";

/**
 * The documented safety of concurrent calls, weakest first: none; with external synchronization; on distinct objects;
 * on a shared object; atomic.
 */
export const threadSafeties = ["incompatible", "compatible", "distinct", "shared", "atomic"] as const;
export type ThreadSafety = (typeof threadSafeties)[number];

const path = "Doc/data/threadsafety.dat";

/**
 * `Doc/data/threadsafety.dat` (3.15 and later): `function:level:`, and comments starting with `#`. Malformed lines are
 * diagnostics; empty if the tree has no such file.
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
      const message = `Expected function:level:, got ${JSON.stringify(line.slice(0, 80))}`;
      diagnostics.push({ code: "invalid-thread-safety", header: path, line: index + 1, message });
    }
  }
  return { entries, diagnostics };
}
