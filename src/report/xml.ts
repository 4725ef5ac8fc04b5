import { printable } from "./printable.ts";

/** An XML element; `content` is XML from {@link escaped} or this function. */
export function element(name: string, attributes: Record<string, string>, content: readonly string[] = []): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return content.length === 0
    ? `<${name}${list.join("")}/>`
    : `<${name}${list.join("")}>${content.join("\n")}</${name}>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Escaped text on one line. */
export const escaped = (text: string) => printable(text).replace(/[&<>"']/g, (special) => entities[special] ?? special);
