import type { Release } from "./history.ts";
import { type CheckFinding, type FindingKind, type Since, usedKey } from "./model.ts";

/** How many releases are looked at for one check, so that its work is bounded. */
const mostProbes = 24;

/** The findings that the same uses would have in a release; null where it cannot be read. */
export type Probe = (ref: string) => Promise<readonly CheckFinding[] | null>;

/**
 * The same findings, with the release that each came with: by bisection over all of them at once, so that each release is
 * read once for all, and most not at all. What came, went and came again is found where it came once.
 *
 * Not asked for is what is only deprecated: the header says since when.
 * @param start the baseline, and the findings that there are in it
 * @param line the releases on the way, in order; `end` is the target, which has the findings
 */
export async function withSince(
  findings: readonly CheckFinding[],
  start: { ref: string; findings: readonly CheckFinding[] },
  line: readonly Release[],
  end: Release,
  probe: Probe,
): Promise<CheckFinding[]> {
  const before = new Set(start.findings.map(eventOf));
  const wanted = findings.filter((finding) => finding.kind !== "deprecated" && !before.has(eventOf(finding)));
  const stops = [...line, end];
  const found = new Map<CheckFinding, Since>();
  let spans: Span[] = [{ low: -1, high: stops.length - 1, findings: wanted }];
  const unreadable = new Set<number>();
  let probes = 0;
  while (spans.length > 0) {
    const next = await Promise.all(
      spans.map(async (span): Promise<Span[]> => {
        const { low, high } = span;
        for (;;) {
          const middle = middleOf(span, unreadable);
          if (middle === null || span.findings.length === 0 || probes === mostProbes) break;
          probes++;
          const there = await probe((stops[middle] as Release).ref);
          if (there === null) unreadable.add(middle);
          else {
            const events = new Set(there.map(eventOf));
            return [
              { low, high: middle, findings: span.findings.filter((finding) => events.has(eventOf(finding))) },
              { low: middle, high, findings: span.findings.filter((finding) => !events.has(eventOf(finding))) },
            ];
          }
        }
        const { ref, version } = stops[high] as Release;
        const since = { ref, version: version.text, after: stops[low]?.ref ?? start.ref, exact: high - low === 1 };
        for (const finding of span.findings) found.set(finding, since);
        return [];
      }),
    );
    spans = next.flat();
  }
  return findings.map((finding) => ({ ...finding, since: found.get(finding) ?? null }));
}

/** Findings that came after the stop `low` and not after the stop `high`; -1 is the baseline. */
interface Span {
  low: number;
  high: number;
  findings: CheckFinding[];
}

/** The stop nearest to the middle of a span that can be read. */
function middleOf({ low, high }: Span, unreadable: ReadonlySet<number>): number | null {
  const middle = (low + high) / 2;
  let best: number | null = null;
  for (let stop = low + 1; stop < high; stop++) {
    if (unreadable.has(stop)) continue;
    if (best === null || Math.abs(stop - middle) < Math.abs(best - middle)) best = stop;
  }
  return best;
}

/** Kinds that are one event to who uses it: a member goes, and later its struct becomes opaque besides. */
const kindsOfLoss = new Set<FindingKind>(["missing", "opaque", "internal", "not-exported", "unknown"]);

/** What a finding is known by from version to version. */
export function eventOf({ kind, by, used, change }: CheckFinding): string {
  const what = kindsOfLoss.has(kind) ? "lost" : kind === "changed" ? change?.rule : kind;
  return [by, usedKey(used), what].join(" ");
}
