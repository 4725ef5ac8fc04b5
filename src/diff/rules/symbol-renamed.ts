import type { Comparison } from "../comparison.ts";
import { compatible, worstOf } from "../conversion.ts";
import { binaryOfLoss, findingOf, isFunction, spoken, spokenKind } from "../finding.ts";
import { aspects } from "../ledger.ts";
import type { Impact, ImpactPair } from "../model.ts";
import { canReplace } from "../reach.ts";
import { hasOtherValue } from "../renames/alike.ts";
import type { Rename } from "../renames/rename.ts";
import { type Rule, symbolKinds } from "../rule.ts";
import { type SignatureChange, signatureChange } from "../signature.ts";

export const symbolRenamed: Rule = {
  id: "symbol-renamed",
  title: "Symbol renamed",
  purpose:
    "Checks that no name was replaced by another one: the old name is an alias now, or is gone, or has a public form.",
  kinds: symbolKinds,
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Source compatible if the old name still compiles (aliasKept) with the same arguments. Binary compatible if the " +
    "old name was not exported or remains; risky if it was in the stable ABI, which promises to keep exporting it, " +
    "or if it was a constant with another value. An alias or wrapper makes the rename certain. It is only likely if " +
    "the evidence is another prefix, a stronger promise for the new name (promoted: the old name may remain), a " +
    "similar name with everything else equal, inline code that is equal (same-body), several functions renamed in " +
    "the same way (family), or the name of a struct that was renamed (named-after). The field against lists " +
    "arguments against it.",
  mirror: "symbol-renamed",
  // A kept name may be deprecated in addition.
  explains: aspects.filter((aspect) => aspect !== "deprecation"),
  check(comparison, report) {
    for (const rename of comparison.renames) {
      const { from, to, kept, forwards, confidence, evidence, against } = rename;
      const signature = isFunction(from) && isFunction(to) ? signatureChange({ from, to }, comparison) : null;
      // A new name that existed before has its own changes; one next to a surviving old name is also reported as added.
      const isNew = !comparison.from.symbols.has(to.name);
      const isSame = kept === null || forwards;
      report(
        findingOf({
          ...impactOf(rename, signature, comparison),
          from,
          to,
          newName: to.name,
          confidence,
          aliasKept: kept !== null,
          ...(against.length > 0 && { against }),
          evidence,
          message: message(rename, signature),
          ...(canReplace(rename) && { replacement: [to.name] }),
        }),
        isSame ? [from, ...(isNew ? [to] : []), ...(kept === null ? [] : [kept])] : [],
      );
    }
  },
};

function impactOf(
  { from, to, kept, forwards }: Rename,
  signature: SignatureChange | null,
  comparison: Comparison,
): ImpactPair {
  // An independent old name reports its own changes.
  if (kept !== null && !forwards) return compatible;
  const change = signature?.impact ?? compatible;
  const macro: Impact = kept?.kind === "macro" && kept.params !== null && isFunction(from) ? "risky" : "compatible";
  const source: Impact = kept === null ? "breaking" : worstOf(change, { ...compatible, source: macro }).source;
  // Built modules contain the value.
  return { source, binary: hasOtherValue({ from, to }) ? "risky" : binaryOfLoss(comparison, from, kept) };
}

function message({ from, to, kept, forwards, confidence, against }: Rename, signature: SignatureChange | null): string {
  const details = (signature?.details ?? against).map((detail) => `; ${detail}`).join("");
  if (kept !== null && !forwards) {
    const tier = to.tier === "limited" ? "limited API" : `${to.tier} API`;
    return `The ${from.tier} ${spoken(from)} has a name in the ${tier} now, ${to.name}; the old one is still there${details}.`;
  }
  const surface = from.surface === to.surface ? "" : ` on the ${to.surface} surface`;
  const verb = confidence === "certain" ? "is" : "seems to be";
  return `The ${spoken(from)} ${verb} ${to.name} now${surface}${aliasText(kept)}${details}.`;
}

function aliasText(alias: Rename["kept"]): string {
  if (alias === null) return "";
  const since = alias.deprecated ? `, deprecated since ${alias.deprecated}` : "";
  return `; the old name still compiles, as ${spokenKind(alias)} of ${alias.header}${since}`;
}
