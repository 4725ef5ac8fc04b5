import type { ImpactPair } from "../diff/model.ts";
import type { ChangeSuppression } from "./diff/report.ts";

/** The values of `--fail-on`. */
export const failOns = ["source", "binary", "breaking", "risky", "never"] as const;

/** The failure condition: breaks source, breaks binaries, breaks either, or is not compatible with both. */
export type FailOn = (typeof failOns)[number];

/** The fields of a change or finding that decide. */
export type Judgeable = ImpactPair & { suppression?: ChangeSuppression };

/** Whether one of them fails. Suppressed ones do not. */
export function failsOn(failOn: FailOn, all: readonly Judgeable[]): boolean {
  return all.some(({ source, binary, suppression }) => {
    if (suppression || failOn === "never") return false;
    if (failOn === "source") return source === "breaking";
    if (failOn === "binary") return binary === "breaking";
    if (failOn === "breaking") return source === "breaking" || binary === "breaking";
    return source !== "compatible" || binary !== "compatible";
  });
}
