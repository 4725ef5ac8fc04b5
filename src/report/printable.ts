/**
 * Control characters, line and paragraph separators, invisible and direction-changing characters, lone surrogates and
 * unassigned code points: text from a header must not move the cursor of a terminal, end a line of a report or be
 * invalid in XML 1.0.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** The text on one line, with unprintable characters escaped: `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
