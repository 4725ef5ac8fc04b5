import type { Finding, Side } from "./model.ts";
import type { Pair } from "./pair.ts";

/** A function or variable that no header exports: nothing outside libpython can link to it. */
export const isUnreachable = ({ kind, surface, exported }: Side): boolean =>
  surface === "internal" && (kind === "function" || kind === "variable") && exported === false;

/** Whether code that used one may use the other instead: no extension can replace a public name by an internal one. */
export const canReplace = ({ from, to }: Pair<Pick<Side, "surface">>): boolean =>
  to.surface === "public" || from.surface === "internal";

/** Adjusts a finding for code outside CPython, which cannot use what is internal to libpython. */
export function withinReach(finding: Finding): Finding {
  const { from, to, source, binary, message } = finding;
  if ((from !== null && !isUnreachable(from)) || (to !== null && !isUnreachable(to))) return finding;
  if (source === "compatible" && binary === "compatible") return finding;
  const said = `${message.replace(/\.$/, "")}; no header exports it, so nothing outside of CPython uses it.`;
  return { ...finding, source: "compatible", binary: "compatible", message: said };
}
