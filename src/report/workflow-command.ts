import type { Level } from "./level.ts";
import { printable } from "./printable.ts";

const names: Record<Level, string> = { error: "error", warning: "warning", note: "notice" };

/** A workflow command for a GitHub Actions annotation, on one line. */
export function annotation(level: Level, properties: Record<string, string>, message: readonly string[]): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(printable(value))}`);
  return `::${names[level]} ${list.join(",")}::${message.map((line) => data(printable(line))).join("%0A")}\n`;
}

/** The runner unescapes exactly these; line ends are already escaped. */
const data = (text: string) => text.replaceAll("%", "%25");

const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
