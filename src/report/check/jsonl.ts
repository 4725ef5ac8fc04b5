import type { CheckReport } from "./report.ts";

/** JSON Lines: the check without its findings, then one line per finding, distinguished by `type`. */
export function checkJsonLines({ findings, ...check }: CheckReport): string {
  const lines = [{ type: "check", ...check }, ...findings.map((finding) => ({ type: "finding", ...finding }))];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
