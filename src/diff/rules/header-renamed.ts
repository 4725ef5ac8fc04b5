import { findingOf, spoken } from "../finding.ts";
import type { Heir } from "../headers.ts";
import { hintOfInclude, sourceOfInclude } from "../include.ts";
import type { Evidence } from "../model.ts";
import { headerKinds, type Rule } from "../rule.ts";

export const headerRenamed: Rule = {
  id: "header-renamed",
  title: "Header renamed",
  purpose: "Checks that every header keeps its path; a removed header whose content is in a new one was renamed.",
  kinds: headerKinds,
  impact: { source: "breaking", binary: "compatible" },
  impactReason: "As for header-removed.",
  mirror: "header-renamed",
  explains: ["presence"],
  check(comparison, report) {
    const { renamed, heirs } = comparison.headers;
    for (const { from, to } of renamed) {
      const heir = heirs.get(from.name) as Heir;
      report(
        findingOf({
          source: sourceOfInclude(from, comparison),
          binary: "compatible",
          from,
          to,
          newName: to.name,
          confidence: heir.names.length === heir.of ? "certain" : "likely",
          evidence: [contentEvidence(heir)],
          message: `The ${spoken(from)} is ${to.name} now.`,
          hint: hintOfInclude(from, to.name, comparison),
        }),
        [from, to],
      );
    }
  },
};

/** How many names the evidence lists. */
const maxNames = 5;

function contentEvidence({ path, names, of }: Heir): Evidence {
  const list = names.length > maxNames ? `${names.slice(0, maxNames).join(", ")}, …` : names.join(", ");
  return { kind: "content", side: "to", header: path, line: 1, text: `${names.length} of ${of} names: ${list}` };
}
