import type { OffsetTable } from "../../history/offsets.ts";
import { asText } from "../table.ts";
import { type CodeOptions, codeTable } from "./code.ts";

/** A format of a table of offsets and its media type. */
interface OffsetFormat {
  mediaType: string;
  /** @throws CapidiffError `invalid-request` if the format cannot express the table */
  render(table: OffsetTable, options: CodeOptions): Promise<string>;
}

export const offsetFormatNames = ["text", "json", "csv", "yaml", "c", "go", "rust"] as const;
export type OffsetFormatName = (typeof offsetFormatNames)[number];

/** Generated code uses `name` and `missing`; in other formats missing facts are null, a dash (text) or empty (CSV). */
export const offsetFormats: Record<OffsetFormatName, OffsetFormat> = {
  text: { mediaType: "text/plain", render: async (table) => (await import("./text.ts")).offsetsText(table) },
  json: { mediaType: "application/json", render: async (table) => `${JSON.stringify(table)}\n` },
  csv: { mediaType: "text/csv", render: async (table) => csv(table) },
  yaml: { mediaType: "application/yaml", render: yaml },
  c: {
    mediaType: "text/x-c",
    render: async (table, options) => (await import("./c.ts")).offsetsC(codeTable(table, options)),
  },
  go: {
    mediaType: "text/x-go",
    render: async (table, options) => (await import("./go.ts")).offsetsGo(codeTable(table, options)),
  },
  rust: {
    mediaType: "text/rust",
    render: async (table, options) => (await import("./rust.ts")).offsetsRust(codeTable(table, options)),
  },
};

function csv({ facts, rows }: OffsetTable): string {
  const head = ["abi", "platform", "from", "to", "versions", "doubts", ...facts.map(({ name }) => name)];
  const cells = rows.map(({ target, from, to, releases, doubts, values }) => [
    ...[target.abi, target.platform, from.version, to.version, String(releases), doubts.join(" ")],
    ...facts.map(({ name }) => String(values[name] ?? "")),
  ]);
  return asText([head, ...cells].map((row) => row.map(csvCell).join(",")));
}

/** RFC 4180. */
const csvCell = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A list of ranges; `versions` is a PEP 440 version specifier. */
async function yaml({ complete, missing, facts, unmet, rows }: OffsetTable): Promise<string> {
  const { stringify } = await import("yaml");
  const ranges = rows.map(({ target, from, to, releases, doubts, values }) => ({
    ...target,
    versions: from.version === to.version ? `==${from.version}` : `>=${from.version},<=${to.version}`,
    releases,
    ...(doubts.length > 0 && { doubts }),
    values,
  }));
  return stringify({
    complete,
    missing,
    facts: Object.fromEntries(facts.map(({ name, fact }) => [name, fact])),
    ...(unmet.length > 0 && { unmet }),
    ranges,
  });
}
