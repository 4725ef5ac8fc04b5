import type { DiffReport } from "./report.ts";

/** JSON Lines: the diff without its changes, then each change; `type` says which of the two a line is. */
export function diffJsonLines({ changes, ...diff }: DiffReport): string {
  const lines = [{ type: "diff", ...diff }, ...changes.map((change) => ({ type: "change", ...change }))];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
