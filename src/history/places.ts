import { push } from "../group-by.ts";
import type { Located } from "./entries.ts";
import type { StoredEntry } from "./format.ts";

/** Reverse lookup: pages by entry, and tags by page. */
export class Places<Tag extends { pages: Uint32Array }> {
  readonly #pagesOf = new Map<StoredEntry, [page: number, line: number][]>();
  readonly #tagsOf = new Map<number, Tag[]>();

  addPage(page: number, entries: Iterable<Located>): void {
    for (const { entry, line } of entries) push(this.#pagesOf, entry, [page, line]);
  }

  addTag(tag: Tag): void {
    for (const page of tag.pages) push(this.#tagsOf, page, tag);
  }

  /** Where entries are, by tag. */
  of(entries: Iterable<StoredEntry>): Map<Tag, Located[]> {
    const found = new Map<Tag, Located[]>();
    for (const entry of entries) {
      for (const [page, line] of this.#pagesOf.get(entry) ?? []) {
        for (const tag of this.#tagsOf.get(page) ?? []) push(found, tag, { entry, line });
      }
    }
    return found;
  }
}
