import { needs, type UsageImpact } from "../../usage/impact-model.ts";
import { subjectText } from "../diff/report.ts";
import type { Paint } from "../paint.ts";
import { asText, sideText, table, wrapped } from "../table.ts";
import { hitsText, incompleteText, maxChanges, needTitles, needWords, reasonText, sourceText } from "./words.ts";

/** The packages affected: totals, packages by what they need, and changes by the number of their users. */
export function impactText(impact: UsageImpact, paint: Paint): string {
  const { from, to, summary, packages, changes, complete } = impact;
  const affected = packages.filter(({ breaks, doubts }) => breaks.length + doubts.length > 0);
  return asText([
    paint("bold", `${sideText(from)} to ${sideText(to)} on ${to.target.platform}`),
    ...wrapped(sourceText(impact), 100, "", ""),
    ...(complete ? [] : [incompleteText]),
    "",
    ...table(
      needs.map((need) => [String(summary[need]), needWords[need]]),
      ["right"],
    ),
    ...(summary.already > 0 ? [`  ${summary.already} of them need the same for ${from.ref} already`] : []),
    ...needs.flatMap((need) => {
      const ones = affected.filter((one) => one.need === need);
      if (ones.length === 0) return [];
      const rows = ones.map((one) => [one.pypi ?? one.name, one.version, reasonText(one)]);
      return ["", paint("bold", `${needTitles[need]} (${ones.length})`), ...table(rows)];
    }),
    ...(changes.length === 0 ? [] : ["", paint("bold", `Changes by packages (${changes.length})`)]),
    ...table(
      changes.slice(0, maxChanges).map(({ usedBy, rule, source, binary, ...change }) => {
        const names = usedBy.names.slice(0, 3).join(", ") + (usedBy.packages > 3 ? " …" : "");
        return [String(usedBy.packages), subjectText(change), rule, `${source}/${binary}`, hitsText(usedBy), names];
      }),
      ["right"],
    ),
    ...(changes.length > maxChanges ? [`  and ${changes.length - maxChanges} more`] : []),
  ]);
}
