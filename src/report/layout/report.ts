import type { StructPart } from "../../manifest/struct-part.ts";
import { layoutC } from "./c.ts";
import { layoutColumns, type RefOnPlatform } from "./columns.ts";
import { layoutComparisonText } from "./comparison.ts";
import type { LayoutFormatName } from "./formats.ts";
import { layoutGo } from "./go.ts";
import { layoutRust } from "./rust.ts";
import { layoutText } from "./text.ts";

/** Structs in one or more places. */
export interface Layouts {
  /** All requested places: for each platform its refs in order. */
  places: RefOnPlatform[];
  /** For each struct, its layouts in the places that have it. */
  structs: StructPart[][];
  /** Places without any of the structs. */
  without: RefOnPlatform[];
}

/**
 * Layouts in a format of `capidiff layout`; code formats are for one place only.
 * @throws CapidiffError `unknown-layout` from code formats
 */
export function layoutReport(format: LayoutFormatName, report: Layouts): string {
  const { places, structs, without } = report;
  if (format === "json") return `${JSON.stringify({ layouts: structs.flat(), without })}\n`;
  if (format === "text") return structs.map((parts) => structText(parts, places)).join("\n");
  return layoutCode(format, structs.flat());
}

function structText(parts: readonly StructPart[], places: readonly RefOnPlatform[]): string {
  const [one, other] = parts;
  if (one && places.length === 1) return layoutText(one);
  if (one && other && places.length === 2 && one.target.platform === other.target.platform) {
    return layoutComparisonText(one, other);
  }
  return layoutColumns(parts, places);
}

/** Structs of one place as code, without those that are only declared. @throws CapidiffError `unknown-layout` */
export function layoutCode(format: "c" | "rust" | "go", parts: readonly StructPart[]): string {
  const complete = parts.filter(({ struct }) => struct.members !== null);
  const known = complete.length > 0 ? complete : parts;
  if (format === "c") return layoutC(known);
  return known.map(format === "go" ? layoutGo : layoutRust).join("\n");
}
