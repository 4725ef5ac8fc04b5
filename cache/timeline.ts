import type { ReleaseName } from "../src/cpython/releases.ts";
import { defaultTarget } from "../src/cpython/target.ts";
import type { Stop } from "../src/history/line.ts";
import { type Digest, digestOf, type Headline, headlinesOf } from "../src/pages/digest.ts";
import type { Histories } from "./histories.ts";

/** The known part of a timeline. */
export interface KnownTimeline {
  /** Oldest first; null if a release has not been compared with its predecessor yet. */
  steps: { from: ReleaseName; to: ReleaseName; digest: Digest | null }[];
  /** Of the last step. */
  headlines: Headline[];
}

/** Headlines of a release. */
const maxHeadlines = 8;

/**
 * The number of changes of each release since its predecessor. Comparing all takes a while at first, so it runs in the
 * background, one pair at a time, and the known part is returned.
 */
export class Timeline {
  readonly #histories: Histories;
  readonly #known = new Map<string, { digest: Digest; headlines: Headline[] }>();
  #isFilling = false;

  constructor(histories: Histories) {
    this.#histories = histories;
  }

  async known(): Promise<KnownTimeline> {
    const [line] = await this.#histories.lines([defaultTarget], { refs: null, prereleases: false });
    const stops = line?.stops ?? [];
    const pairs = stops.slice(1).map((to, i) => [stops[i] as Stop, to] as const);
    const steps = pairs.map(([from, to]) => ({
      from: nameOf(from),
      to: nameOf(to),
      digest: this.#known.get(keyOf(from, to))?.digest ?? null,
    }));
    void this.#fill(pairs.filter((_, i) => steps[i]?.digest === null).reverse());
    const last = pairs.at(-1);
    return { steps, headlines: (last && this.#known.get(keyOf(...last))?.headlines) ?? [] };
  }

  async #fill(pairs: (readonly [Stop, Stop])[]): Promise<void> {
    if (this.#isFilling || pairs.length === 0) return;
    this.#isFilling = true;
    try {
      for (const [from, to] of pairs) {
        const changes = (await this.#histories.changes(defaultTarget, from, to)).all();
        const known = { digest: digestOf(changes), headlines: headlinesOf(changes, maxHeadlines) };
        this.#known.set(keyOf(from, to), known);
      }
    } catch {
      // Shutting down or too busy; the next reader triggers it again.
    } finally {
      this.#isFilling = false;
    }
  }
}

const keyOf = (from: Stop, to: Stop) => `${from.commit} ${to.commit}`;

const nameOf = ({ ref, version }: Stop): ReleaseName => ({ ref, version });
