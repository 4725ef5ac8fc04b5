import { failsOn, type Judgeable } from "../report/fail-on.ts";
import { defaultSuppressionFile, readSuppressions, type Suppression } from "../report/suppression.ts";
import { warn } from "./engine.ts";
import type { JudgementOptions } from "./options.ts";

/** The suppressions valid today. @throws CapidiffError `invalid-suppressions` */
export function suppressionsFor({ suppressions }: JudgementOptions): Promise<Suppression[]> {
  return readSuppressions(suppressions, new Date().toISOString().slice(0, 10));
}

export interface Judgement {
  /** The kind of item: change, finding. */
  what: string;
  unused: readonly Suppression[];
  /** The warning for an incomplete result, or null. */
  incomplete: string | null;
  judged: readonly Judgeable[];
}

/** Warns of unused suppressions and incomplete results, and sets the exit code. */
export function conclude({ failOn, suppressions }: JudgementOptions, judgement: Judgement): void {
  const { what, unused, incomplete, judged } = judgement;
  const file = suppressions ?? defaultSuppressionFile;
  for (const { name } of unused) warn(`${file}: ${name} matches no listed ${what}.`);
  if (failOn !== "never" && incomplete !== null) warn(incomplete);
  if (failsOn(failOn, judged)) process.exitCode = 1;
}
