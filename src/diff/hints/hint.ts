import type { Finding } from "../model.ts";
import type { Advisor } from "./advisor.ts";

/** Sets the replacement of a finding and, unless its rule set one, a hint in words. */
export function addHint(finding: Finding, advisor: Advisor): void {
  const { accessors, member, subject } = finding;
  if (accessors !== undefined) {
    finding.hint = advisor.textOfAccessors(accessors);
    return;
  }
  const replacement = finding.replacement ?? namesOf(finding, advisor);
  if (replacement === undefined || replacement.length === 0) return;
  finding.replacement = [...replacement];
  finding.hint ??= advisor.text(replacement, member === null ? subject.name : undefined);
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
