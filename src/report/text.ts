import type { RefPage } from "../cpython/ref-list.ts";
import type { RuleDescription } from "../diff/describe.ts";
import { type Change, type Diff, type Impact, impacts } from "../diff/model.ts";
import type { Surface } from "../manifest/model.ts";
import { asText, counted, sideText, table } from "./table.ts";

/** A diff for people to read: the summary, then the changes, one a line, by surface and worst impact. */
export function diffText(diff: Diff): string {
  const { from, to, summary } = diff;
  const lines = [
    `${sideText(from)} to ${sideText(to)} on ${to.target.platform}`,
    "",
    `${counted(summary.changes, "change")}`,
    ...table([
      ["source", ...impacts.map((impact) => `${summary.source[impact]} ${impact}`)],
      ["binary", ...impacts.map((impact) => `${summary.binary[impact]} ${impact}`)],
    ]),
    ...table(Object.entries(summary.byRule).map(([rule, count]) => [rule, String(count)])),
  ];
  if (!diff.complete) {
    lines.push("", "Not everything in the headers was understood, so changes may be missing here;");
    lines.push("the diagnostics of the two manifests say where.");
  }
  for (const [heading, changes] of sections(diff.changes)) {
    lines.push("", `${heading} (${changes.length})`);
    lines.push(...table([["rule", "source", "binary", "change"], ...changes.map(changeRow)]));
  }
  return asText(lines);
}

/** Refs, one a line. */
export function refsText({ refs }: RefPage): string {
  const tags = refs.filter((ref) => ref.kind === "tag").length;
  const rows = refs.map(({ name, kind, version, commit }) => [name, kind, version ?? "-", commit]);
  return asText([
    `${counted(refs.length - tags, "branch", "branches")}, ${counted(tags, "tag")}`,
    "",
    ...table([["name", "kind", "version", "commit"], ...rows]),
  ]);
}

/** Rules, one a line. */
export function rulesText({ rulesetVersion, rules }: { rulesetVersion: number; rules: RuleDescription[] }): string {
  const rows = rules.map(({ id, impact, purpose }) => [id, impact.source, impact.binary, purpose]);
  return asText([
    `${counted(rules.length, "rule")}, ruleset ${rulesetVersion}`,
    "",
    ...table([["rule", "source", "binary", "purpose"], ...rows]),
  ]);
}

/** In the order of the diff, which has the public surface and the worst impact first. */
function sections(changes: readonly Change[]): Map<string, Change[]> {
  const sections = new Map<string, Change[]>();
  for (const change of changes) {
    const surface: Surface = [change.from, change.to].some((side) => side?.surface === "public")
      ? "public"
      : "internal";
    const heading = `${surface === "public" ? "Public" : "Internal"} surface, ${worst(change)}`;
    const section = sections.get(heading);
    if (section) section.push(change);
    else sections.set(heading, [change]);
  }
  return sections;
}

const worst = ({ source, binary }: Change): Impact =>
  impacts.find((impact) => impact === source || impact === binary) ?? "compatible";

const changeRow = ({ rule, source, binary, message, hint }: Change) => [
  rule,
  source,
  binary,
  hint === null ? message : `${message} ${hint}`,
];
