import { findingOf, spoken } from "../finding.ts";
import { hintOfInclude, sourceOfInclude } from "../include.ts";
import { headerKinds, type Rule } from "../rule.ts";

export const headerRemoved: Rule = {
  id: "header-removed",
  title: "Header removed",
  purpose: "Checks that every header still exists; symbols removed along with it are reported separately.",
  kinds: headerKinds,
  impact: { source: "breaking", binary: "compatible" },
  impactReason:
    "An #include of the header no longer compiles. Source risky if Python.h included it, since few extensions " +
    "then name it. Source compatible for headers in Include/cpython, which extensions do not include directly.",
  mirror: "header-added",
  explains: ["presence"],
  check(comparison, report) {
    const { removed, heirs } = comparison.headers;
    for (const header of removed) {
      const heir = heirs.get(header.name);
      const place = heir === undefined ? "" : `; ${heir.path} has most of what is left of it`;
      report(
        findingOf({
          source: sourceOfInclude(header, comparison),
          binary: "compatible",
          from: header,
          to: null,
          message: `The ${spoken(header)} is gone${place}.`,
          hint: heir === undefined ? null : hintOfInclude(header, heir.path, comparison),
        }),
        [header],
      );
    }
  },
};
