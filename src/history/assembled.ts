import { push } from "../group-by.ts";
import { TextBytes } from "../text-bytes.ts";
import { type Located, lists, type ManifestHead } from "./entries.ts";
import type { EntryKind } from "./format.ts";

/** The bytes of a manifest with these entries, in any order. Each character of their texts is a byte. */
export function assembled(head: ManifestHead, entries: Iterable<Located>): Buffer {
  const byKind = new Map<EntryKind, Located[]>();
  for (const located of entries) push(byKind, located.entry.kind, located);
  const json = new TextBytes("latin1");
  for (const [key, value] of Object.entries(head)) {
    json.add(`${json.length === 0 ? "{" : ","}${JSON.stringify(key)}:`);
    if (isList(key)) addList(json, key, byKind.get(lists[key]) ?? []);
    else json.addBytes(Buffer.from(JSON.stringify(value)));
  }
  json.add("}\n");
  return json.end();
}

const isList = (key: string): key is keyof typeof lists => key in lists;

function addList(json: TextBytes, key: keyof typeof lists, entries: Located[]): void {
  // Diagnostics have their own order, and one page.
  if (key !== "diagnostics") entries.sort(byName);
  json.add("[");
  for (const [index, { entry, line }] of entries.entries()) {
    if (index > 0) json.add(",");
    json.add(entry.json(line));
  }
  json.add("]");
}

function byName({ entry: a }: Located, { entry: b }: Located): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
