import type { CheckReport } from "./report.ts";

/** JSON Lines: the check without its findings, then each finding; `type` says which of the two a line is. */
export function checkJsonLines({ findings, ...check }: CheckReport): string {
  const lines = [{ type: "check", ...check }, ...findings.map((finding) => ({ type: "finding", ...finding }))];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
