import type { SubjectKind } from "../../diff/model.ts";
import { code, escaped } from "../gfm.ts";
import { asText, wrapped } from "../table.ts";
import { type DiffReport, predicateOf, type ReportedChange } from "./report.ts";

/** Columns of a line, as CPython's documentation has them. */
const width = 80;

/**
 * What a version's page of What's New says of the C API, in Markdown: new, changed, deprecated and removed, the limited
 * API and the unstable one; of the public surface alone. A draft for who writes such a page, and a list to check one by.
 */
export function whatsNew({ changes, from, to }: DiffReport): string {
  const told = changes.filter(isPublic);
  const sections = Object.entries(chapters).flatMap(([title, belongs]) => {
    const items = itemsOf(told.filter((change) => chapterOf(change) === belongs));
    return items.length === 0 ? [] : ["", `### ${title}`, "", ...items];
  });
  const version = escaped(to.version);
  return asText([`## C API changes in ${version}`, "", `Since ${escaped(from.version)}.`, ...sections]);
}

type Chapter = "new" | "changed" | "deprecated" | "removed" | "limited" | "unstable";

const chapters: Record<string, Chapter> = {
  "New features": "new",
  "Changed C APIs": "changed",
  "Limited C API": "limited",
  "Unstable C API": "unstable",
  "Deprecated C APIs": "deprecated",
  "Removed C APIs": "removed",
};

/** On the public surface, and not of the numbers, vendored headers and plumbing that no such page tells. */
function isPublic({ topic, from, to }: ReportedChange): boolean {
  return (
    ![from, to].every((side) => side?.surface !== "public") && !["numbers", "vendored", "plumbing"].includes(topic)
  );
}

/** Null for what such a page does not tell: a private name that is as it was for who does not use it. */
function chapterOf({ topic, from, to, newName, aliasKept }: ReportedChange): Chapter | null {
  const isGone = to === null || (to.surface === "internal" && from?.surface === "public");
  const isRenamed = newName !== undefined && aliasKept === false;
  if (topic === "limited-api") return "limited";
  if (topic === "deprecation") return "deprecated";
  if ([from, to].some((side) => side?.tier === "unstable")) return "unstable";
  if (isGone || isRenamed) return "removed";
  if (to.tier === "private" || from?.tier === "private" || to.tier === "internal") return null;
  return from === null || from.surface === "internal" ? "new" : "changed";
}

/** One item for all of a header that are simply new, and for what was said of several; else one each. */
function itemsOf(changes: readonly ReportedChange[]): string[] {
  const items = new Map<string, string[]>();
  for (const change of changes) {
    const key = saidOf(change);
    items.set(key, [...(items.get(key) ?? []), nameOf(change)]);
  }
  return [...items].flatMap(([said, names]) =>
    wrapped(`${names.join(", ")} ${names.length > 1 ? said.replace(/^is /, "are ") : said}`, width, "* ", "  "),
  );
}

function saidOf(change: ReportedChange): string {
  const { hint, replacement } = change;
  // Which version has it, who writes of this one knows.
  const use = replacement === undefined ? hint : `Use ${replacement.map((name) => code(name)).join(" and ")}.`;
  return `${escaped(predicateOf(change).replaceAll("Include/", ""))}.${use === null ? "" : ` ${replacement ? use : escaped(use)}`}`;
}

const callables: ReadonlySet<SubjectKind> = new Set(["function", "inline-function"]);

function nameOf({ subject, member }: ReportedChange): string {
  if (member !== null) return code(`${subject.name}.${member}`);
  return code(callables.has(subject.kind) ? `${subject.name}()` : subject.name);
}
