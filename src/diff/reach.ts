import type { ManifestIndex } from "./manifest-index.ts";
import type { Finding, Side } from "./model.ts";
import type { Pair } from "./pair.ts";
import { isOutOfReach } from "./struct-reach.ts";

/** A function or variable that no header exports: nothing outside libpython can link to it. */
const isUnreachable = ({ kind, surface, exported }: Side): boolean =>
  surface === "internal" && (kind === "function" || kind === "variable") && exported === false;

/** Whether code that used one may use the other instead: no extension can replace a public name by an internal one. */
export const canReplace = ({ from, to }: Pair<Pick<Side, "surface">>): boolean =>
  to.surface === "public" || from.surface === "internal";

/** Adjusts a finding for code outside CPython, which cannot use what is internal to libpython. */
export function adjustToReach(finding: Finding, comparison: Pair<ManifestIndex>): void {
  if (finding.source === "compatible" && finding.binary === "compatible") return;
  const isBeyond = isBeyondReach(finding, comparison);
  if (!isBeyond && !isPromoted(finding, comparison)) return;
  finding.source = "compatible";
  finding.binary = "compatible";
  if (!isBeyond) return;
  finding.message = unusedText(finding);
  finding.hint = null;
}

function unusedText({ from, message }: Finding): string {
  const reason = from?.exported === undefined ? "exports what uses it" : "exports it";
  return `${message.replace(/\.$/, "")}; no header ${reason}, so nothing outside of CPython uses it.`;
}

/** Whether it is about a name that nobody could use and that has another one now. */
function isPromoted({ from, newName, subject }: Finding, comparison: Pair<ManifestIndex>): boolean {
  return from !== null && newName !== undefined && !isInReach(from, subject.name, comparison.from);
}

/** Whether a finding is about what no code outside CPython can use, before and after. */
export function isBeyondReach(finding: Finding, comparison: Pair<ManifestIndex>): boolean {
  const { subject, from, to, newName = subject.name } = finding;
  if (from !== null && isInReach(from, subject.name, comparison.from)) return false;
  return to === null || !isInReach(to, newName, comparison.to);
}

function isInReach(side: Side, name: string, index: ManifestIndex): boolean {
  if (side.surface !== "internal") return true;
  if (isUnreachable(side)) return false;
  const struct = side.kind === "struct" || side.kind === "union" ? index.structs.get(name) : undefined;
  return struct === undefined || !isOutOfReach(struct, index);
}
