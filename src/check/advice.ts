import type { Advisor } from "../diff/hints/advisor.ts";
import type { CheckFinding, FindingKind } from "./model.ts";

/** Where something else is to be used. */
const kinds: ReadonlySet<FindingKind> = new Set([
  "missing",
  "opaque",
  "internal",
  "not-exported",
  "deprecated",
  "unknown",
]);

/** The finding with what to use instead, where neither its change nor anything else says so, and with when that is there. */
export function withAdvice(finding: CheckFinding, advisor: Advisor): CheckFinding {
  const { used, kind, hint, replacement } = finding;
  if (hint !== null) return finding;
  if (replacement.length > 0) return { ...finding, hint: advisor.text(replacement) };
  if (used.kind === "header" || !kinds.has(kind)) return finding;
  const found = used.kind === "symbol" ? advisor.forSymbol(used.name) : advisor.forMember(used.struct, used.member);
  if (found === null) return finding;
  return { ...finding, replacement: [...found.names], hint: advisor.text(found.names) };
}
