import { type Gaps, gapKinds } from "../../gaps/model.ts";
import { code, escaped, row } from "../gfm.ts";
import { hitsText } from "../impact/words.ts";
import { asText } from "../table.ts";
import {
  detailsText,
  gapTitles,
  headerText,
  incompleteText,
  kindText,
  maxGaps,
  summaryRows,
  titleText,
  usageText,
} from "./words.ts";

/** Gaps as Markdown tables, for an issue or a wiki. */
export function gapsMarkdown(report: Gaps): string {
  const usage = usageText(report);
  const [titles = [], ...numbers] = summaryRows(report);
  return asText([
    `### Gaps: ${escaped(titleText(report))}`,
    ...(usage === null ? [] : ["", escaped(usage)]),
    ...(report.complete ? [] : ["", `**${incompleteText}**`]),
    "",
    row(titles),
    row(titles.map((_, column) => (column === 0 ? "---" : "--:"))),
    ...numbers.map(row),
    ...gapKinds.flatMap((kind) => {
      const gaps = report.gaps.filter(({ gap }) => gap === kind);
      if (gaps.length === 0) return [];
      const more = gaps.length - maxGaps;
      return [
        "",
        `#### ${gapTitles[kind]} (${gaps.length})`,
        "",
        row(["packages", "name", "kind", "tier", "header", "difference", "used by"]),
        row(["--:", ...Array(6).fill("---")]),
        ...gaps.slice(0, maxGaps).map((one) => {
          const { name, tier, usedBy } = one;
          const users = usedBy === null ? ["", ""] : [String(usedBy.packages), hitsText(usedBy)];
          return row([
            users[0] ?? "",
            code(name),
            kindText(one),
            tier ?? "",
            escaped(headerText(one)),
            escaped(detailsText(one)),
            escaped(users[1] ?? ""),
          ]);
        }),
        ...(more > 0 ? ["", `And ${more} more.`] : []),
      ];
    }),
    ...(report.unknown.length === 0 ? [] : ["", `Not compared: ${report.unknown.map(code).join(", ")}`]),
  ]);
}
