import type { Evidence } from "../../diff/model.ts";
import { groupBy } from "../../group-by.ts";
import type { Paint, Style } from "../paint.ts";
import { printable } from "../printable.ts";
import { wrapped } from "../table.ts";
import { type Event, isAddition, outline, type Section, type SectionId } from "./event.ts";
import { familyText } from "./family.ts";
import { type Line, linesOf, whereText } from "./line.ts";
import {
  type DiffReport,
  evidenceWord,
  impactText,
  inShort,
  notesOf,
  predicateOf,
  type ReportedChange,
} from "./report.ts";

/** Columns of a line. */
const width = 120;
/** A longer name indents only its own line. */
const widestName = 44;
/** At least this many equal statements are merged into a list. */
const fewestAlike = 3;

/** The changes by section, each with an empty line and its title before it, then the families. */
export function sectionLines(report: Pick<DiffReport, "changes">, paint: Paint, verbose: boolean): string[] {
  const lines: string[] = [];
  const { sections, families } = outline(report, verbose);
  for (const section of sections) {
    lines.push("", paint(styles[section.id] ?? "bold", `${section.title} (${section.events.length})`));
    if (verbose) lines.push(...section.events.flatMap((event) => verboseLines(event, paint)));
    else if (section.id === "added") lines.push(...listLines(section));
    else lines.push(...shortLines(linesOf(section.events), listed.has(section.id) || section.surface === "internal"));
  }
  if (families.length > 0) {
    const topics = [...new Set(families.map(({ topic }) => `--topic ${topic}`))].join(", ");
    lines.push(
      "",
      paint("bold", "In one line each"),
      ...families.map((family) => `  ${printable(familyText(family))}`),
    );
    lines.push(`  One by one: ${topics}`);
  }
  return lines;
}

const styles: Partial<Record<SectionId, Style>> = {
  source: "red",
  "source-private": "red",
  "source-risk": "yellow",
  binary: "red",
  "binary-risk": "yellow",
};

/** Sections in which equal statements about many names are merged; those of the internal surface are too. */
const listed: ReadonlySet<SectionId> = new Set([
  "deprecation",
  "limited-api",
  "source-private",
  "source-risk",
  "binary-risk",
  "other",
]);

function shortLines(lines: readonly Line[], lists: boolean): string[] {
  const alike = groupBy(lines, ({ name, said, hint, note, change }) => {
    const where = whereText(change);
    // State what is equal except for the name once.
    return lists && hint === null && note === "" ? `${said}${where}` : `${name}${where}`;
  });
  const single = [...alike.values()].filter((group) => group.length < fewestAlike).flat();
  const column = Math.min(widestName, Math.max(0, ...single.map(({ name }) => name.length)));
  return [...alike.values()].flatMap((group) =>
    group.length < fewestAlike
      ? group.map((line) => shortLine(line, column))
      : wrapped(
          `${group[0]?.said}: ${group.map(({ name }) => name).join(", ")}${whereText(group[0]?.change)}`,
          width,
          "  ",
          "      ",
        ),
  );
}

/** Name, event and advice, truncated to the line. */
function shortLine({ name, said, hint, note, change }: Line, column: number): string {
  const start = `  ${name.padEnd(column)}  `;
  const isSaid = change.replacement?.every((name) => said.includes(` ${name}`));
  const advice = hint === null || isSaid ? "" : hint;
  const where = whereText(change);
  const most = width - where.length;
  // Advice is more useful than the end of the event.
  const room = Math.max(most - start.length - advice.length - note.length - (advice === "" ? 0 : 2), 30);
  const event = advice === "" ? cut(said, room) : cutAtPart(said, room);
  const separator = advice === "" ? "" : event.endsWith("…") ? " " : ". ";
  return `${cut(`${start}${event}${separator}${advice}${note}`, most)}${where}`;
}

/** Cuts a longer text between its parts if the first one fits. */
function cutAtPart(said: string, most: number): string {
  const end = said.length > most ? said.lastIndexOf("; ", most - "; …".length) : -1;
  return end > 0 ? `${said.slice(0, end)}; …` : cut(said, most);
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

/** New names by header. */
function listLines({ events }: Section): string[] {
  const byHeader = groupBy(events, ({ changes }) => {
    const addition = changes.find(isAddition);
    return `${addition?.to?.header ?? ""}${whereText(addition)}`;
  });
  return [...byHeader].flatMap(([header, added]) => {
    const names = added.map(newName).join(", ");
    return wrapped(`${printable(header.replace(/^Include\//, ""))}: ${names}`, width, "  ", "      ");
  });
}

function newName({ name, changes }: Event): string {
  const isBorrowed = changes.some(({ rule }) => rule === "borrowed-reference-added");
  return `${printable(name)}${isBorrowed ? " (returns a borrowed reference)" : ""}`;
}

function verboseLines({ name, changes, consequences }: Event, paint: Paint): string[] {
  return [
    `  ${paint("bold", printable(`${name}${whereText(changes[0])}`))}`,
    ...changes.flatMap((change) => [
      `      ${printable(`${predicateOf(change)} (${change.rule}: ${impactText(change)})`)}`,
      ...tellingEvidence(change).map((evidence) => `          ${evidenceLine(evidence, paint)}`),
      ...notesOf(change).map((note) => `          ${printable(note)}`),
    ]),
    ...consequences.map((consequence) => printable(`      > ${consequence.rule}: ${inShort(consequence)}`)),
  ];
}

/** Omits declarations that are equal on both sides, since the message has both places. */
function tellingEvidence({ evidence }: ReportedChange): Evidence[] {
  const declarations = evidence.filter(({ kind }) => kind === "declaration");
  const isUnchanged = declarations.length > 1 && new Set(declarations.map(({ text }) => text)).size === 1;
  return isUnchanged ? evidence.filter(({ kind }) => kind !== "declaration") : evidence;
}

/** As in a diff: `-` for `from`, `+` for `to`. */
function evidenceLine(evidence: Evidence, paint: Paint): string {
  const { kind, side, header, line, text } = evidence;
  const what = kind === "declaration" ? "" : ` (${evidenceWord(evidence)})`;
  const shown = `${side === "from" ? "-" : "+"} ${printable(`${header}:${line}  ${text}`)}${what}`;
  return paint(side === "from" ? "red" : "green", shown);
}
