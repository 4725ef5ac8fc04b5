import { styleText } from "node:util";

export type Style = "bold" | "dim" | "red" | "yellow" | "green";

/** Gives text a style, or leaves it as it is where nothing shows styles. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;

/** What a terminal has of `process.stdout`. */
type Terminal = Pick<NodeJS.WriteStream, "isTTY"> & Partial<Pick<NodeJS.WriteStream, "hasColors">>;

/** Colours on a terminal that has them and whose user does not refuse them with NO_COLOR (https://no-color.org). */
export function paintFor(terminal: Terminal): Paint {
  // `hasColors` reads NO_COLOR and TERM.
  const colours = terminal.isTTY && terminal.hasColors?.();
  return colours ? (style, text) => styleText(style, text, { validateStream: false }) : plain;
}
