import { rustIdentifier } from "../rust-identifier.ts";
import { asText } from "../table.ts";
import { type CodeTable, headerLines } from "./code.ts";

/** The text of a Rust module with a struct and a slice of it. */
export function offsetsRust(table: CodeTable): string {
  const { columns, rows } = table;
  const types = { int64: "i64", uint64: "u64" };
  return asText([
    ...headerLines(table).map((line) => `// ${line}`),
    "#[allow(non_snake_case)]",
    "#[derive(Clone, Copy, Debug)]",
    "pub struct Row {",
    "    pub abi: &'static str,",
    "    pub platform: &'static str,",
    "    pub from: u32,",
    "    pub to: u32,",
    "    pub complete: bool,",
    ...columns.flatMap(({ identifier, fact, type }) => [
      `    /// \`${fact}\``,
      `    pub ${rustIdentifier(identifier)}: ${types[type]},`,
    ]),
    "}",
    "",
    "pub static TABLE: &[Row] = &[",
    ...rows.flatMap(({ comment, abi, platform, from, to, complete, values }) => [
      `    // ${comment}`,
      `    Row { abi: "${abi}", platform: "${platform}", from: ${from}, to: ${to}, complete: ${complete}, ${columns
        .map(({ identifier }, i) => `${rustIdentifier(identifier)}: ${values[i]}`)
        .join(", ")} },`,
    ]),
    "];",
  ]);
}
