import { seriesOf } from "../cpython/version.ts";
import type { ReleaseTag } from "./history.ts";
import { type CheckFinding, type FindingKind, type Since, usedKey } from "./model.ts";

/** Maximum number of releases examined per check, which bounds the work. */
const maxProbes = 24;

/** A finding as far as it identifies an event. */
export type Occurrence = Pick<CheckFinding, "kind" | "by" | "used" | "change">;

/**
 * The findings of the same uses in a release; null if it cannot be read. `next`: releases of which some will be asked for
 * after it, and whose headers may be fetched along with its own.
 */
export type Probe = (ref: string, next?: readonly string[]) => Promise<readonly Occurrence[] | null>;

/**
 * Adds to findings the release that introduced each, by one bisection over all findings, so that each release is read
 * once and most are not read at all. A problem that came, went and came back is dated to its last start, as far as the
 * first final releases or the bisection show that it went.
 *
 * Deprecations are skipped, since headers state their version.
 * @param start the baseline and its findings
 * @param line the releases in between, in order; `end` is the target, which has the findings
 */
export async function withSince(
  findings: readonly CheckFinding[],
  start: { ref: string; findings: readonly Occurrence[] },
  line: readonly ReleaseTag[],
  end: ReleaseTag,
  probe: Probe,
): Promise<CheckFinding[]> {
  const before = new Set(start.findings.map(eventOf));
  const wanted = findings.filter((finding) => finding.kind !== "deprecated" && !before.has(eventOf(finding)));
  const stops = [...line, end];
  const found = new Map<CheckFinding, Since>();
  const last = stops.length - 1;
  const looked = new Map<number, ReadonlySet<string>>([
    [-1, before],
    [last, new Set(wanted.map(eventOf))],
  ]);
  const unreadable = new Set<number>();
  let probes = 0;
  const look = async (stop: number, next: readonly number[] = []): Promise<ReadonlySet<string> | null> => {
    probes++;
    const refOf = (one: number) => (stops[one] as ReleaseTag).ref;
    const there = await probe(refOf(stop), next.map(refOf));
    if (there === null) {
      unreadable.add(stop);
      return null;
    }
    const events = new Set(there.map(eventOf));
    looked.set(stop, events);
    return events;
  };
  const stretchesOf = (finding: CheckFinding) =>
    stretches(eventOf(finding), looked, (stop) => stops[stop]?.ref ?? start.ref);
  if (wanted.length > 0)
    await Promise.all(
      firstFinals(stops)
        .filter((stop) => stop < last)
        .map((stop) => look(stop)),
    );
  let spans = lastSpans(wanted, looked);
  while (spans.length > 0) {
    const next = await Promise.all(
      spans.map(async (span): Promise<Span[]> => {
        const { low, high } = span;
        for (;;) {
          const middle = middleOf(span, unreadable);
          if (middle === null || span.findings.length === 0 || probes >= maxProbes) break;
          const halves = [
            middleOf({ ...span, high: middle }, unreadable),
            middleOf({ ...span, low: middle }, unreadable),
          ];
          const events = await look(
            middle,
            halves.filter((half) => half !== null),
          );
          if (events !== null) {
            return [
              { low, high: middle, findings: span.findings.filter((finding) => events.has(eventOf(finding))) },
              { low: middle, high, findings: span.findings.filter((finding) => !events.has(eventOf(finding))) },
            ];
          }
        }
        const { ref, version } = stops[high] as ReleaseTag;
        const since = { ref, version: version.text, after: stops[low]?.ref ?? start.ref, exact: high - low === 1 };
        for (const finding of span.findings) found.set(finding, { ...since, stretches: [] });
        return [];
      }),
    );
    spans = next.flat();
  }
  return findings.map((finding) => {
    const since = found.get(finding);
    return { ...finding, since: since === undefined ? null : { ...since, stretches: stretchesOf(finding) } };
  });
}

/** Maximum number of first final releases examined; the newest ones. */
const maxFinals = 10;

/** The first final release of each series, as far as they are examined. */
export function firstFinals(stops: readonly ReleaseTag[]): number[] {
  const finals = stops
    .map(({ version }, stop) => ({ stop, version }))
    .filter(({ version }) => version.stage === "final");
  const firsts = new Map(finals.reverse().map(({ stop, version }) => [seriesOf(version), stop]));
  return [...firsts.values()].reverse().slice(-maxFinals);
}

/** For each finding, the examined stops between which it last appeared. */
function lastSpans(findings: readonly CheckFinding[], looked: ReadonlyMap<number, ReadonlySet<string>>): Span[] {
  const stops = [...looked.keys()].sort((a, b) => a - b);
  const spans = new Map<number, Span>();
  for (const finding of findings) {
    const at = stops.findLastIndex((stop) => !looked.get(stop)?.has(eventOf(finding)));
    const [low = -1, high = -1] = [stops[at], stops[at + 1]];
    const span = spans.get(low) ?? { low, high, findings: [] };
    span.findings.push(finding);
    spans.set(low, span);
  }
  return [...spans.values()];
}

/** The stretches of examined releases in which something breaks or does not. */
function stretches(
  event: string,
  looked: ReadonlyMap<number, ReadonlySet<string>>,
  refOf: (stop: number) => string,
): Since["stretches"] {
  const found: Since["stretches"] = [];
  for (const [stop, events] of [...looked].sort(([a], [b]) => a - b)) {
    const [ref, breaks] = [refOf(stop), events.has(event)];
    const current = found.at(-1);
    if (current?.breaks === breaks) current.to = ref;
    else found.push({ from: ref, to: ref, breaks });
  }
  return found;
}

/** Findings that appeared after stop `low` and not after stop `high`; -1 is the baseline. */
interface Span {
  low: number;
  high: number;
  findings: CheckFinding[];
}

/** The readable stop nearest to the middle of a span. */
function middleOf({ low, high }: Span, unreadable: ReadonlySet<number>): number | null {
  const middle = (low + high) / 2;
  let best: number | null = null;
  for (let stop = low + 1; stop < high; stop++) {
    if (unreadable.has(stop)) continue;
    if (best === null || Math.abs(stop - middle) < Math.abs(best - middle)) best = stop;
  }
  return best;
}

/** Kinds that are one event to a user: a member is removed, and later its struct becomes opaque. */
const kindsOfLoss = new Set<FindingKind>(["missing", "opaque", "internal", "not-exported", "unknown"]);

/** The identity of a finding across versions. */
export function eventOf({ kind, by, used, change }: Occurrence): string {
  const what = kindsOfLoss.has(kind) ? "lost" : kind === "changed" ? change?.rule : kind;
  return [by, usedKey(used), what].join(" ");
}
