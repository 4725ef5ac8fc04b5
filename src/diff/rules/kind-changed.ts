import type { Implementation, MacroSymbol, ManifestSymbol } from "../../manifest/model.ts";
import { meaningOf } from "../alias.ts";
import type { Comparison } from "../comparison.ts";
import { compatible, worstOf } from "../conversion.ts";
import { binaryOfLoss, findingOf, isFunction, spoken, spokenKind } from "../finding.ts";
import { implementationOf, importedOnly, listed } from "../implementation.ts";
import type { Finding, Impact } from "../model.ts";
import type { Pair } from "../pair.ts";
import { type Rule, symbolKinds } from "../rule.ts";
import { signatureChange } from "../signature.ts";

export const kindChanged: Rule = {
  id: "kind-changed",
  title: "Kind changed",
  purpose:
    "Checks that every symbol keeps its kind (function, inline function, macro, variable, type or constant), and " +
    "the kind of code that is compiled into extensions: a call, inline code or macro text.",
  kinds: symbolKinds,
  impact: { source: "risky", binary: "compatible" },
  impactReason:
    "Source compatible if every use of the old kind is still valid: between functions and inline functions, or from " +
    "a macro to a function that takes no pointers or still accepts any. Source compatible if only the kind of " +
    "compiled-in code changed. Source breaking if no use of the old kind is valid. Binary breaking if the symbol is " +
    "no longer exported; risky if it was in the stable ABI, which promises to keep exporting it.",
  mirror: "kind-changed",
  explains: ["kind", "type", "export", "body"],
  check(comparison, report) {
    for (const pair of comparison.symbols.changed) {
      if (comparison.ledger.isPairExplained("kind", pair)) continue;
      const { from, to } = pair;
      const work = { from: implementationOf(from), to: implementationOf(to) };
      if (from.kind === to.kind && !isOther(work, from.name) && !callsOther(work, comparison)) continue;
      const impact =
        from.kind === to.kind ? { source: "compatible" as const, details: "" } : kindImpact(pair, comparison);
      const kind = from.kind === to.kind ? [] : [`is ${newKind(pair)}${impact.details}`];
      const finding = findingOf({
        source: impact.source,
        binary: binaryOfLoss(comparison, from, to),
        from,
        to,
        message: `The ${spoken(from)} ${[...kind, ...workText(work, from.name, from.kind === to.kind)].join("; ")}.`,
      });
      // If the kind stayed, changes of signature and export are reported by their own rules.
      report(withWork(finding, work), from.kind === to.kind ? [] : [from]);
    }
  },
};

/** A macro that has the name of a function comes first in calls. */
function newKind({ from, to }: Pair<ManifestSymbol>): string {
  const macro = isFunction(to) ? to.macro : null;
  if (from.kind === "macro" && macro !== null && takesTheSame(from, macro))
    return `${spokenKind(to)} too now, but calls still use the macro`;
  const work = implementationOf(to);
  const isInline = from.kind === "inline-function" && to.kind === "function" && work?.kind === "inline";
  return isInline
    ? `${spokenKind(to)} now, but calls use a macro that compiles to ${spokenWork(work)}`
    : `${spokenKind(to)} now`;
}

type Parameters = Pick<MacroSymbol, "params">;

const takesTheSame = (one: Parameters, other: Parameters) => one.params?.length === other.params?.length;

type Work = Pair<Implementation | null>;

/** Whether the kind of compiled-in code changed, or a function calls a different one. */
function isOther({ from, to }: Work, name: string): boolean {
  if (from === null || to === null) return false;
  return from.kind !== to.kind || (from.kind === "call" && (from.name === name) !== (to.name === name));
}

/** Whether it calls another function although the former one is still there. */
function callsOther({ from, to }: Work, comparison: Comparison): boolean {
  if (from?.kind !== "call" || to?.kind !== "call" || from.name === to.name) return false;
  const former = comparison.to.symbols.get(from.name ?? "");
  return former?.kind === "function" && !to.imports.includes(former.name);
}

/** What is compiled in and imported, now and before, as parts of a sentence; empty where the kinds imply it. */
function workText({ from, to }: Work, name: string, isSameKind: boolean): string[] {
  if (from === null || to === null || (!isSameKind && !isOther({ from, to }, name))) return [];
  const joined = importedOnly(to, from).filter((one) => isSameKind || one !== name);
  const left = importedOnly(from, to);
  return [
    ...(to.name === name && !isSameKind ? [] : [`compiles to ${spokenWork(to)}, not ${spokenWork(from)}`]),
    ...(joined.length === 0 ? [] : [`imports ${listed(joined)} for that`]),
    ...(left.length === 0 ? [] : [`no longer imports ${listed(left)}`]),
  ];
}

function spokenWork({ kind, name }: Implementation): string {
  if (kind === "macro") return "text of a macro";
  return kind === "call" ? `a call of ${name}` : `the inline code of ${name}`;
}

function withWork(finding: Finding, { from, to }: Work): Finding {
  return {
    ...finding,
    from: finding.from && { ...finding.from, implementation: from },
    to: finding.to && { ...finding.to, implementation: to },
  };
}

function kindImpact({ from, to }: Pair<ManifestSymbol>, comparison: Comparison): { source: Impact; details: string } {
  const [before, after] = [meaningOf(from, comparison.from), meaningOf(to, comparison.to)];
  const signature =
    isFunction(before) && isFunction(after) ? signatureChange({ from: before, to: after }, comparison) : null;
  const kind = { ...compatible, source: sourceImpact(before, after) };
  return {
    source: worstOf(kind, signature?.impact ?? compatible).source,
    details: signature === null ? "" : `, and ${signature.details.join(", ")}`,
  };
}

/** How a symbol is used: as a call, a value, a type, or in another way. */
function useOf(symbol: ManifestSymbol): "call" | "value" | "type" | "other" {
  if (isFunction(symbol)) return "call";
  if (symbol.kind === "typedef") return "type";
  if (symbol.kind !== "macro") return "value";
  return symbol.params !== null ? "call" : symbol.value !== null ? "value" : "other";
}

function sourceImpact(from: ManifestSymbol, to: ManifestSymbol): Impact {
  const [before, after] = [useOf(from), useOf(to)];
  if (before === "other" || after === "other") return "risky";
  if (before !== after) return "breaking";
  if (isFunction(from) && isFunction(to)) return "compatible";
  if (isFunction(to)) {
    if (from.kind === "macro" && from.params?.length !== to.params.length) return "breaking";
    // Calls still find the macro first.
    if (to.macro?.params?.length === to.params.length) return "compatible";
    // A macro accepts any pointer, as one that merely casts still does.
    return to.castMacro || to.params.every(({ type }) => !type.endsWith("*")) ? "compatible" : "risky";
  }
  // A function has an address; `#ifdef` sees a macro.
  return "risky";
}
