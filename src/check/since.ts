import { seriesOf } from "../cpython/version.ts";
import type { ReleaseTag } from "./history.ts";
import { type CheckFinding, type FindingKind, type Since, usedKey } from "./model.ts";

/** Maximum number of releases examined per check, which bounds the work. */
const maxProbes = 24;

/**
 * For how many steps of a bisection headers are fetched ahead, of 14 releases: most of a series, whose releases share
 * most of their files, so that one fetch for all takes less than another fetch for one.
 */
const stepsAhead = 3;

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
  if (wanted.length === 0) return findings.map((finding) => ({ ...finding, since: null }));
  const examined = new Examined({ ref: start.ref, events: before }, [...line, end], wanted.map(eventOf), probe);
  await examined.lookAtFirstFinals();
  const narrowest = new Map<CheckFinding, Span>();
  let spans = examined.lastSpans(wanted);
  while (spans.length > 0) {
    const halved = await Promise.all(spans.map(async (span) => ({ span, halves: await examined.halve(span) })));
    for (const { span, halves } of halved) {
      if (halves === null) for (const finding of span.findings) narrowest.set(finding, span);
    }
    spans = halved.flatMap(({ halves }) => halves ?? []);
  }
  return findings.map((finding) => {
    const span = narrowest.get(finding);
    return { ...finding, since: span === undefined ? null : examined.since(finding, span) };
  });
}

/** The releases examined so far. A release is a stop, by its position in the line; -1 is the baseline. */
class Examined {
  readonly #baseline: string;
  readonly #stops: readonly ReleaseTag[];
  readonly #probe: Probe;
  /** The events of each examined stop. */
  readonly #events: Map<number, ReadonlySet<string>>;
  readonly #unreadable = new Set<number>();
  #probes = 0;

  /** @param atEnd the events of the last stop */
  constructor(
    baseline: { ref: string; events: ReadonlySet<string> },
    stops: readonly ReleaseTag[],
    atEnd: readonly string[],
    probe: Probe,
  ) {
    this.#baseline = baseline.ref;
    this.#stops = stops;
    this.#probe = probe;
    this.#events = new Map([
      [-1, baseline.events],
      [stops.length - 1, new Set(atEnd)],
    ]);
  }

  async lookAtFirstFinals(): Promise<void> {
    const between = firstFinals(this.#stops).filter((stop) => stop < this.#stops.length - 1);
    await Promise.all(between.map((stop) => this.#look(stop)));
  }

  /** For each finding, the examined stops between which it last appeared. */
  lastSpans(findings: readonly CheckFinding[]): Span[] {
    const stops = [...this.#events.keys()].sort((a, b) => a - b);
    const spans = new Map<number, Span>();
    for (const finding of findings) {
      const at = stops.findLastIndex((stop) => !this.#events.get(stop)?.has(eventOf(finding)));
      const [low = -1, high = -1] = [stops[at], stops[at + 1]];
      const span = spans.get(low) ?? { low, high, findings: [] };
      span.findings.push(finding);
      spans.set(low, span);
    }
    return [...spans.values()];
  }

  /** Examines the middle of a span, and divides its findings; null if none is left to examine. */
  async halve(span: Span): Promise<Span[] | null> {
    const { low, high, findings } = span;
    for (;;) {
      const middle = this.#middleOf(low, high);
      if (middle === null || findings.length === 0 || this.#probes >= maxProbes) return null;
      const next = [...this.#middlesOf(low, middle), ...this.#middlesOf(middle, high)];
      const events = await this.#look(middle, next);
      if (events === null) continue;
      return [
        { low, high: middle, findings: findings.filter((finding) => events.has(eventOf(finding))) },
        { low: middle, high, findings: findings.filter((finding) => !events.has(eventOf(finding))) },
      ];
    }
  }

  /** When a finding appeared, if it did so in this span. */
  since(finding: CheckFinding, { low, high }: Span): Since {
    const { ref, version } = this.#stops[high] as ReleaseTag;
    return {
      ref,
      version: version.text,
      after: this.#refOf(low),
      exact: high - low === 1,
      stretches: this.#stretches(eventOf(finding)),
    };
  }

  /** The stretches of examined releases in which something breaks or does not. */
  #stretches(event: string): Since["stretches"] {
    const found: Since["stretches"] = [];
    for (const [stop, events] of [...this.#events].sort(([a], [b]) => a - b)) {
      const [ref, breaks] = [this.#refOf(stop), events.has(event)];
      const current = found.at(-1);
      if (current?.breaks === breaks) current.to = ref;
      else found.push({ from: ref, to: ref, breaks });
    }
    return found;
  }

  /** The events of a stop; null if it cannot be read. `next`: stops of which some will be examined after it. */
  async #look(stop: number, next: readonly number[] = []): Promise<ReadonlySet<string> | null> {
    this.#probes++;
    const there = await this.#probe(
      this.#refOf(stop),
      next.map((one) => this.#refOf(one)),
    );
    if (there === null) {
      this.#unreadable.add(stop);
      return null;
    }
    const events = new Set(there.map(eventOf));
    this.#events.set(stop, events);
    return events;
  }

  /** The readable stop nearest to the middle of two. */
  #middleOf(low: number, high: number): number | null {
    const middle = (low + high) / 2;
    let best: number | null = null;
    for (let stop = low + 1; stop < high; stop++) {
      if (this.#unreadable.has(stop)) continue;
      if (best === null || Math.abs(stop - middle) < Math.abs(best - middle)) best = stop;
    }
    return best;
  }

  /** The stops that the next steps of a bisection examine. */
  #middlesOf(low: number, high: number, steps = stepsAhead): number[] {
    const middle = steps === 0 ? null : this.#middleOf(low, high);
    if (middle === null) return [];
    return [middle, ...this.#middlesOf(low, middle, steps - 1), ...this.#middlesOf(middle, high, steps - 1)];
  }

  #refOf(stop: number): string {
    return this.#stops[stop]?.ref ?? this.#baseline;
  }
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

/** Findings that appeared after stop `low` and not after stop `high`. */
interface Span {
  low: number;
  high: number;
  findings: CheckFinding[];
}

/** Kinds that are one event to a user: a member is removed, and later its struct becomes opaque. */
const kindsOfLoss = new Set<FindingKind>(["missing", "opaque", "internal", "not-exported", "unknown"]);

/** The identity of a finding across versions. */
export function eventOf({ kind, by, used, change }: Occurrence): string {
  const what = kindsOfLoss.has(kind) ? "lost" : kind === "changed" ? change?.rule : kind;
  return [by, usedKey(used), what].join(" ");
}
