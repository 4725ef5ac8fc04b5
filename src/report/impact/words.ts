import { counted } from "../../diff/counted.ts";
import type { Hits } from "../../usage/hits.ts";
import type { Break, Need, PackageImpact, UsageImpact } from "../../usage/impact-model.ts";
import type { UsageData } from "../../usage/model.ts";

/** Describes packages of a need, after their number. */
export const needWords: Record<Need, string> = {
  work: "need work: their authors' code uses what is gone",
  tool: "need to be regenerated with a newer release of their tool",
  unknown: "load, unless imported names not visible in headers are gone",
  builds: "need a rebuild without changes",
  loads: "load as built",
};

export const needTitles: Record<Need, string> = {
  work: "Need work",
  tool: "Need a newer tool",
  unknown: "Not known",
  builds: "Need a rebuild",
  loads: "Load as built",
};

/** Maximum number of changes shown to people. */
export const maxChanges = 30;

export const incompleteText = "Not everything in the headers was understood, so more packages may be affected.";

/** `Modules of 178 packages of Debian trixie, amd64 (2026-11-27)` */
export const sourcesText = ({ sources }: UsageData): string =>
  sources.map(({ title, date }) => `${title} (${date})`).join("; ");

/** The data behind the numbers, and their limits. */
export function sourceText({ usage }: UsageImpact): string {
  return `${counted(usage.packages, "package")}, ${counted(usage.modules, "module")}: ${sourcesText(usage)}. A module shows what it imports, not which struct members and macros its code uses.`;
}

/** `PyFoo in 3 modules (Cython 3.0.11 wrote it)` */
function breakText({ used, by, tools, modules, already }: Break): string {
  const notes = [...(by === "tool" ? [`${tools.join(", ")} wrote it`] : []), ...(already ? ["gone before"] : [])];
  return `${used}${modules > 1 ? ` in ${modules} modules` : ""}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}`;
}

/** Why a package is affected. */
export function reasonText({ need, breaks, doubts }: PackageImpact): string {
  const gone = breaks.map(breakText).join(", ");
  if (need !== "unknown") return gone;
  const open = `not known: ${doubts.join(", ")}`;
  return gone === "" ? open : `${open}; rebuilt, it misses ${gone}`;
}

/** `6: 4 by their authors, 1 by SWIG, 1 by headers alone` */
export function hitsText({ author, tools, headers }: Hits): string {
  const parts = [
    ...(author > 0 ? [`${author} by their authors`] : []),
    ...Object.entries(tools).map(([tool, count]) => `${count} by ${tool} alone`),
    ...(headers > 0 ? [`${headers} by headers alone`] : []),
  ];
  return parts.join(", ");
}

/** `6 packages (4 by their authors, 2 by Cython alone)` */
export const usersText = (hits: Hits): string => `${counted(hits.packages, "package")} (${hitsText(hits)})`;

/** `spam, eggs and 4 more` */
export function namesText({ packages, names }: Hits): string {
  return `${names.join(", ")}${packages > names.length ? ` and ${packages - names.length} more` : ""}`;
}
