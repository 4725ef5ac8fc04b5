import type { Check, CheckFinding } from "../../check/model.ts";
import type { ChangeSuppression } from "../diff/report.ts";

/** A finding as reports tell it: one that is suppressed is told as such. */
export interface ReportedCheckFinding extends CheckFinding {
  suppression?: ChangeSuppression;
}

/** A check to be reported; any check is one, without suppressions. */
export interface CheckReport extends Check {
  findings: ReportedCheckFinding[];
}
