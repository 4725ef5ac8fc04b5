import { HitsByChange } from "../../usage/hits.ts";
import type { UsageIndex } from "../../usage/model.ts";
import { Origins } from "../../usage/origin.ts";
import type { DiffReport } from "./report.ts";

/** Adds to each change who uses its subject, and puts those that most packages use first. */
export function withHits(report: DiffReport, index: UsageIndex): DiffReport {
  const hits = new HitsByChange(index, new Origins(index));
  const changes = report.changes.map((change) => ({ ...change, usedBy: hits.of(change) }));
  return { ...report, changes: changes.sort((a, b) => b.usedBy.packages - a.usedBy.packages) };
}
