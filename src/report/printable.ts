/**
 * Controls, line and paragraph separators, what has no glyph or turns the direction of writing, lone surrogates and
 * what Unicode does not assign: nothing of a header may move the cursor of a terminal, end a line of a report or be
 * something that XML 1.0 has no way to hold.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** The text in one line, with what cannot be printed spelled out: `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
