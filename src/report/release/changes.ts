import type { ReleaseChange, ReleaseReport } from "../../diff/across-targets.ts";
import { groupBy } from "../../group-by.ts";
import type { ReportedChange } from "../diff/report.ts";
import { subsetText } from "../targets.ts";

/** The word for a change that has several forms; it is described as the first target has it. */
export const varies = "varies";

/** Each change once, whatever the number of its forms, with its targets unless it holds for all. */
export function eachChange({ changes, targets }: ReleaseReport): (ReportedChange & ReleaseChange)[] {
  return [...groupBy(changes, ({ id }) => id).values()].flatMap((all) => {
    const [first] = all;
    const some = all.flatMap(({ targets }) => targets);
    const where = [...subsetText(some, targets), ...(all.length > 1 ? [varies] : [])];
    return { ...first, targets: some, ...(where.length > 0 && { where: where.join("; ") }) };
  });
}

/** Each form of each change, with its targets unless it holds for all. */
export function eachForm({ changes, targets }: ReleaseReport): (ReportedChange & ReleaseChange)[] {
  return changes.map((change) => {
    const [where] = subsetText(change.targets, targets);
    return { ...change, ...(where !== undefined && { where }) };
  });
}
