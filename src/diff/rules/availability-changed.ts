import { listed } from "../elsewhere-reports.ts";
import { binaryOfLoss, findingOf, spoken } from "../finding.ts";
import { type Rule, structKinds, symbolKinds } from "../rule.ts";

export const availabilityChanged: Rule = {
  id: "availability-changed",
  title: "Availability changed",
  purpose: "Checks that every name of the public surface is there for the targets for which it was there.",
  kinds: [...symbolKinds, ...structKinds],
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Compatible where the target of the diff gained what others had. Where it lost it and others still have it, binary " +
    "compatible if the symbol was not exported; risky for a struct whose members built modules know where to find.",
  mirror: "availability-changed",
  explains: ["presence"],
  *check(comparison) {
    const { structs, enums, symbols, from, to } = comparison;
    for (const entry of [...structs.removed, ...enums.removed, ...symbols.removed]) {
      const others = to.elsewhere(entry.name);
      if (others === undefined) continue;
      yield {
        finding: findingOf({
          source: "breaking",
          binary: binaryOfLoss(entry, null),
          from: entry,
          to: null,
          elsewhere: [...others],
          message: `The ${spoken(entry)} is gone here from ${entry.header} and still there for ${listed(others)}.`,
        }),
        explains: [entry, ...from.partsOf(entry)],
      };
    }
    for (const entry of [...structs.added, ...enums.added, ...symbols.added]) {
      const others = from.elsewhere(entry.name);
      if (others === undefined) continue;
      yield {
        finding: findingOf({
          source: "compatible",
          binary: "compatible",
          from: null,
          to: entry,
          elsewhere: [...others],
          message: `The ${spoken(entry)} is there here too, in ${entry.header}; it was there for ${listed(others)}.`,
        }),
        explains: [entry, ...to.partsOf(entry)],
      };
    }
  },
};
