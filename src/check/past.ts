import { compareVersions, versionIn } from "../cpython/version.ts";
import { isOlder, lastOfSeries, type ReleaseTag, releasesBetween } from "./history.ts";
import type { CheckFinding, Since } from "./model.ts";
import { eventOf, firstFinals, type Probe, withSince } from "./since.ts";
import type { Readable, Steps } from "./steps.ts";
import type { Judged } from "./versions.ts";

/**
 * Adds to findings the release that introduced each; none if the target is older.
 *
 * Most findings follow from manifests: whether a version has a name. Those that only a compiler sees, such as a wrong
 * type, are compiled for each version examined.
 */
export async function withHistory(
  judged: Judged,
  releases: readonly ReleaseTag[],
  steps: Steps,
  readable: Readable,
): Promise<CheckFinding[]> {
  const { from, to, findings } = judged;
  if (findings.length === 0 || (!isOlder(from, to) && from.ref !== to.ref)) return findings;
  const changes = findings.some(({ kind }) => kind === "changed");
  const again = await steps.revisit(judged, from.ref, to.ref, changes);
  const known = new Set(again.findings.map(eventOf));
  const compiled = findings.filter((finding) => !known.has(eventOf(finding)));
  const named = findings.filter((finding) => known.has(eventOf(finding)));
  const revisit: ProbeFor = (asked) => {
    const about = { ...judged, findings: [...asked, ...findings.filter(isOfHeader)] };
    return async (ref, next = []) => {
      await steps.expect(next);
      return readable(steps.occurrences(about, from.ref, ref, changes));
    };
  };
  const compile: ProbeFor = () => async (ref) => (await readable(steps.judge(from.ref, ref)))?.findings ?? null;
  const past = { judged, releases, steps, readable };
  const dated = [...(await onTheWay(named, past, revisit)), ...(await onTheWay(compiled, past, compile))];
  const byId = new Map(dated.map((finding) => [finding.id, finding]));
  return findings.map((finding) => byId.get(finding.id) ?? finding);
}

/** A probe for some findings: an older version has fewer of them to answer for, and may be answered from less of it. */
type ProbeFor = (findings: readonly CheckFinding[]) => Probe;

/** A header that is used decides whether internal names count. */
const isOfHeader = ({ used }: CheckFinding) => used.kind === "header";

interface Past {
  judged: Judged;
  releases: readonly ReleaseTag[];
  steps: Steps;
  readable: Readable;
}

/** The releases since which they occur, between baseline and target, or before the baseline. */
async function onTheWay(findings: readonly CheckFinding[], past: Past, probeFor: ProbeFor): Promise<CheckFinding[]> {
  const { from, to } = past.judged;
  if (findings.every(isDeprecated)) return [...findings];
  const start = { ref: from.ref, findings: (await probeFor(findings)(from.ref)) ?? [] };
  const end = { ref: to.ref, version: versionIn(to) };
  const way = releasesBetween(past.releases, from, to);
  const there = new Set(start.findings.map(eventOf));
  const later = findings.filter((finding) => !there.has(eventOf(finding)));
  const earlier = findings.filter((finding) => there.has(eventOf(finding)) && !isDeprecated(finding));
  // At once, so that few fetches bring the headers of both.
  const [dated, older] = await Promise.all([
    withSince(later, start, way, end, probeFor(later)),
    beforeBaseline(earlier, past, probeFor(earlier)),
  ]);
  const known = new Map([...dated.map((finding) => [finding.id, finding] as const), ...older]);
  return findings.map((finding) => known.get(finding.id) ?? { ...finding, since: null });
}

const isDeprecated = ({ kind }: CheckFinding) => kind === "deprecated";

/** Findings of the baseline came before it: identified by id, or as a change since the last version without it. */
async function beforeBaseline(
  findings: readonly CheckFinding[],
  past: Past,
  probe: Probe,
): Promise<Map<string, CheckFinding>> {
  const { judged, releases, steps, readable } = past;
  const { from, to } = judged;
  if (findings.length === 0) return new Map();
  const older = lastOfSeries(releases).filter(({ version }) => compareVersions(version, versionIn(from)) < 0);
  for (const first of older) {
    const way = releasesBetween(releases, { version: first.version.text }, from);
    const before = await probe(
      first.ref,
      firstFinals(way).map((stop) => (way[stop] as ReleaseTag).ref),
    );
    if (before === null) continue;
    const end = { ref: from.ref, version: versionIn(from) };
    const found = await withSince(findings, { ref: first.ref, findings: before }, way, end, probe);
    const known = found.filter((finding): finding is CheckFinding & { since: Since } => finding.since !== null);
    const changes = new Map<string, CheckFinding>();
    for (const after of new Set(known.map(({ since }) => since.after))) {
      const step = await readable(steps.revisit(judged, after, to.ref, true));
      for (const finding of step?.findings ?? []) changes.set(`${after} ${eventOf(finding)}`, finding);
    }
    return new Map(
      known.map((finding) => {
        const { id, places, since } = finding;
        const change = changes.get(`${since.after} ${eventOf(finding)}`);
        return [id, { ...finding, ...(change && { ...change, id, places }), since }];
      }),
    );
  }
  return new Map();
}
