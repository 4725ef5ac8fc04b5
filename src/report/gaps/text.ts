import { type Gaps, gapKinds } from "../../gaps/model.ts";
import { hitsText } from "../impact/words.ts";
import type { Paint } from "../paint.ts";
import { asText, table } from "../table.ts";
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

/** Gaps for people: numbers by kind and tier, then the most used gaps of each kind. */
export function gapsText(report: Gaps, paint: Paint): string {
  const usage = usageText(report);
  const numbers = summaryRows(report);
  return asText([
    paint("bold", titleText(report)),
    ...(usage === null ? [] : [usage]),
    ...(report.complete ? [] : [incompleteText]),
    "",
    ...table(numbers, ["left", ...Array<"right">(numbers[0]?.length ?? 0).fill("right")]),
    ...gapKinds.flatMap((kind) => {
      const gaps = report.gaps.filter(({ gap }) => gap === kind);
      if (gaps.length === 0) return [];
      const rows = gaps.slice(0, maxGaps).map((one) => {
        const { name, tier, usedBy } = one;
        const says = detailsText(one) || headerText(one);
        return [
          usedBy === null ? "" : String(usedBy.packages),
          name,
          kindText(one),
          tier ?? "",
          says,
          usedBy === null ? "" : hitsText(usedBy),
        ];
      });
      const more = gaps.length - maxGaps;
      return [
        "",
        paint("bold", `${gapTitles[kind]} (${gaps.length})`),
        ...table(rows, ["right"]),
        ...(more > 0 ? [`  and ${more} more`] : []),
      ];
    }),
    ...(report.unknown.length === 0 ? [] : ["", `Not compared: ${report.unknown.join(", ")}`]),
  ]);
}
