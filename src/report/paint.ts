import { styleText } from "node:util";

/** How a piece of text is emphasized. */
export type Style = "bold" | "dim" | "red" | "yellow" | "green";

/** Styles text, or returns it unchanged if the output has no styles. */
export type Paint = (style: Style, text: string) => string;

/** No colours. */
export const plain: Paint = (_style, text) => text;

/** The part of `process.stdout` that is used. */
type Terminal = Pick<NodeJS.WriteStream, "isTTY"> & Partial<Pick<NodeJS.WriteStream, "hasColors">>;

/** Colours if the terminal has them and NO_COLOR is not set (https://no-color.org). */
export function paintFor(terminal: Terminal): Paint {
  // `hasColors` reads NO_COLOR and TERM.
  const colours = terminal.isTTY && terminal.hasColors?.();
  return colours ? (style, text) => styleText(style, text, { validateStream: false }) : plain;
}
