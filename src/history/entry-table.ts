import { type EntrySection, StoredEntry } from "./format.ts";

/** The entries of a file, by position. An entry is made when asked for; most never are. */
export class EntryTable implements Iterable<StoredEntry> {
  readonly #sections: EntrySection[] = [];
  readonly #sectionOf = new Map<number, EntrySection>();
  readonly #made = new Map<number, StoredEntry>();

  add(section: EntrySection): void {
    this.#sections.push(section);
    for (const start of section.starts) this.#sectionOf.set(section.base + start, section);
  }

  has(position: number): boolean {
    return this.#sectionOf.has(position);
  }

  get(position: number): StoredEntry | undefined {
    const made = this.#made.get(position);
    if (made !== undefined) return made;
    const section = this.#sectionOf.get(position);
    if (section === undefined) return undefined;
    const entry = new StoredEntry(section, position - section.base);
    this.#made.set(position, entry);
    return entry;
  }

  *[Symbol.iterator](): Iterator<StoredEntry> {
    for (const section of this.#sections) yield* this.of(section);
  }

  *of({ base, starts }: EntrySection): Iterable<StoredEntry> {
    for (const start of starts) yield this.get(base + start) as StoredEntry;
  }

  /** Those that can be looked up by a name. Searching the bytes for it takes less time than reading each entry's names. */
  *named(name: string): Iterable<StoredEntry> {
    const wanted = Buffer.from(name);
    for (const { base, body, starts, end } of this.#sections) {
      for (let [i, at] = [0, 0]; i < starts.length; i++) {
        at = body.indexOf(wanted, Math.max(at, starts[i] as number));
        if (at < 0 || at >= end) break;
        while ((starts[i + 1] ?? end) <= at) i++;
        const entry = this.get(base + (starts[i] as number)) as StoredEntry;
        if (entry.isNamed(wanted)) yield entry;
      }
    }
  }
}
