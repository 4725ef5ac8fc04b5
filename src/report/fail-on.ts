import type { DiffReport } from "./diff/report.ts";

export const failOns = ["source", "binary", "risky", "never"] as const;

/** What is a finding: a change that breaks source, one that breaks binaries, or one that is not compatible with both. */
export type FailOn = (typeof failOns)[number];

/** Whether a report has a finding. What is suppressed is none. */
export function failsOn(failOn: FailOn, { changes }: DiffReport): boolean {
  return changes.some(({ source, binary, suppression }) => {
    if (suppression || failOn === "never") return false;
    if (failOn === "source") return source === "breaking";
    if (failOn === "binary") return binary === "breaking";
    return source !== "compatible" || binary !== "compatible";
  });
}
