import { findingOf, spoken, spokenKind } from "../finding.ts";
import type { ManifestIndex } from "../manifest-index.ts";
import type { Rule } from "../rule.ts";

export const lvalueLost: Rule = {
  id: "lvalue-lost",
  title: "No longer assignable",
  purpose: "Checks that a macro that could be assigned to, as in Py_SIZE(op) = n, still can.",
  kinds: ["macro"],
  impact: { source: "breaking", binary: "compatible" },
  impactReason: "Code that only reads compiles as before; a built module holds its own copy of the macro.",
  mirror: { none: "what can be assigned to for the first time is assigned to by nobody yet" },
  explains: ["kind", "type", "body"],
  *check(comparison) {
    for (const { from, to } of comparison.ledger.unexplainedPairs("kind", comparison.symbols.paired)) {
      if (from.kind !== "macro" || !from.assignable) continue;
      if (to.kind === "variable" || (to.kind === "macro" && to.assignable)) continue;
      const setter = setterOf(from.name, comparison.to);
      const now = to.kind === "macro" ? "" : `: it is ${spokenKind(to)} now`;
      yield {
        finding: findingOf({
          ...this.impact,
          from,
          to,
          message: `The ${spoken(from)} can no longer be assigned to${now}.`,
          hint: setter === undefined ? null : `Use ${setter}.`,
        }),
        explains: [from],
      };
    }
  },
};

/** `Py_SET_SIZE` for `Py_SIZE`, `PyList_SET_ITEM` for `PyList_GET_ITEM`. */
function setterOf(name: string, { symbols }: ManifestIndex): string | undefined {
  const words = name.split("_");
  const candidates = words.includes("GET")
    ? [words.map((word) => (word === "GET" ? "SET" : word))]
    : words.slice(1).map((_, index) => words.toSpliced(index + 1, 0, "SET"));
  return candidates.map((candidate) => candidate.join("_")).find((candidate) => symbols.has(candidate));
}
