import type { Located } from "./entries.ts";
import type { EntryKind, StoredEntry } from "./format.ts";
import type { IndexedTag } from "./target-index.ts";

/** Reverse lookup: entries by name, pages by entry, and tags by page. */
export class Places {
  readonly #byName = new Map<EntryKind, Map<string, StoredEntry[]>>();
  readonly #pagesOf = new Map<StoredEntry, [page: number, line: number][]>();
  readonly #tagsOf = new Map<number, IndexedTag[]>();

  addEntry(entry: StoredEntry): void {
    const names = this.#byName.get(entry.kind) ?? new Map<string, StoredEntry[]>();
    this.#byName.set(entry.kind, names);
    for (const name of entry.names) push(names, name, entry);
  }

  addPage(page: number, entries: Iterable<Located>): void {
    for (const { entry, line } of entries) push(this.#pagesOf, entry, [page, line]);
  }

  addTag(tag: IndexedTag): void {
    for (const page of tag.pages) push(this.#tagsOf, page, tag);
  }

  /** The entries with this name, by tag. */
  find(kind: EntryKind, name: string): Map<IndexedTag, Located[]> {
    const found = new Map<IndexedTag, Located[]>();
    for (const entry of this.#byName.get(kind)?.get(name) ?? []) {
      for (const [page, line] of this.#pagesOf.get(entry) ?? []) {
        for (const tag of this.#tagsOf.get(page) ?? []) push(found, tag, { entry, line });
      }
    }
    return found;
  }

  names(kind: EntryKind): Iterable<string> {
    return this.#byName.get(kind)?.keys() ?? [];
  }
}

function push<K, T>(table: Map<K, T[]>, key: K, item: T): void {
  const known = table.get(key);
  if (known) known.push(item);
  else table.set(key, [item]);
}
