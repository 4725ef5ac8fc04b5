import type { Entry } from "../manifest/model.ts";
import type { ChangeKey } from "./model.ts";
import type { Pair } from "./pair.ts";

/**
 * The aspects of an entry that a change can explain: that it exists, where it is (header and surface), and so on. An
 * aspect explained by one rule is not reported again by later rules.
 */
export const aspects = [
  "presence",
  "place",
  "tier",
  "kind",
  "type",
  "export",
  "deprecation",
  "limited-api",
  "body",
] as const;
export type Aspect = (typeof aspects)[number];

type Explained = Record<Aspect, Map<Entry, ChangeKey>>;

/** Records which change explains which aspects of which entries. */
export class Ledger {
  readonly #explained = Object.fromEntries(aspects.map((aspect) => [aspect, new Map<Entry, ChangeKey>()])) as Explained;

  isExplained(aspect: Aspect, entry: Entry): boolean {
    return this.#explained[aspect].has(entry);
  }

  /** Whether either side is explained in this aspect. */
  isPairExplained(aspect: Aspect, { from, to }: Pair<Entry>): boolean {
    const explained = this.#explained[aspect];
    return explained.has(from) || explained.has(to);
  }

  /** The change that explains an entry in an aspect. */
  explainedBy(aspect: Aspect, entry: Entry): ChangeKey | undefined {
    return this.#explained[aspect].get(entry);
  }

  explain(aspect: Aspect, entries: Iterable<Entry>, change: ChangeKey): void {
    const explained = this.#explained[aspect];
    for (const entry of entries) explained.set(entry, change);
  }
}
