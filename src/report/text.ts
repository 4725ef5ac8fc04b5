import type { RefPage } from "../cpython/ref-list.ts";
import { counted } from "../diff/counted.ts";
import type { RuleDescription } from "../diff/describe.ts";
import { asText, table } from "./table.ts";

/** One line per ref. */
export function refsText({ refs }: RefPage): string {
  const tags = refs.filter((ref) => ref.kind === "tag").length;
  const rows = refs.map(({ name, kind, version, commit }) => [name, kind, version ?? "-", commit]);
  return asText([
    `${counted(refs.length - tags, "branch", "branches")}, ${counted(tags, "tag")}`,
    "",
    ...table([["name", "kind", "version", "commit"], ...rows]),
  ]);
}

/** One line per rule. */
export function rulesText({ rulesetVersion, rules }: { rulesetVersion: number; rules: RuleDescription[] }): string {
  const rows = rules.map(({ id, impact, purpose }) => [id, impact.source, impact.binary, purpose]);
  return asText([
    `${counted(rules.length, "rule")}, ruleset ${rulesetVersion}`,
    "",
    ...table([["rule", "source", "binary", "purpose"], ...rows]),
  ]);
}
