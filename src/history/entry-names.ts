import { push } from "../group-by.ts";
import type { EntryKind, StoredEntry } from "./format.ts";

/** Entries by the names they can be looked up by. */
export class EntryNames {
  readonly #byKind = new Map<EntryKind, Map<string, StoredEntry[]>>();

  constructor(entries: Iterable<StoredEntry>) {
    for (const entry of entries) this.add(entry);
  }

  add(entry: StoredEntry): void {
    const byName = this.#byKind.get(entry.kind) ?? new Map<string, StoredEntry[]>();
    this.#byKind.set(entry.kind, byName);
    for (const name of entry.names) push(byName, name, entry);
  }

  find(kind: EntryKind, name: string): readonly StoredEntry[] {
    return this.#byKind.get(kind)?.get(name) ?? [];
  }

  /** Entries of any kind. */
  findAll(name: string): StoredEntry[] {
    return [...this.#byKind.values()].flatMap((byName) => byName.get(name) ?? []);
  }

  names(kind: EntryKind): Iterable<string> {
    return this.#byKind.get(kind)?.keys() ?? [];
  }
}
