import { compatible, worstOf } from "../conversion.ts";
import { binaryOfLoss, findingOf, isFunction, spoken, spokenKind } from "../finding.ts";
import { aspects } from "../ledger.ts";
import type { Impact, ImpactPair } from "../model.ts";
import type { Rename } from "../renamed-symbols.ts";
import { type Rule, symbolKinds } from "../rule.ts";
import { type SignatureChange, signatureChange } from "../signature.ts";

export const symbolRenamed: Rule = {
  id: "symbol-renamed",
  title: "Symbol renamed",
  purpose: "Checks that no name gave its place to another one: as an alias of it, or because it is gone.",
  kinds: symbolKinds,
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Source compatible where the old name still compiles, as aliasKept says, and takes what it took. Binary compatible " +
    "where the old name was not exported; risky where it was in the stable ABI, which promises to export it all the " +
    "same. An alias or a wrapper makes it certain; the same name behind another prefix, and a near name with all else " +
    "the same, only likely.",
  mirror: "symbol-renamed",
  explains: aspects,
  *check(comparison) {
    for (const rename of comparison.renames) {
      const { from, to, alias, confidence, evidence } = rename;
      const signature = isFunction(from) && isFunction(to) ? signatureChange({ from, to }, comparison) : null;
      // A name that was there too has its own changes told.
      const isNew = !comparison.from.symbols.has(to.name);
      yield {
        finding: findingOf({
          ...impactOf(rename, signature),
          from,
          to,
          newName: to.name,
          confidence,
          aliasKept: alias !== null,
          evidence: [evidence],
          message: message(rename, signature),
          hint: to.surface === "internal" && from.surface === "public" ? null : `Use ${to.name}.`,
        }),
        explains: [from, ...(isNew ? [to] : []), ...(alias === null ? [] : [alias])],
      };
    }
  },
};

function impactOf({ from, alias }: Rename, signature: SignatureChange | null): ImpactPair {
  const change = signature?.impact ?? compatible;
  const kept: Impact = alias?.kind === "macro" && alias.params !== null && isFunction(from) ? "risky" : "compatible";
  const source: Impact = alias === null ? "breaking" : worstOf(change, { ...compatible, source: kept }).source;
  return { source, binary: binaryOfLoss(from, alias) };
}

function message({ from, to, alias, confidence }: Rename, signature: SignatureChange | null): string {
  const surface = from.surface === to.surface ? "" : ` on the ${to.surface} surface`;
  const verb = confidence === "certain" ? "is" : "seems to be";
  const details = signature === null ? "" : `; ${signature.details.join("; ")}`;
  return `The ${spoken(from)} ${verb} ${to.name} now${surface}${aliasText(alias)}${details}.`;
}

function aliasText(alias: Rename["alias"]): string {
  if (alias === null) return "";
  const since = alias.deprecated ? `, deprecated since ${alias.deprecated}` : "";
  return `; the old name still compiles, as ${spokenKind(alias)} of ${alias.header}${since}`;
}
