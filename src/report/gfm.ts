/** What reports in GitHub Flavored Markdown are made of. */
import { printable } from "./printable.ts";

export const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/**
 * Text that means nothing but itself. An underscore between letters stays, for names are full of them and it has no
 * meaning there. `|` and `@` are entities: a backslash before a `|` may itself be escaped, and GitHub notifies whoever
 * is named after an `@`, backslash or not.
 */
export function escaped(text: string): string {
  return printable(text)
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])|[\\`*[\]<~&$]/gu, (special) => special.replace(/./g, "\\$&"))
    .replaceAll("|", "&#124;")
    .replaceAll("@", "&#64;");
}

/** Text that is Markdown already, as a link. @param url percent-encoded */
export const link = (text: string, url: string) => `[${text}](${url.replace(/[()]/g, encodeURIComponent)})`;

/** As code. A code span has no entities, and a `|` would end its cell: then it is an element. */
export function code(text: string): string {
  if (text.includes("|")) return `<code>${escaped(text)}</code>`;
  const content = printable(text);
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${content}${space}${fence}`;
}
