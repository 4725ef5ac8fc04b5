import { push } from "../group-by.ts";
import { type Located, lists, type ManifestHead } from "./entries.ts";
import type { EntryKind } from "./format.ts";

/**
 * The bytes of a manifest with these entries, in any order. V8 joins what is added up once; each character is a byte of
 * the result.
 */
export function assembled(head: ManifestHead, entries: Iterable<Located>): Buffer {
  const byKind = new Map<EntryKind, Located[]>();
  for (const located of entries) push(byKind, located.entry.kind, located);
  let text = "";
  for (const [key, value] of Object.entries(head)) {
    text += `${text === "" ? "{" : ","}${JSON.stringify(key)}:`;
    text += isList(key)
      ? listOf(key, byKind.get(lists[key]) ?? [])
      : Buffer.from(JSON.stringify(value)).toString("latin1");
  }
  return Buffer.from(`${text}}\n`, "latin1");
}

const isList = (key: string): key is keyof typeof lists => key in lists;

function listOf(key: keyof typeof lists, entries: Located[]): string {
  // Diagnostics have their own order, and one page.
  if (key !== "diagnostics") entries.sort(byName);
  let text = "[";
  let separator = "";
  for (const { entry, line } of entries) {
    text += separator;
    text += entry.json(line);
    separator = ",";
  }
  return `${text}]`;
}

function byName({ entry: a }: Located, { entry: b }: Located): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
