import type { Check, Verdict, VersionVerdict } from "../../check/model.ts";
import { versionText } from "./report.ts";

/** Maximum number of names shown; JSON has all. */
const maxNames = 30;

const words: Record<Verdict, string> = { breaks: "breaks", risky: "risky", ok: "ok", unknown: "unknown" };

/** Cell contents: `x` breaks, `?` may break, `.` works. */
export const legend = "x breaks, ? may break";

/**
 * One row per name that breaks or may break in any version, one column per version; above them the versions and their
 * verdicts.
 * @param show formats a name
 */
export function matrixRows(
  versions: readonly VersionVerdict[],
  show: (name: string) => string = (name) => name,
): string[][] {
  const names = [...new Set(versions.flatMap(({ breaking, risky }) => [...breaking, ...risky]))];
  const more = names.length - maxNames;
  const cell = (name: string, { breaking, risky }: VersionVerdict) =>
    breaking.includes(name) ? "x" : risky.includes(name) ? "?" : ".";
  return [
    ["version", ...versions.map(versionText)],
    ["verdict", ...versions.map(({ verdict }) => words[verdict])],
    ...names.slice(0, maxNames).map((name) => [show(name), ...versions.map((version) => cell(name, version))]),
    ...(more > 0 ? [[`and ${more} more`, ...versions.map(() => "")]] : []),
  ];
}

/** `builds as it stands from 3.7.12 to 3.9.2` */
export function buildsText({ builds = null, versions = [] }: Check): string {
  if (builds !== null) {
    const [from, to] = [versionText(builds.from), versionText(builds.to)];
    return from === to ? `builds unchanged on ${to} only` : `builds unchanged from ${from} to ${to}`;
  }
  const [first, last] = [versions[0], versions.at(-1)];
  if (first === undefined || last === undefined) return "builds on no version";
  return `builds unchanged on none of ${versionText(first)} to ${versionText(last)}`;
}
