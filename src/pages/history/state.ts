import type { Stretch } from "../../history/model.ts";

/** The state of a name in a version: its tier, deprecated, or not there. */
const states = [
  "limited",
  "public",
  "unstable",
  "private",
  "internal",
  "opaque",
  "deprecated",
  "gone",
  "unread",
] as const;
export type NameState = (typeof states)[number];

export const stateTitles: Record<NameState, string> = {
  limited: "Limited API",
  public: "Public",
  unstable: "Unstable",
  private: "Private",
  internal: "Internal",
  opaque: "Opaque",
  deprecated: "Deprecated",
  gone: "Not there",
  unread: "Not read yet",
};

/** `deprecated` and `opaque` come before the tier. */
export function stateOf({ facts }: Pick<Stretch, "facts">): NameState {
  if (facts === null) return "gone";
  if ("deprecated" in facts && facts.deprecated !== null) return "deprecated";
  if ("opaque" in facts && facts.opaque && facts.surface === "public") return "opaque";
  return facts.tier;
}

/** Consecutive versions with the same state. */
export interface Run {
  state: NameState;
  /** Versions such as `3.13.5`. */
  from: string;
  to: string;
}

export function runsOf(stretches: readonly Stretch[]): Run[] {
  const runs: Run[] = [];
  for (const stretch of stretches) {
    const state = stateOf(stretch);
    const last = runs.at(-1);
    if (last?.state === state) last.to = stretch.to.version;
    else runs.push({ state, from: stretch.from.version, to: stretch.to.version });
  }
  return runs;
}

/** `Public 3.7.0 to 3.12.4, not there 3.13.0 to 3.15.2` */
export function runsText(runs: readonly Run[]): string {
  return runs
    .map(({ state, from, to }) => `${stateTitles[state]} ${from === to ? `in ${from}` : `${from} to ${to}`}`)
    .join(", ");
}
