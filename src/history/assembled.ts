import { push } from "../group-by.ts";
import { TextBytes } from "../text-bytes.ts";
import { type Located, lists, type ManifestHead } from "./entries.ts";
import type { EntryKind } from "./format.ts";

/** The bytes of a manifest with these entries, in any order. */
export function assembled(head: ManifestHead, entries: Iterable<Located>): Buffer {
  const json = new TextBytes("latin1");
  write(head, entries, (text) => json.add(text));
  return json.end();
}

/** Whether these are the bytes of a manifest with these entries. */
export function isAssembled(bytes: Buffer, head: ManifestHead, entries: Iterable<Located>): boolean {
  let at = 0;
  let isSame = true;
  write(head, entries, (text) => {
    isSame &&= bytes.toString("latin1", at, at + text.length) === text;
    at += text.length;
  });
  return isSame && at === bytes.length;
}

/** @param add is given the texts of the manifest, of which each character is a byte */
function write(head: ManifestHead, entries: Iterable<Located>, add: (text: string) => void): void {
  const byKind = new Map<EntryKind, Located[]>();
  for (const located of entries) push(byKind, located.entry.kind, located);
  let separator = "{";
  for (const [key, value] of Object.entries(head)) {
    add(`${separator}${JSON.stringify(key)}:`);
    if (isList(key)) writeList(key, byKind.get(lists[key]) ?? [], add);
    else add(Buffer.from(JSON.stringify(value)).toString("latin1"));
    separator = ",";
  }
  add("}\n");
}

const isList = (key: string): key is keyof typeof lists => key in lists;

function writeList(key: keyof typeof lists, entries: Located[], add: (text: string) => void): void {
  // Diagnostics have their own order, and one page.
  if (key !== "diagnostics") entries.sort(byName);
  add("[");
  for (const [index, { entry, line }] of entries.entries()) {
    if (index > 0) add(",");
    add(entry.json(line));
  }
  add("]");
}

function byName({ entry: a }: Located, { entry: b }: Located): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
