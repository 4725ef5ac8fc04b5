import type { Implementation, MacroSymbol, ManifestSymbol } from "../../manifest/model.ts";
import { meaningOf } from "../alias.ts";
import type { Comparison } from "../comparison.ts";
import { compatible, worstOf } from "../conversion.ts";
import { binaryOfLoss, findingOf, isFunction, spoken, spokenKind } from "../finding.ts";
import { forwardedTo, isPassedOnAs, macroOf } from "../forwarding.ts";
import { implementationOf, importedOnly, listed } from "../implementation.ts";
import type { Finding, Impact } from "../model.ts";
import type { Pair } from "../pair.ts";
import { isOtherKindInside } from "../place.ts";
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
    "a macro, also one that hid the function, to a function that takes no pointers or still accepts any, or takes " +
    "what the macro passed on as it was to a function or function pointer that takes the same. Source compatible if " +
    "only the kind of compiled-in code changed. Source breaking if no use of the old kind is valid, or if what was " +
    "compiled in is a function now that no header exports. Binary breaking if the symbol is no longer exported; " +
    "risky if it was in the stable ABI, which promises to keep exporting it.",
  mirror: "kind-changed",
  explains: ["kind", "type", "export", "body"],
  check(comparison, report) {
    for (const pair of comparison.symbols.changed) {
      if (comparison.ledger.isPairExplained("kind", pair)) continue;
      const { from, to } = pair;
      if (isOtherKindInside(pair)) continue;
      const work = { from: implementationOf(from), to: implementationOf(to) };
      if (from.kind === to.kind && !isOther(work, from.name) && !callsOther(work, comparison)) continue;
      const { source, details } = kindImpact(pair, comparison);
      const isSameKind = from.kind === to.kind;
      const how = details.join(", ");
      const said = [
        ...(isSameKind ? [] : [`is ${newKind(pair)}${how && `, and ${how}`}`]),
        ...workText(work, from.name, isSameKind),
        ...(isSameKind && how !== "" ? [how] : []),
      ];
      const binary = binaryOfLoss(comparison, from, to);
      const finding = findingOf({ source, binary, from, to, message: `The ${spoken(from)} ${said.join("; ")}.` });
      // If the kind stayed, changes of signature and export are reported by their own rules.
      report(withWork(finding, work), isSameKind ? [] : [from]);
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
  const joined = importedOnly(to, from);
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

/** The effect on code that uses it, and how the function that calls reach now differs, as parts of a sentence. */
function kindImpact({ from, to }: Pair<ManifestSymbol>, comparison: Comparison): { source: Impact; details: string[] } {
  if (from.kind !== "function" && to.kind === "function" && to.macro === null && !comparison.to.isExported(to))
    return { source: "breaking", details: ["no header exports it"] };
  const after = meaningOf(to, comparison.to);
  const macro = isFunction(after) && !after.castMacro && macroOf(after) === null ? macroOf(from) : null;
  // Other rules compare what keeps its kind, and calls that met no macro.
  if (from.kind === to.kind && macro === null) return { source: "compatible", details: [] };
  const forwarded = macro && forwardedTo(macro, comparison.from);
  const before = forwarded ?? meaningOf(from, comparison.from);
  const isComparable = from.kind !== to.kind || forwarded !== null;
  const signature =
    isComparable && isFunction(before) && isFunction(after)
      ? signatureChange({ from: before, to: after }, comparison)
      : null;
  const kind = { ...compatible, source: sourceImpact(before, after, comparison) };
  return { source: worstOf(kind, signature?.impact ?? compatible).source, details: signature?.details ?? [] };
}

/** How a symbol is used: as a call, a value, a type, or in another way. */
function useOf(symbol: ManifestSymbol): "call" | "value" | "type" | "other" {
  if (isFunction(symbol)) return "call";
  if (symbol.kind === "typedef") return "type";
  if (symbol.kind !== "macro") return "value";
  return symbol.params !== null ? "call" : symbol.value !== null ? "value" : "other";
}

function sourceImpact(from: ManifestSymbol, to: ManifestSymbol, comparison: Comparison): Impact {
  const [before, after] = [useOf(from), useOf(to)];
  if (before === "other" || after === "other") return "risky";
  if (before !== after) return "breaking";
  if (isFunction(to)) {
    const macro = macroOf(from);
    if (isFunction(from) && macro === null && !from.castMacro) return "compatible";
    if (macro !== null && macro.params?.length !== to.params.length) return "breaking";
    // Calls still find the macro first.
    if (macroOf(to)?.params?.length === to.params.length) return "compatible";
    // A macro accepts any pointer, as one that merely casts still does.
    if (to.castMacro) return "compatible";
    const isOpen = to.params.some(({ type }, index) => {
      if (!type.endsWith("*")) return false;
      const wanted = comparison.types.of(comparison.to, type);
      return macro === null || !isPassedOnAs(wanted, macro.params?.[index], macro, comparison);
    });
    return isOpen ? "risky" : "compatible";
  }
  // A function has an address; `#ifdef` sees a macro.
  return "risky";
}
