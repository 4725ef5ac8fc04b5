import type { ElsewhereName } from "../manifest/model.ts";
import { findingOf, spoken } from "./finding.ts";
import type { Matched } from "./matched.ts";
import type { Finding } from "./model.ts";
import type { ReportFinding } from "./rule.ts";

/** What can happen to a name of other targets. */
type Event = "added" | "removed" | "deprecated" | "undeprecated";

/**
 * Names of other targets that are added, removed or deprecated, each once with its targets; this target is not
 * affected.
 */
export function elsewhereReports(
  { elsewhere, from, to }: Matched,
  report: ReportFinding,
  event: Event,
  isAbout: (entry: ElsewhereName) => boolean = () => true,
): void {
  const isNews = (entry: ElsewhereName) => isAbout(entry) && !from.hasName(entry.name) && !to.hasName(entry.name);
  if (event === "added" || event === "removed") {
    for (const entry of elsewhere[event].filter(isNews)) report(findingAbout(event, entry, entry.targets), []);
    return;
  }
  for (const pair of elsewhere.paired) {
    const [without, withIt] = event === "deprecated" ? [pair.from, pair.to] : [pair.to, pair.from];
    if (without.deprecated === null && withIt.deprecated !== null && isAbout(pair.to))
      report(findingAbout(event, pair.to, pair.to.targets, pair.from), []);
  }
}

function findingAbout(event: Event, entry: ElsewhereName, targets: string[], before?: ElsewhereName): Finding {
  return findingOf({
    source: "compatible",
    binary: "compatible",
    from: event === "added" ? null : (before ?? entry),
    to: event === "removed" ? null : entry,
    elsewhere: [...targets],
    message: `The ${spoken(entry)} ${says(event, entry)}, for ${targetsText(targets)}.`,
  });
}

function says(event: Event, { header, deprecated }: ElsewhereName): string {
  switch (event) {
    case "added":
      return `is new in ${header}`;
    case "removed":
      // It may be in internal headers, which are not read for other targets.
      return `is gone from the public headers; it was in ${header}`;
    case "deprecated":
      return `is deprecated${deprecated ? ` since ${deprecated}` : ""}`;
    case "undeprecated":
      return "is no longer deprecated";
  }
}

/** `free-threaded builds, macOS (arm64) and Windows (amd64)`: other machines of a system are not read. */
export const targetsText = (targets: readonly string[]) =>
  targets
    .map(targetText)
    .join(", ")
    .replace(/, ([^,]+)$/, " and $1");

function targetText(target: string): string {
  const build = builds.get(target);
  if (build !== undefined) return build;
  const [, system = "", machine] = /^([a-z]+)_(\w+)$/.exec(target) ?? [];
  const name = systems.get(system);
  return name === undefined ? target : `${name} (${machine})`;
}

const builds: ReadonlyMap<string, string> = new Map([
  ["cp", "default builds"],
  ["cpd", "debug builds"],
  ["cpt", "free-threaded builds"],
]);

const systems: ReadonlyMap<string, string> = new Map([
  ["linux", "Linux"],
  ["macosx", "macOS"],
  ["win", "Windows"],
]);

export const isStruct = ({ kind }: ElsewhereName) => kind === "struct" || kind === "union";
export const isUnstable = ({ tier }: ElsewhereName) => tier === "unstable";
