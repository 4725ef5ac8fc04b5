import type { Impact } from "../diff/model.ts";
import type { CheckFinding, Verdict } from "./model.ts";

/** The worst impact of findings. @param complete whether all findings are known */
export function verdictOf(findings: readonly CheckFinding[], complete: boolean): Verdict {
  const { breaking, risky } = byImpact(findings);
  if (breaking > 0) return "breaks";
  if (risky > 0) return "risky";
  return complete ? "ok" : "unknown";
}

/** The number of findings of each impact. */
export function byImpact(findings: readonly CheckFinding[]): Record<Impact, number> {
  const counts = { breaking: 0, risky: 0, compatible: 0 };
  for (const { impact } of findings) counts[impact]++;
  return counts;
}
