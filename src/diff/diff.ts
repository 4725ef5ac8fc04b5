import { hash } from "node:crypto";
import { CapidiffError } from "../errors.ts";
import { groupBy, push } from "../group-by.ts";
import type { Entry, Manifest } from "../manifest/model.ts";
import { type Comparison, compareManifests } from "./comparison.ts";
import { compileFilter, type DiffFilter } from "./filter.ts";
import { copyExtras } from "./finding.ts";
import { focusedOn } from "./focus.ts";
import { Advisor } from "./hints/advisor.ts";
import { addHint } from "./hints/hint.ts";
import {
  type Change,
  type Diff,
  type DiffSide,
  type Finding,
  type Impact,
  rulesetVersion,
  type Topic,
} from "./model.ts";
import { adjustToReach } from "./reach.ts";
import { rules } from "./rules/index.ts";
import { Topics } from "./topic.ts";

export type { DiffFilter } from "./filter.ts";

/**
 * The changes between two manifests, sorted: public surface first, then by impact, rule and
 * name. All rules run regardless of the filter, so that a filter never changes how an event is classified; rules that
 * are listed on request only do not take part in explaining.
 * @throws CapidiffError `invalid-request` if the filter is not valid or the manifests' schema versions differ
 */
export function diffManifests(from: Manifest, to: Manifest, filter: DiffFilter = {}): Diff {
  const changes = reported(compared(from, to), filter).map(({ change }) => change);
  return {
    schemaVersion: from.schemaVersion,
    rulesetVersion,
    complete: from.complete && to.complete,
    from: sideOf(from),
    to: sideOf(to),
    summary: summarize(changes),
    changes,
  };
}

/**
 * The same changes by each name they concern: the subject's, those of its parts, and a new or former name.
 * @throws CapidiffError `invalid-request`, as above
 */
export function changesByName(from: Manifest, to: Manifest): Map<string, Change[]> {
  const byName = new Map<string, Change[]>();
  for (const { change, explains } of reported(compared(from, to), {})) {
    const { newName, renamedFrom } = change;
    const others = [newName, renamedFrom].filter((name) => name !== undefined);
    for (const name of new Set([...namesOf(change, explains), ...others])) push(byName, name, change);
  }
  return byName;
}

interface Reported {
  change: Change;
  /** The subject's entry, and its parts and structs inside it that the change is about. */
  explains: readonly Entry[];
}

/** The names by which a change is found: those of its subject and of the entries that it is about. */
const namesOf = ({ subject }: Pick<Change, "subject">, explains: readonly Entry[]) => [
  subject.name,
  ...explains.map(({ name }) => name),
];

/**
 * Those changes of a diff that concern some names, in its order, possibly with others.
 * @param names of symbols, structs, enums, tags and headers
 */
export function changesAbout(comparison: Comparison, names: Iterable<string>): Change[] {
  return reported(focusedOn(comparison, names), {}).map(({ change }) => change);
}

/** @throws CapidiffError `invalid-request` if the schema versions differ */
export function compared(from: Manifest, to: Manifest): Comparison {
  if (from.schemaVersion !== to.schemaVersion) {
    throw new CapidiffError(
      "invalid-request",
      `The manifests of ${from.ref} and ${to.ref} have schema versions ${from.schemaVersion} and ${to.schemaVersion}: ` +
        "create both with the same version of capidiff.",
    );
  }
  return compareManifests(from, to);
}

function reported(comparison: Comparison, filter: DiffFilter): Reported[] {
  const fits = compileFilter(filter);
  const topics = new Topics(comparison);
  const advisor = new Advisor(comparison.from, comparison.to);
  const all: Reported[] = [];
  for (const rule of rules) {
    if (rule.onRequest && !filter.rule?.includes(rule.id)) continue;
    rule.check(comparison, (finding, explains) => {
      adjustToReach(finding, comparison);
      const change = { rule: rule.id, subject: finding.subject };
      for (const aspect of rule.explains) comparison.ledger.explain(aspect, explains, change);
      const topic = topics.of(rule, finding);
      if (!fits(rule.id, topic, finding, () => namesOf(finding, explains))) return;
      addHint(finding, advisor);
      all.push({ change: changeOf(rule.id, topic, finding), explains });
    });
  }
  return sorted(all);
}

function sideOf({ ref, commit, version, target }: Manifest): DiffSide {
  return { ref, commit, version, target };
}

function changeOf(rule: string, topic: Topic, finding: Finding): Change {
  const { subject, member, source, binary, from, to, because, evidence, message, hint } = finding;
  const change = { id: changeId(rule, finding), rule, topic, subject, member, source, binary, from, to } as Change;
  copyExtras(finding, change);
  if (because !== undefined) change.because = changeId(because.rule, { member: null, ...because });
  // Assigned one by one: `Object.assign` takes an object more for each of thousands.
  change.evidence = evidence;
  change.message = message;
  change.hint = hint;
  return change;
}

/** A hash over the subject, so that the id survives new wording, lines and headers. */
function changeId(rule: string, { subject, member }: Pick<Finding, "subject" | "member">): string {
  return hash("sha256", JSON.stringify([rule, subject.kind, subject.name, member])).slice(0, 12);
}

const severity: Record<Impact, number> = { breaking: 0, risky: 1, compatible: 2 };

const ruleIds = rules.map(({ id }) => id).sort();
const ruleOrder = new Map(ruleIds.map((id, index) => [id, index]));

/** Sorts by rank, then by subject and member. Few ranks have many changes, most of them already in order. */
function sorted(changes: readonly Reported[]): Reported[] {
  return [...groupBy(changes, ({ change }) => rules.length * rankOf(change) + (ruleOrder.get(change.rule) ?? 0))]
    .sort(([a], [b]) => a - b)
    .flatMap(([, equal]) => equal.sort(({ change: a }, { change: b }) => bySubject(a, b)));
}

/** Public surface first, then by impact. */
function rankOf({ source, binary, from, to }: Change): number {
  const isPublic = from?.surface === "public" || to?.surface === "public";
  const worst = Math.min(severity[source], severity[binary]);
  return 27 * (isPublic ? 0 : 1) + 9 * worst + 3 * severity[source] + severity[binary];
}

function bySubject(a: Change, b: Change): number {
  return (
    byCodeUnits(a.subject.name, b.subject.name) ||
    byCodeUnits(a.subject.kind, b.subject.kind) ||
    byCodeUnits(a.member ?? "", b.member ?? "")
  );
}

/** As manifests are sorted, independent of the locale. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function summarize(changes: readonly Change[]): Diff["summary"] {
  const summary: Diff["summary"] = {
    changes: changes.length,
    byRule: {},
    source: { breaking: 0, risky: 0, compatible: 0 },
    binary: { breaking: 0, risky: 0, compatible: 0 },
  };
  for (const change of changes) {
    summary.byRule[change.rule] = (summary.byRule[change.rule] ?? 0) + 1;
    summary.source[change.source]++;
    summary.binary[change.binary]++;
  }
  // Sorted, so that equal summaries are equal bytes.
  summary.byRule = Object.fromEntries(Object.entries(summary.byRule).sort(([a], [b]) => byCodeUnits(a, b)));
  return summary;
}
