import { threadSafeties } from "../../cpython/thread-safety.ts";
import { findingOf, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const threadSafetyChanged: Rule = {
  id: "thread-safety-changed",
  title: "Thread safety changed",
  purpose: "Checks that every function and macro is documented to be as safe for concurrent calls as before.",
  kinds: ["function", "inline-function", "macro"],
  impact: { source: "risky", binary: "risky" },
  impactReason: "Compatible if the documentation promises more than before.",
  mirror: "thread-safety-changed",
  explains: [],
  check({ symbols }, report) {
    for (const { from, to } of symbols.changed) {
      if (!("threadSafety" in from && "threadSafety" in to)) continue;
      const [before, after] = [from.threadSafety, to.threadSafety];
      if (before === null || after === null || before === after) continue;
      const impact = threadSafeties.indexOf(after) < threadSafeties.indexOf(before) ? "risky" : "compatible";
      report(
        findingOf({
          source: impact,
          binary: impact,
          from,
          to,
          message: `The ${spoken(to)} is documented as ${after} for calls from several threads, not as ${before}.`,
        }),
        [],
      );
    }
  },
};
