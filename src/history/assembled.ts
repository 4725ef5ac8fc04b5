import { jsonOf, type Located, lists, type ManifestHead } from "./entries.ts";
import type { EntryKind } from "./format.ts";
import { push } from "./push.ts";

/** The bytes of a manifest with these entries, in any order. */
export function assembled(head: ManifestHead, entries: Iterable<Located>): Buffer {
  const byKind = new Map<EntryKind, Located[]>();
  for (const located of entries) push(byKind, located.entry.kind, located);
  const members = Object.entries(head).map(([key, value]) => {
    const name = Buffer.from(`${JSON.stringify(key)}:`);
    if (!isList(key)) return [name, Buffer.from(JSON.stringify(value))];
    const list = byKind.get(lists[key]) ?? [];
    // Diagnostics have their own order, and one page.
    if (key !== "diagnostics") list.sort(byName);
    return [name, ...joined("[", list.map(jsonOf), "]")];
  });
  return Buffer.concat(joined("{", members, "}\n"));
}

const isList = (key: string): key is keyof typeof lists => key in lists;

function byName({ entry: a }: Located, { entry: b }: Located): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

const comma = Buffer.from(",");

/** Items joined by commas. */
function joined(open: string, items: readonly (readonly Buffer[])[], close: string): Buffer[] {
  const parts: Buffer[] = [Buffer.from(open)];
  for (const [i, item] of items.entries()) {
    if (i > 0) parts.push(comma);
    parts.push(...item);
  }
  parts.push(Buffer.from(close));
  return parts;
}
