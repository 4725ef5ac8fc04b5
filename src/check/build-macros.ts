/**
 * A macro as compilers take it, `NAME`, `NAME=VALUE` or `NAME(x)=VALUE` of `-D` and `NAME` of `-U`, as a line of C; null
 * where it is none.
 */
export function macroDirective(option: "-D" | "-U", text: string): string | null {
  const [, macro, value = "1"] = /^([A-Za-z_]\w*(?:\([\w\s,.]*\))?)(?:=([^\n]*))?$/.exec(text) ?? [];
  if (macro === undefined) return null;
  return option === "-D" ? `#define ${macro} ${value}` : `#undef ${macro}`;
}

/** The name that a directive of `macroDirective` is about. */
export const macroOf = (directive: string): string => /^#\w+ (\w+)/.exec(directive)?.[1] ?? "";
