import { needs, type UsageImpact } from "../../usage/impact-model.ts";
import { subjectText } from "../diff/report.ts";
import { code, escaped, row } from "../gfm.ts";
import { asText, sideText } from "../table.ts";
import { hitsText, incompleteText, maxChanges, needTitles, needWords, reasonText, sourceText } from "./words.ts";

/** The impact as tables, for a pull request or a discussion under PEP 620. */
export function impactMarkdown(impact: UsageImpact): string {
  const { from, to, summary, packages, changes, complete } = impact;
  const affected = packages.filter(({ breaks, doubts }) => breaks.length + doubts.length > 0);
  return asText([
    `### Affected packages: ${escaped(sideText(from))} to ${escaped(sideText(to))}`,
    "",
    escaped(sourceText(impact)),
    ...(complete ? [] : ["", `**${incompleteText}**`]),
    "",
    row(["packages", "what they need"]),
    row(["--:", "---"]),
    ...needs.map((need) => row([String(summary[need]), needWords[need]])),
    ...(summary.already > 0 ? ["", `${summary.already} of them need the same for ${code(from.ref)} already.`] : []),
    ...(affected.length === 0
      ? []
      : ["", row(["package", "version", "needs", "because of"]), row(Array(4).fill("---"))]),
    ...affected.map((one) =>
      row([escaped(one.pypi ?? one.name), escaped(one.version), needTitles[one.need], escaped(reasonText(one))]),
    ),
    ...(changes.length === 0 ? [] : ["", row(["packages", "change", "rule", "source", "binary", "used by"])]),
    ...(changes.length === 0 ? [] : [row(["--:", ...Array(5).fill("---")])]),
    ...changes.slice(0, maxChanges).map(({ usedBy, rule, source, binary, ...change }) => {
      const names = usedBy.names.join(", ") + (usedBy.packages > usedBy.names.length ? " …" : "");
      const users = escaped(`${hitsText(usedBy)}: ${names}`);
      return row([String(usedBy.packages), code(subjectText(change)), code(rule), source, binary, users]);
    }),
    ...(changes.length > maxChanges ? ["", `And ${changes.length - maxChanges} more.`] : []),
  ]);
}
