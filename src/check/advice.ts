import type { Advisor } from "../diff/hints/advisor.ts";
import type { CheckFinding, FindingKind, Used } from "./model.ts";

/** Findings for which a replacement makes sense. */
const kinds: ReadonlySet<FindingKind> = new Set([
  "missing",
  "opaque",
  "internal",
  "not-exported",
  "deprecated",
  "unknown",
  "not-lvalue",
]);

/** Adds a replacement, unless the change or something else gave one, and the versions that have it. */
export function withAdvice(finding: CheckFinding, advisor: Advisor): CheckFinding {
  const { used, kind, hint, replacement } = finding;
  if (hint !== null) return finding;
  if (replacement.length > 0) return { ...finding, hint: advisor.text(replacement) };
  if (used.kind === "header" || !kinds.has(kind)) return finding;
  const found = replacementFor(used, kind, advisor);
  if (found === null) return finding;
  return { ...finding, replacement: [...found.names], hint: advisor.text(found.names) };
}

function replacementFor(used: Exclude<Used, { kind: "header" }>, kind: FindingKind, advisor: Advisor) {
  if (used.kind === "member") return advisor.forMember(used.struct, used.member);
  return kind === "not-lvalue" ? advisor.forAssignment(used.name) : advisor.forSymbol(used.name);
}
