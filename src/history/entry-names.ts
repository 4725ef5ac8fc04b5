import { push } from "../group-by.ts";
import type { EntryTable } from "./entry-table.ts";
import type { EntryKind, StoredEntry } from "./format.ts";

/** After this many names that were looked up by walking all entries, a table of all names pays off. */
const fewNames = 6;

/** Entries by the names they can be looked up by. */
export class EntryNames {
  readonly #entries: EntryTable;
  /** The names that were looked up, while they are few. */
  readonly #found = new Map<string, readonly StoredEntry[]>();
  #byKind: Map<EntryKind, Map<string, StoredEntry[]>> | null = null;

  constructor(entries: EntryTable) {
    this.#entries = entries;
  }

  /** To be called when the table of entries grows. */
  add(entries: Iterable<StoredEntry>): void {
    this.#found.clear();
    if (this.#byKind !== null) for (const entry of entries) addTo(this.#byKind, entry);
  }

  find(kind: EntryKind, name: string): readonly StoredEntry[] {
    if (this.#isWalked(name)) return this.#walk(name).filter((entry) => entry.kind === kind);
    return this.#table().get(kind)?.get(name) ?? [];
  }

  /** Entries of any kind. */
  findAll(name: string): readonly StoredEntry[] {
    if (this.#isWalked(name)) return this.#walk(name);
    return [...this.#table().values()].flatMap((byName) => byName.get(name) ?? []);
  }

  names(kind: EntryKind): Iterable<string> {
    return this.#table().get(kind)?.keys() ?? [];
  }

  #isWalked(name: string): boolean {
    return this.#byKind === null && (this.#found.has(name) || this.#found.size < fewNames);
  }

  #walk(name: string): readonly StoredEntry[] {
    const found = this.#found.get(name) ?? [...this.#entries.named(name)];
    this.#found.set(name, found);
    return found;
  }

  #table(): Map<EntryKind, Map<string, StoredEntry[]>> {
    if (this.#byKind === null) {
      this.#byKind = new Map();
      for (const entry of this.#entries) addTo(this.#byKind, entry);
    }
    return this.#byKind;
  }
}

function addTo(byKind: Map<EntryKind, Map<string, StoredEntry[]>>, entry: StoredEntry): void {
  const byName = byKind.get(entry.kind) ?? new Map<string, StoredEntry[]>();
  byKind.set(entry.kind, byName);
  for (const name of entry.names) push(byName, name, entry);
}
