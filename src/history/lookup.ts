import { entryOf, type Located } from "./entries.ts";
import type { EntryKind, StoredEntry } from "./format.ts";
import type { IndexedTag, TargetIndex } from "./target-index.ts";

/** Lookups of one request: a name is looked up once for all tags, and an entry shared by tags is parsed once. */
export class IndexLookup {
  readonly #index: TargetIndex;
  readonly #found = new Map<string, Map<IndexedTag, Located[]>>();
  readonly #headers = new Map<string, Map<IndexedTag, Located[]>>();
  readonly #read = new Map<StoredEntry, unknown>();

  constructor(index: TargetIndex) {
    this.#index = index;
  }

  /** All tags, whether asked for or not. */
  get tags(): Iterable<IndexedTag> {
    return this.#index.tags.values();
  }

  /** The entries with this name in a tag. */
  find(kind: EntryKind, name: string, tag: IndexedTag): readonly Located[] {
    const key = `${kind} ${name}`;
    const found = this.#found.get(key) ?? this.#index.find(kind, name);
    this.#found.set(key, found);
    return found.get(tag) ?? [];
  }

  /** A parsed entry, shared with others: must not be modified. */
  read<T extends object>(located: Located): T {
    const { entry, line } = located;
    const known = (this.#read.get(entry) as T | undefined) ?? entryOf<T>(located);
    this.#read.set(entry, known);
    return "line" in known ? { ...known, line } : known;
  }

  /** The entries of a header in a tag; undefined if the tag does not have it. */
  declaredIn(header: string, tag: IndexedTag): readonly Located[] | undefined {
    const found = this.#headers.get(header) ?? this.#index.declaredIn(header);
    this.#headers.set(header, found);
    return found.get(tag);
  }

  /** All names of a kind, in any tag. */
  names(kind: EntryKind): Iterable<string> {
    return this.#index.names(kind);
  }
}
