import { counted } from "../../diff/counted.ts";
import { type Gap, type GapKind, type Gaps, gapKinds } from "../../gaps/model.ts";
import { type Tier, tiers } from "../../manifest/model.ts";
import { printable } from "../printable.ts";
import { sideText } from "../table.ts";

export const gapTitles: Record<GapKind, string> = {
  missing: "Missing",
  extra: "Not in CPython",
  kind: "Of another kind",
  type: "Another signature or type",
  value: "Another value",
  layout: "Another layout",
};

/** Maximum number of gaps per kind in reports for people. */
export const maxGaps = 30;

/** Maximum number of details per gap. */
const maxDetails = 4;

export const incompleteText =
  "Not everything could be compared: the headers were not understood in full, or a layout or value is not known.";

export const titleText = ({ implementation, reference }: Gaps): string =>
  `${"bindings" in implementation ? printable(implementation.bindings) : sideText(implementation)} against ${sideText(reference)} on ${reference.target.platform}`;

export function usageText({ usage }: Gaps): string | null {
  if (usage === null) return null;
  const sources = usage.sources.map(({ title, date }) => `${title} (${date})`).join("; ");
  return `Used by: of ${counted(usage.packages, "package")} (${sources}).`;
}

export function detailsText({ details }: Gap): string {
  const more = details.length - maxDetails;
  return details.slice(0, maxDetails).join("; ") + (more > 0 ? `; and ${more} more` : "");
}

export const headerText = ({ header }: Gap): string => printable(header?.replace(/^Include\//, "") ?? "");

export const kindText = ({ kind }: Gap): string => kind.replaceAll("-", " ");

/** Rows of a table of numbers: a title row, then one for each kind. Tiers without gaps are left out. */
export function summaryRows({ gaps }: Gaps): string[][] {
  const shown = [...tiers, null].filter((tier) => gaps.some((gap) => gap.tier === tier));
  const count = (kind: GapKind, tier: Tier | null) =>
    gaps.filter((one) => one.gap === kind && one.tier === tier).length;
  const rows = gapKinds.map((kind) => [gapTitles[kind], ...shown.map((tier) => String(count(kind, tier)))]);
  return [["", ...shown.map((tier) => tier ?? "no tier")], ...rows];
}
