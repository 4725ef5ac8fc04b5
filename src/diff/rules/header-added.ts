import { findingOf, spoken } from "../finding.ts";
import { headerKinds, type Rule } from "../rule.ts";

export const headerAdded: Rule = {
  id: "header-added",
  title: "Header added",
  purpose: "Checks that no header is new.",
  kinds: headerKinds,
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "No existing code includes it.",
  mirror: "header-removed",
  explains: ["presence"],
  check({ headers, to: { headers: graph } }, report) {
    for (const header of headers.added) {
      const how = header.surface === "public" && graph.inPython(header.name) ? "; Python.h includes it" : "";
      const message = `The ${spoken(header)} is new${how}.`;
      report(findingOf({ ...this.impact, from: null, to: header, message }), [header]);
    }
  },
};
