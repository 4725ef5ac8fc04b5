import { targetsText } from "../elsewhere-reports.ts";
import { binaryOfLoss, findingOf, spoken } from "../finding.ts";
import { type Rule, structKinds, symbolKinds } from "../rule.ts";

export const availabilityChanged: Rule = {
  id: "availability-changed",
  title: "Availability changed",
  purpose: "Checks that every name of the public surface is available on the same targets as before.",
  kinds: [...symbolKinds, ...structKinds],
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Compatible if the diff's target gained a name that others had. Binary compatible if the target lost a symbol " +
    "that was not exported. Binary risky if the symbol was in the stable ABI, which promises to keep exporting it, " +
    "or if a struct is lost, whose layout built modules may have compiled in.",
  mirror: "availability-changed",
  explains: ["presence"],
  check(comparison, report) {
    const { structs, enums, symbols, from, to } = comparison;
    for (const entry of [...structs.removed, ...enums.removed, ...symbols.removed]) {
      const others = to.elsewhere(entry.name);
      if (others === undefined) continue;
      report(
        findingOf({
          source: "breaking",
          binary: binaryOfLoss(comparison, entry, null),
          from: entry,
          to: null,
          elsewhere: [...others],
          message: `The ${spoken(entry)} is gone here from ${entry.header} and still there for ${targetsText(others)}.`,
        }),
        [entry, ...from.partsOf(entry)],
      );
    }
    for (const entry of [...structs.added, ...enums.added, ...symbols.added]) {
      const others = from.elsewhere(entry.name);
      if (others === undefined) continue;
      report(
        findingOf({
          source: "compatible",
          binary: "compatible",
          from: null,
          to: entry,
          elsewhere: [...others],
          message: `The ${spoken(entry)} is there here too, in ${entry.header}; it was there for ${targetsText(others)}.`,
        }),
        [entry, ...to.partsOf(entry)],
      );
    }
  },
};
