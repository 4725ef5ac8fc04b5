import type { StructPart } from "../../manifest/struct-part.ts";
import { layoutC } from "./c.ts";
import { layoutComparisonText } from "./comparison.ts";
import { layoutGo } from "./go.ts";
import { layoutRust } from "./rust.ts";
import { layoutText } from "./text.ts";

/**
 * One struct, or the same struct in two refs, in a format of `capidiff layout`; two only as `text` or `json`. The JSON
 * of one struct is passed through unchanged.
 */
export function layoutReport(format: string, [one, other]: readonly Buffer[]): string | Buffer {
  if (one === undefined) throw new RangeError("no struct to report");
  const part: StructPart = JSON.parse(one.toString());
  if (other !== undefined) {
    const to: StructPart = JSON.parse(other.toString());
    return format === "json" ? `${JSON.stringify({ from: part, to })}\n` : layoutComparisonText(part, to);
  }
  if (format === "json") return one;
  if (format === "c") return layoutC(part);
  if (format === "go") return layoutGo(part);
  return format === "rust" ? layoutRust(part) : layoutText(part);
}
