import { createHash } from "node:crypto";
import { CapidiffError, type ErrorCode } from "../errors.ts";
import type { Manifest } from "../manifest/model.ts";
import { assembled, isAssembled } from "./assembled.ts";
import { ContentTable } from "./content-table.ts";
import { headOf, type Located, type ManifestHead, pagesOf, place } from "./entries.ts";
import { EntryNames } from "./entry-names.ts";
import { EntryTable } from "./entry-table.ts";
import {
  contentOf,
  type EntryKind,
  noLine,
  RecordWriter,
  readRecords,
  StoredEntry,
  type StoredRecord,
} from "./format.ts";
import { Places } from "./places.ts";

/** A tag with a manifest. */
export interface IndexedTag {
  head: ManifestHead;
  /** Positions of its pages. */
  pages: Uint32Array;
  /** Of the manifest's bytes. */
  sha256: Buffer;
}

/** A tag that has no manifest for the target, like `cpt` before 3.13. */
export interface Absence {
  ref: string;
  commit: string;
  absence: { code: ErrorCode; message: string };
}

/** The changes between two tags. */
interface ChangesHead {
  /** Identifies the tags and what compared them. */
  changes: string;
}

/** A record that is not added yet. */
interface FreshRecord extends Pick<StoredRecord, "pages"> {
  entries: EntryTable;
}

/** After this many lookups by walking all entries, building the reverse index pays off. */
const fewNames = 6;

/**
 * The manifests of many tags for one target, and the changes between tags (see format.ts). Reads a file's bytes as they
 * are appended, and produces records to append; it does no I/O.
 */
export class TargetIndex {
  /** Position in the file where reading continues. */
  end = 0;
  /** By ref; for a tag that was moved, the last one. */
  readonly #tags = new Map<string, IndexedTag>();
  readonly #absences = new Map<string, Absence>();
  readonly #changes = new Map<string, StoredEntry>();
  readonly #entries = new EntryTable();
  readonly #names = new EntryNames(this.#entries);
  readonly #pages = new Map<number, Uint32Array>();
  // Built on first use, and then kept up to date.
  #content: ContentTable | null = null;
  /** Of entries of manifests that are in the file: where, and their lines. */
  readonly #stored = new WeakMap<object, readonly [position: number, line: number]>();
  #places: Places<IndexedTag> | null = null;
  /** Number of lookups so far without the reverse index. */
  #walks = 0;

  get tags(): ReadonlyMap<string, IndexedTag> {
    return this.#tags;
  }

  get absences(): ReadonlyMap<string, Absence> {
    return this.#absences;
  }

  /** Whether the index knows the tag's manifest or its absence. */
  has(ref: string, commit: string): boolean {
    return this.#tags.get(ref)?.head.commit === commit || this.#absences.get(ref)?.commit === commit;
  }

  /** Reads the file's bytes from `end` on. */
  take(bytes: Buffer): void {
    this.end = readRecords(bytes, this.end, (record) => this.#takeRecord(record));
  }

  #takeRecord({ head, sha256, entries, pages, refs }: StoredRecord): void {
    const parsed: ManifestHead | Absence | ChangesHead = JSON.parse(head);
    if ("changes" in parsed) {
      for (const start of entries.starts) {
        this.#changes.set(parsed.changes, new StoredEntry(entries, start));
      }
      return;
    }
    const [all, content] = [this.#entries, this.#content];
    all.add(entries);
    if (content !== null) for (const entry of all.of(entries)) content.addEntry(entry.position, entry);
    this.#names.add(all.of(entries));
    for (const [position, pairs] of pages) {
      // It may depend on a lost record.
      if (!this.#hasEntries(pairs)) continue;
      this.#pages.set(position, pairs);
      this.#content?.addPage(position, pairs);
      this.#places?.addPage(position, this.#entriesOf(position));
    }
    if (!refs.every((page) => this.#pages.has(page))) return;
    this.#tags.delete(parsed.ref);
    this.#absences.delete(parsed.ref);
    if ("absence" in parsed) {
      this.#absences.set(parsed.ref, parsed);
      return;
    }
    const tag: IndexedTag = { head: parsed, sha256, pages: refs };
    this.#tags.set(parsed.ref, tag);
    this.#places?.addTag(tag);
  }

  #hasEntries(pairs: Uint32Array): boolean {
    const entries = this.#entries;
    for (let i = 0; i < pairs.length; i += 2) if (!entries.has(pairs[i] as number)) return false;
    return true;
  }

  #entriesOf(page: number, fresh?: FreshRecord): Located[] {
    const pairs = fresh?.pages.get(page) ?? this.#pages.get(page) ?? [];
    const entries: Located[] = [];
    for (let i = 0; i < pairs.length; i += 2) {
      const position = pairs[i] as number;
      const entry = (fresh?.entries.get(position) ?? this.#entries.get(position)) as StoredEntry;
      entries.push({ entry, line: pairs[i + 1] as number });
    }
    return entries;
  }

  /**
   * The bytes of a tag's manifest; undefined if unknown or if they do not match their hash.
   * @throws CapidiffError the reason of a recorded absence
   */
  manifest(ref: string, commit: string): Buffer | undefined {
    const tag = this.#tagOf(ref, commit);
    if (tag === undefined) return undefined;
    const bytes = assembled(tag.head, this.#entriesIn(tag.pages));
    return createHash("sha256").update(bytes).digest().equals(tag.sha256) ? bytes : undefined;
  }

  /**
   * A tag's manifest with all diagnostics, and only those entries that can be looked up by some names; undefined if
   * unknown.
   * @throws CapidiffError the reason of a recorded absence
   */
  excerpt(ref: string, commit: string, names: Iterable<string>): Buffer | undefined {
    const tag = this.#tagOf(ref, commit);
    if (tag === undefined) return undefined;
    const entries = [...names].flatMap((name) => this.#names.findAll(name));
    const wanted = new Map(entries.map((entry) => [entry.position, entry]));
    return assembled(
      tag.head,
      [...tag.pages].flatMap((page) =>
        this.#isOfDiagnostics(page) ? this.#entriesOf(page) : this.#among(wanted, page),
      ),
    );
  }

  /** Whether a page has the diagnostics of tags, and so nothing else. */
  #isOfDiagnostics(page: number): boolean {
    const [first = -1] = this.#pages.get(page) ?? [];
    return this.#entries.get(first)?.kind === "diagnostic";
  }

  #tagOf(ref: string, commit: string): IndexedTag | undefined {
    const absence = this.#absences.get(ref);
    if (absence?.commit === commit) throw new CapidiffError(absence.absence.code, absence.absence.message);
    const tag = this.#tags.get(ref);
    return tag?.head.commit === commit ? tag : undefined;
  }

  #entriesIn(pages: Iterable<number>, fresh?: FreshRecord): Located[] {
    return [...pages].flatMap((page) => this.#entriesOf(page, fresh));
  }

  /**
   * The record that adds a manifest; null if it would not be read back as the same bytes.
   * @param bytes the manifest as JSON
   */
  record(manifest: Manifest, bytes: Buffer): Buffer | null {
    const known = this.#knownContent();
    const head = headOf(manifest);
    const sha256 = createHash("sha256").update(bytes).digest();
    const writer = new RecordWriter(sha256, JSON.stringify(head), 2 * bytes.length);
    const pages = pagesOf(manifest, (kind, entry, names) => {
      const stored = this.#stored.get(entry);
      if (stored !== undefined) return stored;
      const { content, line } = place(kind, entry, names);
      const position = known.entry(content);
      if (position === undefined) return [writer.entry(content), line];
      this.#stored.set(entry, [position, line]);
      return [position, line];
    });
    const record = writer.end(pages.map((page) => page.flat()).map((pairs) => known.page(pairs) ?? writer.page(pairs)));
    let isSame = false;
    readRecords(record, this.end, ({ entries, pages, refs }) => {
      const fresh = { entries: new EntryTable(), pages };
      fresh.entries.add(entries);
      isSame = isAssembled(bytes, head, this.#entriesIn(refs, fresh));
    });
    return isSame ? record : null;
  }

  /** The record of a tag without a manifest. */
  absenceRecord(absence: Absence): Buffer {
    return new RecordWriter(Buffer.alloc(32), JSON.stringify(absence)).end([]);
  }

  /** The bytes of a `ChangeList` between two tags; undefined if unknown. */
  changes(key: string): Buffer | undefined {
    return this.#changes.get(key)?.text;
  }

  /** The record that adds it. */
  changesRecord(key: string, list: Buffer): Buffer {
    const head: ChangesHead = { changes: key };
    const writer = new RecordWriter(Buffer.alloc(32), JSON.stringify(head));
    writer.entry(contentOf("changes", [], list, noLine));
    return writer.end([]);
  }

  #knownContent(): ContentTable {
    if (this.#content === null) {
      this.#content = new ContentTable();
      for (const entry of this.#entries) this.#content.addEntry(entry.position, entry);
      for (const [position, pairs] of this.#pages) this.#content.addPage(position, pairs);
    }
    return this.#content;
  }

  /** The entries with this name, by tag; a struct or enum is also found by its tag and typedefs. */
  find(kind: EntryKind, name: string): Map<IndexedTag, Located[]> {
    const isFew = this.#places === null && this.#walks++ < fewNames;
    const found = isFew ? this.#walk(kind, name) : this.#knownPlaces().of(this.#names.find(kind, name));
    for (const tag of found.keys()) if (this.#tags.get(tag.head.ref) !== tag) found.delete(tag);
    return found;
  }

  /** The same result as the reverse index, without building it. */
  #walk(kind: EntryKind, name: string): Map<IndexedTag, Located[]> {
    const entries = new Map(this.#names.find(kind, name).map((entry) => [entry.position, entry]));
    const found = new Map<IndexedTag, Located[]>();
    if (entries.size === 0) return found;
    const places = new Map([...this.#pages.keys()].map((page) => [page, this.#among(entries, page)]));
    for (const tag of this.#tags.values()) {
      const all = [...tag.pages].flatMap((page) => places.get(page) ?? []);
      if (all.length > 0) found.set(tag, all);
    }
    return found;
  }

  /** Those of a page that are among some entries, by position. */
  #among(entries: ReadonlyMap<number, StoredEntry>, page: number): Located[] {
    const pairs = this.#pages.get(page) ?? new Uint32Array();
    const found: Located[] = [];
    for (let i = 0; i < pairs.length; i += 2) {
      const entry = entries.get(pairs[i] as number);
      if (entry !== undefined) found.push({ entry, line: pairs[i + 1] as number });
    }
    return found;
  }

  /** The entries of a header in each tag that has it: the header itself and what it declares. */
  declaredIn(header: string): Map<IndexedTag, Located[]> {
    const name = Buffer.from(header);
    const pages = new Map<number, Located[]>();
    for (const page of this.#pages.keys()) {
      const entries = this.#entriesOf(page);
      if (entries.some(({ entry }) => entry.kind === "header" && entry.isNamed(name))) pages.set(page, entries);
    }
    const found = new Map<IndexedTag, Located[]>();
    for (const tag of this.#tags.values()) {
      for (const page of tag.pages) {
        const entries = pages.get(page);
        if (entries) found.set(tag, entries);
      }
    }
    return found;
  }

  /** All names of a kind, in any tag. */
  names(kind: EntryKind): Iterable<string> {
    return this.#names.names(kind);
  }

  #knownPlaces(): Places<IndexedTag> {
    if (this.#places === null) {
      this.#places = new Places();
      for (const page of this.#pages.keys()) this.#places.addPage(page, this.#entriesOf(page));
      for (const tag of this.#tags.values()) this.#places.addTag(tag);
    }
    return this.#places;
  }
}
