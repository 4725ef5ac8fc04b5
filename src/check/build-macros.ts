/**
 * A macro option as a line of C: `NAME`, `NAME=VALUE` or `NAME(x)=VALUE` for `-D`, `NAME` for `-U`; null if invalid.
 */
export function macroDirective(option: "-D" | "-U", text: string): string | null {
  const [, macro, value = "1"] = /^([A-Za-z_]\w*(?:\([\w\s,.]*\))?)(?:=([^\n]*))?$/.exec(text) ?? [];
  if (macro === undefined) return null;
  return option === "-D" ? `#define ${macro} ${value}` : `#undef ${macro}`;
}

/** The name in a directive made by `macroDirective`. */
export const macroOf = (directive: string): string => /^#\w+ (\w+)/.exec(directive)?.[1] ?? "";
