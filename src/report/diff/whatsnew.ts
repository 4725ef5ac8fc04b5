import type { SubjectKind } from "../../diff/model.ts";
import { groupBy } from "../../group-by.ts";
import { code, escaped } from "../gfm.ts";
import { asText, wrapped } from "../table.ts";
import { type DiffReport, predicateOf, type ReportedChange } from "./report.ts";

/** Columns, as in CPython's documentation. */
const width = 80;

/**
 * A draft of the C API sections of What's New in Markdown: new, changed, deprecated and removed, limited API and
 * unstable API; public surface only. Also useful to check an existing page.
 */
export function whatsNew({ changes, from, to }: DiffReport): string {
  const shown = changes.filter(isPublic);
  const sections = Object.entries(chapters).flatMap(([title, belongs]) => {
    const items = itemsOf(shown.filter((change) => chapterOf(change) === belongs));
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

/** On the public surface, excluding numbers, vendored headers and plumbing, which the page never lists. */
function isPublic({ topic, from, to }: ReportedChange): boolean {
  return (
    ![from, to].every((side) => side?.surface !== "public") && !["numbers", "vendored", "plumbing"].includes(topic)
  );
}

/** Null for changes the page does not list, such as private names that did not change for users. */
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

/** One item for all plain additions of a header, and one for equal statements about several names. */
function itemsOf(changes: readonly ReportedChange[]): string[] {
  return [...groupBy(changes, saidOf)].flatMap(([said, alike]) =>
    wrapped(`${alike.map(nameOf).join(", ")} ${alike.length > 1 ? plural(said) : said}`, width, "* ", "  "),
  );
}

/** What is said about one thing, about several: `are functions now` for `is a function now`. */
function plural(said: string): string {
  return said
    .replace(/\bis an? ([a-z ]+) now/g, "is $1s now")
    .replace(/\bits header shows it\b/g, "their headers show them")
    .replace(/\bits header does\b/g, "their headers do")
    .replace(/\bits tier\b/g, "their tier")
    .replace(/^\w+/, pluralVerb)
    .replace(/\bit (no longer )?(\w+)/g, (_, never = "", verb: string) => `they ${never}${pluralVerb(verb)}`)
    .replace(/; (no longer )?imports\b/g, "; $1import")
    .replace(/\bthe (struct|union) had (.+?) and has\b/g, "the $1s had $2 and have");
}

const pluralVerbs: Record<string, string> = { is: "are", was: "were", has: "have" };
const pluralVerb = (verb: string) => pluralVerbs[verb] ?? verb.replace(/s$/, "");

function saidOf(change: ReportedChange): string {
  const advice = adviceOf(change);
  return `${escaped(predicateOf(change).replaceAll("Include/", ""))}.${advice === null ? "" : ` ${advice}`}`;
}

/** Without versions: the authors of the page know which ones have a replacement. */
function adviceOf({ hint, replacement, accessors }: ReportedChange): string | null {
  const uses = accessors?.map(({ member, get, set }) => {
    const use = allOf([get, set].filter((name) => name !== null));
    return accessors.length === 1 ? use : `${use} for ${code(member)}`;
  });
  if (uses !== undefined) return `Use ${uses.join(", ")}.`;
  if (replacement !== undefined) return `Use ${allOf(replacement)}.`;
  return hint === null ? null : escaped(hint);
}

const allOf = (names: readonly string[]) => names.map((name) => code(name)).join(" and ");

const callables: ReadonlySet<SubjectKind> = new Set(["function", "inline-function"]);

function nameOf({ subject, member }: ReportedChange): string {
  if (member !== null) return code(`${subject.name}.${member}`);
  return code(callables.has(subject.kind) ? `${subject.name}()` : subject.name);
}
