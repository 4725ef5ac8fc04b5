import type { ImpactPair } from "../diff/model.ts";
import type { ChangeSuppression } from "./diff/report.ts";

export const failOns = ["source", "binary", "breaking", "risky", "never"] as const;

/** What fails: what breaks source, what breaks binaries, what breaks either, or what is not compatible with both. */
export type FailOn = (typeof failOns)[number];

/** A change or a finding, as far as it decides. */
export type Judgeable = ImpactPair & { suppression?: ChangeSuppression };

/** Whether one of them fails. What is suppressed does not. */
export function failsOn(failOn: FailOn, all: readonly Judgeable[]): boolean {
  return all.some(({ source, binary, suppression }) => {
    if (suppression || failOn === "never") return false;
    if (failOn === "source") return source === "breaking";
    if (failOn === "binary") return binary === "breaking";
    if (failOn === "breaking") return source === "breaking" || binary === "breaking";
    return source !== "compatible" || binary !== "compatible";
  });
}
