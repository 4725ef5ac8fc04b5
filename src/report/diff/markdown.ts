import { impacts } from "../../diff/model.ts";
import { code, escaped, link, row } from "../gfm.ts";
import { asText, sideText } from "../table.ts";
import { outline, type Section, type SectionId } from "./event.ts";
import { familyText } from "./family.ts";
import { headerUrl } from "./header-url.ts";
import { type Line, linesOf } from "./line.ts";
import { countText, type DiffReport, incompleteText, placeOf } from "./report.ts";

/** GitHub accepts comments of up to 65,536 characters; the rest is left for text around the report. */
const maxLength = 60_000;

/** Sections shown open; the others are collapsed. */
const headlines: ReadonlySet<SectionId> = new Set(["source", "source-risk", "deprecation"]);

/**
 * A diff as GitHub Flavored Markdown that fits a pull request comment: headlines, then collapsed sections, with links
 * to the headers on GitHub. What does not fit is only counted.
 */
export function diffMarkdown(report: DiffReport): string {
  const { from, to, summary } = report;
  const head = [
    `# C API of CPython: ${escaped(from.ref)} to ${escaped(to.ref)}`,
    "",
    `${escaped(sideText(from))} to ${escaped(sideText(to))} on ${escaped(to.target.platform)}: ${countText(report)}.`,
    "",
    row(["", ...impacts]),
    row(["---", "---:", "---:", "---:"]),
    row(["source", ...impacts.map((impact) => String(summary.source[impact]))]),
    row(["built modules", ...impacts.map((impact) => String(summary.binary[impact]))]),
    ...(report.complete ? [] : ["", `**${incompleteText}**`]),
  ];
  const { sections, families } = outline(report);
  const ends = families.map((family) => `- ${escaped(familyText(family))}`);
  const foot = ends.length === 0 ? [] : ["", ...folded("In one line each", ends)];
  let room = maxLength - asText([...head, ...sections.flatMap((section) => frame(section, [], true)), ...foot]).length;
  const body = sections.flatMap((section) => {
    const bullets: string[] = [];
    const lines = linesOf(section.events);
    for (const line of lines) {
      const text = bullet(line, report);
      if (text.length >= room) break;
      room -= text.length + 1;
      bullets.push(text);
    }
    return frame(section, bullets, bullets.length < lines.length);
  });
  return asText([...head, ...body, ...foot]);
}

/** Wraps the bullets of a section. @param isCut whether bullets were left out */
function frame({ id, surface, title, events }: Section, bullets: readonly string[], isCut: boolean): string[] {
  const heading = `${title} (${events.length})`;
  const lines = [...bullets, ...(isCut ? ["- and more, omitted for space; see `--format text`"] : [])];
  const isOpen = surface === "public" && headlines.has(id);
  return ["", ...(isOpen ? [`## ${heading}`, "", ...lines] : folded(heading, lines))];
}

const folded = (title: string, lines: readonly string[]) => [
  `<details><summary>${escaped(title)}</summary>`,
  "",
  ...lines,
  "",
  "</details>",
];

function bullet({ name, said, hint, note, change }: Line, report: DiffReport): string {
  const where = placeOf(change);
  const shown = where === null ? code(name) : link(code(name), headerUrl(report[where.side], where.place));
  return `- ${shown} ${escaped(`${said}${hint === null ? "" : `. ${hint}`}${note}`)}`;
}
