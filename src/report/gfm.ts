/** Building blocks of reports in GitHub Flavored Markdown. */
import { printable } from "./printable.ts";

/** A row of a table in GitHub's Markdown. */
export const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/**
 * Escapes text so that nothing in it is markup. Underscores between letters are kept: they are frequent in names and
 * mean nothing there. `|` and `@` become entities: a backslash before `|` may itself be escaped, and GitHub notifies
 * users named after an `@`, escaped or not.
 */
export function escaped(text: string): string {
  return printable(text)
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])|[\\`*[\]<~&$]/gu, (special) => special.replace(/./g, "\\$&"))
    .replaceAll("|", "&#124;")
    .replaceAll("@", "&#64;");
}

/** A link; `text` is already Markdown. @param url percent-encoded */
export const link = (text: string, url: string) => `[${text}](${url.replace(/[()]/g, encodeURIComponent)})`;

/**
 * A code span, or a `<code>` element if the text contains `|`, which would end a table cell and cannot be escaped in a
 * span.
 */
export function code(text: string): string {
  if (text.includes("|")) return `<code>${escaped(text)}</code>`;
  const content = printable(text);
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${content}${space}${fence}`;
}
