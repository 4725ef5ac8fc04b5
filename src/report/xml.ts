import { printable } from "./printable.ts";

/** An element of XML; `content` is XML already, as {@link escaped} and this function give it. */
export function element(name: string, attributes: Record<string, string>, content: readonly string[] = []): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return content.length === 0
    ? `<${name}${list.join("")}/>`
    : `<${name}${list.join("")}>${content.join("\n")}</${name}>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** A text, in one line. */
export const escaped = (text: string) => printable(text).replace(/[&<>"']/g, (special) => entities[special] ?? special);
