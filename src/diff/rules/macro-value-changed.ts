import type { MacroSymbol } from "../../manifest/model.ts";
import { findingOf, spoken } from "../finding.ts";
import type { ManifestIndex } from "../manifest-index.ts";
import type { Rule } from "../rule.ts";

export const macroValueChanged: Rule = {
  id: "macro-value-changed",
  title: "Value of a macro changed",
  purpose: "Checks that every constant macro keeps its value, except those that contain the version.",
  kinds: ["macro"],
  impact: { source: "compatible", binary: "risky" },
  impactReason:
    "A built module silently uses the old value. Binary compatible if the header chooses between the old and the " +
    "new value by the version of the limited API, since Python then knows both. Macros of patchlevel.h, which " +
    "contain the version, do not count.",
  mirror: "macro-value-changed",
  explains: ["body"],
  check(comparison, report) {
    for (const pair of comparison.symbols.changed) {
      const { from, to } = pair;
      if (from.kind !== "macro" || to.kind !== "macro") continue;
      if (comparison.ledger.isPairExplained("body", pair)) continue;
      const [before, after] = [literalOf(from), literalOf(to)];
      if (before === null || after === null || before === after || [from, to].every(isOfVersion)) continue;
      const isKept = choosesFrom(to, comparison.to).includes(before);
      const kept = isKept ? ", which is kept for older versions of the limited API" : "";
      report(
        findingOf({
          source: "compatible",
          binary: isKept ? "compatible" : "risky",
          from,
          to,
          message: `The ${spoken(from)} is ${spelled(to, after, comparison.to)}; it was ${spelled(from, before, comparison.from)}${kept}.`,
        }),
        [from],
      );
    }
  },
};

/** The value of an integer constant expression, or a literal: a string, a floating constant. */
export function literalOf({ params, body, value }: MacroSymbol): string | null {
  if (value !== null || params !== null) return value;
  return /^(?:"(?:\\.|[^"\\])*"|[\d.][\w.]*(?:[eEpP][+-]\w+)?)$/.test(body) ? body : null;
}

/** The constants among which a macro chooses: it calls another macro that gives one of its arguments. */
function choosesFrom({ body, params }: MacroSymbol, { symbols }: ManifestIndex): readonly string[] {
  const [, name = "", list = ""] = (params === null ? /^(\w+)\(([\w\s,]+)\)$/.exec(body) : null) ?? [];
  const chooser = symbols.get(name);
  const isChooser = chooser?.kind === "macro" && chooser.params?.includes(chooser.body.replace(/[()]/g, ""));
  return isChooser ? list.split(",").map((constant) => constant.trim()) : [];
}

/** Hexadecimal if the macro, or one that it is made of, is written so. */
function spelled(macro: MacroSymbol, constant: string, index: ManifestIndex): string {
  const { value, body } = macro;
  if (value === null || body === value || !isHexadecimal(macro, index)) return constant;
  return value.startsWith("-") ? `-0x${BigInt(value.slice(1)).toString(16)}` : `0x${BigInt(value).toString(16)}`;
}

function isHexadecimal(macro: MacroSymbol, { symbols }: ManifestIndex): boolean {
  const parts = new Set([macro]);
  for (const { body } of parts) {
    if (/\b0x/i.test(body)) return true;
    for (const [name] of body.matchAll(/\b[A-Za-z_]\w*/g)) {
      const part = symbols.get(name);
      if (part?.kind === "macro") parts.add(part);
    }
  }
  return false;
}

/** Different in each release, which is not news. */
export const isOfVersion = ({ header }: MacroSymbol) => header === "Include/patchlevel.h";
