import type { Level } from "./level.ts";
import { printable } from "./printable.ts";

const names: Record<Level, string> = { error: "error", warning: "warning", note: "notice" };

/** A workflow command that GitHub Actions makes an annotation of, as one line. */
export function annotation(level: Level, properties: Record<string, string>, message: readonly string[]): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(printable(value))}`);
  return `::${names[level]} ${list.join(",")}::${message.map((line) => data(printable(line))).join("%0A")}\n`;
}

/** The runner undoes exactly these escapes; line ends are spelled out already. */
const data = (text: string) => text.replaceAll("%", "%25");

const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
