import { CapidiffError } from "../errors.ts";
import type { Surface, Tier } from "../manifest/model.ts";
import { compilePattern } from "../manifest/pattern.ts";
import type { Finding, Impact, Topic } from "./model.ts";
import { rules } from "./rules/index.ts";

/** A filter of changes; all given fields must match. */
export interface DiffFilter {
  /** Ids of rules, any of which may match. */
  rule?: readonly string[] | undefined;
  /** Topics, any of which may match. */
  topic?: readonly Topic[] | undefined;
  /** The tier of either side. */
  tier?: Tier | undefined;
  /** The surface of either side. */
  surface?: Surface | undefined;
  /** A name, or a glob with `*`, `?` and `[…]`, of the subject or one of its parts; at most 200 characters. */
  symbol?: string | undefined;
  source?: Impact | undefined;
  binary?: Impact | undefined;
}

/**
 * @returns a predicate over a finding's rule, topic, and the names of its subject and parts
 * @throws CapidiffError `invalid-request` for an unknown rule or too long a glob
 */
export function compileFilter(
  filter: DiffFilter,
): (rule: string, topic: Topic, finding: Finding, names: () => readonly string[]) => boolean {
  for (const id of filter.rule ?? []) {
    if (rules.some((rule) => rule.id === id)) continue;
    const known = rules.map((rule) => rule.id).sort();
    throw new CapidiffError("invalid-request", `Unknown rule "${id}"; expected one of ${known.join(", ")}.`, {
      rule: id,
      rules: known,
    });
  }
  const matches = filter.symbol === undefined ? null : compilePattern(filter.symbol);
  return (rule, topic, finding, names) => {
    const { from, to } = finding;
    return (
      (!filter.rule?.length || filter.rule.includes(rule)) &&
      (!filter.topic?.length || filter.topic.includes(topic)) &&
      (!filter.tier || from?.tier === filter.tier || to?.tier === filter.tier) &&
      (!filter.surface || from?.surface === filter.surface || to?.surface === filter.surface) &&
      (!filter.source || finding.source === filter.source) &&
      (!filter.binary || finding.binary === filter.binary) &&
      (!matches || names().some(matches))
    );
  };
}
