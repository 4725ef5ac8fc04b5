import type { Facts, History } from "../../history/model.ts";
import { type Hits, HitsByChange } from "../../usage/hits.ts";
import { dataOf, type UsageData, type UsageIndex } from "../../usage/model.ts";
import { Origins } from "../../usage/origin.ts";

/** A history and the users of its subject, according to an index of usage. */
export interface HistoryReport extends History {
  /** Null if the index shows none and could not show all: a module imports no macros, types or members. */
  usedBy: Hits | null;
  usage: UsageData;
}

/** Adds users to histories. */
export class HistoryUsers {
  readonly #hits: HitsByChange;
  readonly #usage: UsageData;
  /** Whether the index has the sources of each package, which show all uses. */
  readonly #hasSources: boolean;

  constructor(index: UsageIndex) {
    this.#hits = new HitsByChange(index, new Origins(index));
    this.#usage = dataOf(index);
    this.#hasSources = index.packages.every(({ units }) => units.some(({ kind }) => kind === "source"));
  }

  addTo(history: History): HistoryReport {
    const found = this.#of(history);
    const isKnown = found.packages > 0 || (this.#hasSources && !isNested(history)) || isImported(history);
    return { ...history, usedBy: isKnown ? found : null, usage: this.#usage };
  }

  #of(history: History): Hits {
    const { subject } = history;
    if (subject.kind === "symbol") return this.#hits.ofNames([subject.name]);
    if (subject.kind === "member") return this.#hits.ofNames([`${subject.name}.${subject.member}`]);
    const names = factsOf(history).flatMap((facts) =>
      "typedefs" in facts ? [facts.name, ...facts.typedefs, ...(facts.tag === null ? [] : [facts.tag])] : [],
    );
    return this.#hits.ofStruct([...new Set([subject.name, ...names])]);
  }
}

const factsOf = ({ histories }: History): Facts[] =>
  histories.flatMap(({ stretches }) => stretches.flatMap(({ facts }) => facts ?? []));

/** Whether the subject is a member of a nested struct, which sources use as a member of that struct. */
const isNested = ({ subject }: History) => subject.kind === "member" && subject.member.includes(".");

/** Whether a module that uses the subject imports it, whatever version it was built for. */
const isImported = (history: History) =>
  factsOf(history).every((facts) => "kind" in facts && (facts.kind === "function" || facts.kind === "variable"));
