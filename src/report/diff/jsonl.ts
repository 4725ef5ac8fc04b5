import type { DiffReport } from "./report.ts";

/** JSON Lines: the diff without its changes, then one line per change, distinguished by `type`. */
export function diffJsonLines({ changes, ...diff }: DiffReport): string {
  const lines = [{ type: "diff", ...diff }, ...changes.map((change) => ({ type: "change", ...change }))];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
