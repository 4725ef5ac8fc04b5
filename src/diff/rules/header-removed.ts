import { findingOf, spoken } from "../finding.ts";
import { hintOfInclude, sourceOfInclude } from "../include.ts";
import { headerKinds, type Rule } from "../rule.ts";

export const headerRemoved: Rule = {
  id: "header-removed",
  title: "Header removed",
  purpose: "Checks that every header is still there; what stood in it and is gone too is told by itself.",
  kinds: headerKinds,
  impact: { source: "breaking", binary: "compatible" },
  impactReason:
    "An #include of it does not compile. Source risky where Python.h brought it, so that few name it; compatible for " +
    "a header that extensions do not name: one of Include/cpython.",
  mirror: "header-added",
  explains: ["presence"],
  *check(comparison) {
    const { removed, heirs } = comparison.headers;
    for (const header of removed) {
      const heir = heirs.get(header.name);
      const place = heir === undefined ? "" : `; ${heir.path} has most of what is left of it`;
      yield {
        finding: findingOf({
          source: sourceOfInclude(header, comparison),
          binary: "compatible",
          from: header,
          to: null,
          message: `The ${spoken(header)} is gone${place}.`,
          hint: heir === undefined ? null : hintOfInclude(header, heir.path, comparison),
        }),
        explains: [header],
      };
    }
  },
};
