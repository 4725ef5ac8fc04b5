import type { Finding } from "../model.ts";
import type { Advisor } from "./advisor.ts";

/** The finding with its replacement and, unless its rule set one, a hint in words. */
export function withHint(finding: Finding, advisor: Advisor): Finding {
  const { accessors } = finding;
  const replacement = finding.replacement ?? namesOf(finding, advisor);
  if (accessors !== undefined) return { ...finding, hint: advisor.textOfAccessors(accessors) };
  if (replacement === undefined || replacement.length === 0) return finding;
  const symbol = finding.member === null ? finding.subject.name : undefined;
  return { ...finding, replacement: [...replacement], hint: finding.hint ?? advisor.text(replacement, symbol) };
}

/**
 * Replacements named by headers or documentation for what is deprecated, hidden or gone; undefined if none is needed.
 */
function namesOf(finding: Finding, advisor: Advisor): readonly string[] | undefined {
  const { subject, member, accessors, from, to, source } = finding;
  if (from === null || accessors !== undefined || subject.kind === "header") return undefined;
  if (member !== null) {
    const isAdvised = source !== "compatible" || advisor.isDeprecated(subject.name, member);
    return isAdvised ? advisor.forMember(subject.name, member)?.names : undefined;
  }
  const isLost = to === null || (from.surface === "public" && to.surface === "internal");
  return isLost || advisor.isDeprecated(subject.name) ? advisor.forSymbol(subject.name)?.names : undefined;
}
