import { push } from "../group-by.ts";
import type { Manifest } from "../manifest/model.ts";
import { structNames } from "../manifest/struct-names.ts";
import { contentOf, type EntryContent, type EntryKind, noLine, type StoredEntry } from "./format.ts";

/** The lists of a manifest and the kinds of their entries. */
export const lists = {
  diagnostics: "diagnostic",
  headers: "header",
  symbols: "symbol",
  structs: "struct",
  enums: "enum",
  elsewhere: "elsewhere",
} as const satisfies Partial<Record<keyof Manifest, EntryKind>>;
type ListName = keyof typeof lists;

const listNames = Object.keys(lists) as ListName[];

/** A manifest whose lists are empty. */
export type ManifestHead = Manifest;

export function headOf(manifest: Manifest): ManifestHead {
  return { ...manifest, ...Object.fromEntries(listNames.map((name) => [name, []])) };
}

/** An entry with its line in a tag. */
export interface Located {
  entry: StoredEntry;
  line: number;
}

/** An entry prepared for storage: its content without the line, and the line. */
export interface Placed {
  content: EntryContent;
  line: number;
}

/**
 * The entries of a manifest grouped by what changes together: each header with everything in it, then the other lists.
 * @param place makes of an entry what stands for it in its page
 */
export function pagesOf<T>(manifest: Manifest, place: (kind: EntryKind, entry: object, names: string[]) => T): T[][] {
  const pages = new Map<string, T[]>();
  for (const header of manifest.headers) push(pages, header.path, place("header", header, [header.path]));
  for (const symbol of manifest.symbols) push(pages, symbol.header, place("symbol", symbol, [symbol.name]));
  for (const struct of manifest.structs) {
    push(pages, struct.header, place("struct", struct, structNames(struct)));
  }
  for (const type of manifest.enums) {
    push(pages, type.header, place("enum", type, [...new Set([type.name, type.tag ?? type.name])]));
  }
  for (const other of manifest.elsewhere) push(pages, " elsewhere", place("elsewhere", other, [other.name]));
  for (const one of manifest.diagnostics) push(pages, " diagnostics", place("diagnostic", one, [one.header]));
  return [...pages.values()];
}

/** An entry without its line. `names`: those that it is asked for by. */
export function place(kind: EntryKind, value: object, names: string[]): Placed {
  const json = JSON.stringify(value);
  // Cannot occur inside strings, where quotes are escaped.
  const key = '"line":';
  const start = json.indexOf(key) + key.length;
  if (start < key.length) return { content: contentOf(kind, names, Buffer.from(json), noLine), line: 0 };
  const { line } = value as { line: number };
  const before = json.slice(0, start);
  const text = Buffer.from(before + json.slice(start + String(line).length));
  return { content: contentOf(kind, names, text, Buffer.byteLength(before)), line };
}

/** An entry parsed from JSON. */
export function entryOf<T>({ entry, line }: Located): T {
  return JSON.parse(Buffer.from(entry.json(line), "latin1").toString());
}
