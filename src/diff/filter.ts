import { CapidiffError } from "../errors.ts";
import type { Surface, Tier } from "../manifest/model.ts";
import { compilePattern } from "../manifest/pattern.ts";
import type { Finding, Impact, Topic } from "./model.ts";
import { rules } from "./rules/index.ts";

/** What of a diff is asked for; a change is told if it fits all that is given. */
export interface DiffFilter {
  /** Ids of rules, any of them. */
  rule?: readonly string[] | undefined;
  /** What the change is about, any of them. */
  topic?: readonly Topic[] | undefined;
  /** That either side has. */
  tier?: Tier | undefined;
  /** That either side is on. */
  surface?: Surface | undefined;
  /** A name, or a glob with `*`, `?` and `[…]`, of the subject or of what is part of it; at most 200 characters. */
  symbol?: string | undefined;
  source?: Impact | undefined;
  binary?: Impact | undefined;
}

/**
 * @returns whether a finding of a rule fits that has the topic, `names` being the subject's and those of its parts
 * @throws CapidiffError `invalid-request` for a rule that does not exist or too long a glob
 */
export function compileFilter(
  filter: DiffFilter,
): (rule: string, topic: Topic, finding: Finding, names: readonly string[]) => boolean {
  for (const id of filter.rule ?? []) {
    if (rules.some((rule) => rule.id === id)) continue;
    const known = rules.map((rule) => rule.id).sort();
    throw new CapidiffError("invalid-request", `There is no rule ${id}: the rules are ${known.join(", ")}.`, {
      rule: id,
      rules: known,
    });
  }
  const matches = filter.symbol === undefined ? null : compilePattern(filter.symbol);
  return (rule, topic, finding, names) => {
    const sides = [finding.from, finding.to].filter((side) => side !== null);
    return (
      (!filter.rule?.length || filter.rule.includes(rule)) &&
      (!filter.topic?.length || filter.topic.includes(topic)) &&
      (!filter.tier || sides.some((side) => side.tier === filter.tier)) &&
      (!filter.surface || sides.some((side) => side.surface === filter.surface)) &&
      (!filter.source || finding.source === filter.source) &&
      (!filter.binary || finding.binary === filter.binary) &&
      (!matches || names.some(matches))
    );
  };
}
