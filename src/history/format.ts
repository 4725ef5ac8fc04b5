import { endianness } from "node:os";
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { nativeCall } from "../native-calls.ts";

/**
 * The file of an index: the manifests of many tags for one target.
 *
 * Versions share most declarations, so a file holds each entry once, and for each tag only what is new:
 *
 *     file   = record*                                         one per tag or pair of tags, in the order added
 *     record = magic length:u32 crc:u32 body                   crc32 of the body, which has `length` bytes
 *     body   = sha256:32 headLength:u32 head entries pages refs
 *     head   = the manifest as JSON, its lists of entries empty; or why the tag has none (`Absence`); or the key of
 *              the changes between two tags (`ChangesHead`), which are the only entry
 *     entries = count:u32 entry*                               those not in an earlier record
 *     entry  = kind:u8 deflated:u8 namesLength:u16 textLength:u32 split:u32 crc:u32 names text
 *     pages  = count:u32 page*                                 likewise
 *     page   = count:u32 (entry:ref line:u32)*                 a header, and what stands in it
 *     refs   = count:u32 page:ref*                             the pages of this tag
 *
 * An entry's text is its JSON in the manifest, except the number after `"line":`, which belongs at `split`: an edit
 * moves everything after it in a header without changing it. Its names are those it can be looked up by, separated by
 * NUL. A ref is where an entry or a page begins: from the start of the file or, with the top bit set, from the start of
 * the record's body, so that a record is valid at any position. Numbers are little-endian.
 *
 * Records are only ever appended, each by one write: processes need no lock, and readers pick up new records. A torn or
 * corrupted record fails its crc and is skipped to the next magic; a tag that depends on it counts as missing. The
 * sha256 is of the manifest's bytes.
 *
 * One file instead of many in the store: 323 tags are some 20,000 entries. All of it fits in memory, so a name is found
 * by walking it, and a manifest is put together from slices without being parsed.
 */
export const magic = Buffer.from("\x89CAPIDX1", "latin1");

const recordHeader = magic.length + 8;

/** The lists of a manifest, and the changes between two. The order is part of the format. */
const entryKinds = ["header", "symbol", "struct", "enum", "elsewhere", "diagnostic", "changes"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The `split` of an entry without a line. */
export const noLine = 0xffffffff;

/** Texts of at least this length are deflated; for shorter ones it costs more time than it saves space. */
const longText = 4096;

/** A longer text means that the file is not ours. */
const maxTextLength = 64 * 2 ** 20;

const own = 0x80000000;
const entryHeader = 16;

/** The content of an entry, independent of its place. */
export interface EntryContent {
  kind: EntryKind;
  /** The first one is the sort key. */
  names: readonly string[];
  /** Its JSON without the number of its line. */
  text: Buffer;
  /** The position in the text for the line number; {@link noLine} if there is none. */
  split: number;
  /** Identifies it, except for collisions. */
  checksum: number;
}

/** An entry's content, with its checksum. */
export function contentOf(kind: EntryKind, names: readonly string[], text: Buffer, split: number): EntryContent {
  return { kind, names, text, split, checksum: crc32(text, (entryKinds.indexOf(kind) ^ split) >>> 0) };
}

/** Writes one record: its entries, then its pages, then its refs. */
export class RecordWriter {
  #bytes: Buffer;
  #end = recordHeader;
  /** Where the numbers of entries and of pages are. */
  readonly #entries: number;
  #pages = 0;

  /**
   * @param sha256 of the manifest's bytes
   * @param expected how many bytes the record may have; it grows beyond
   */
  constructor(sha256: Buffer, head: string, expected = 4096) {
    // The operating system gives memory only for what is written.
    this.#bytes = Buffer.allocUnsafeSlow(expected);
    this.#add(sha256);
    this.#add(u32s([Buffer.byteLength(head)]));
    this.#add(Buffer.from(head));
    this.#entries = this.#add(u32s([0]));
  }

  /** @returns the entry's ref */
  entry(content: EntryContent): number {
    const { kind, split, text, checksum } = content;
    const names = Buffer.from(content.names.join("\0"));
    const deflated = text.length >= longText;
    const stored = deflated ? nativeCall(() => deflateRawSync(text)) : text;
    const header = Buffer.allocUnsafe(entryHeader);
    header.writeUInt8(entryKinds.indexOf(kind), 0);
    header.writeUInt8(Number(deflated), 1);
    header.writeUInt16LE(names.length, 2);
    header.writeUInt32LE(stored.length, 4);
    header.writeUInt32LE(split, 8);
    header.writeUInt32LE(checksum, 12);
    const start = this.#add(header);
    this.#add(names);
    this.#add(stored);
    this.#count(this.#entries);
    return refOf(start);
  }

  /** @param pairs refs of entries with their lines. @returns the page's ref */
  page(pairs: readonly number[]): number {
    if (this.#pages === 0) this.#pages = this.#add(u32s([0]));
    this.#count(this.#pages);
    return refOf(this.#add(u32s([pairs.length / 2, ...pairs])));
  }

  /** @param pages refs of all pages of the tag. */
  end(pages: readonly number[]): Buffer {
    if (this.#pages === 0) this.#add(u32s([0]));
    this.#add(u32s([pages.length, ...pages]));
    const record = this.#bytes.subarray(0, this.#end);
    const body = record.subarray(recordHeader);
    magic.copy(record);
    record.writeUInt32LE(body.length, recordHeader - 8);
    record.writeUInt32LE(crc32(body), recordHeader - 4);
    return record;
  }

  /** @returns where they begin */
  #add(bytes: Buffer): number {
    const start = this.#end;
    this.#end += bytes.length;
    if (this.#end > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * this.#end);
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    bytes.copy(this.#bytes, start);
    return start;
  }

  #count(at: number): void {
    this.#bytes.writeUInt32LE(this.#bytes.readUInt32LE(at) + 1, at);
  }
}

/** The ref of an entry or page, by its position in the record. */
const refOf = (position: number) => (own | (position - recordHeader)) >>> 0;

/** The entries of a record. */
export interface EntrySection {
  /** Of the record. */
  body: Buffer;
  /** Of the body. Buffer's own readers take V8 longer until it optimizes them. */
  view: DataView;
  /** The position of the body in the file. */
  base: number;
  /** Where each entry begins in the body, ascending. */
  starts: Uint32Array;
  /** Where the last one ends. */
  end: number;
}

/** A record in a file. Positions are from the start of the file. */
export interface StoredRecord {
  sha256: Buffer;
  head: string;
  entries: EntrySection;
  /** By position; pairs are an entry's position and its line. */
  pages: ReadonlyMap<number, Uint32Array>;
  /** Positions of the tag's pages. */
  refs: Uint32Array;
}

/**
 * Reads records, skipping torn or corrupted ones.
 * @param part of a file, starting at `base`
 * @returns the position in the file to continue from when more is appended
 */
export function readRecords(part: Buffer, base: number, take: (record: StoredRecord) => void): number {
  let position = 0;
  for (;;) {
    const found = part.indexOf(magic, position);
    if (found < 0) return base + Math.max(position, part.length - magic.length + 1);
    const start = found + recordHeader;
    const end = start <= part.length ? start + part.readUInt32LE(start - 8) : Number.POSITIVE_INFINITY;
    const isWhole = end <= part.length && crc32(part.subarray(start, end)) === part.readUInt32LE(start - 4);
    if (isWhole) {
      const record = readBody(part.subarray(start, end), base + start);
      if (record) take(record);
      position = end;
    } else {
      position = part.indexOf(magic, found + 1);
      // The last one may still be being written.
      if (position < 0) return base + found;
    }
  }
}

/** Null if lengths exceed the body: a valid crc does not prove that we wrote it. */
function readBody(body: Buffer, base: number): StoredRecord | null {
  let at = 0;
  // Whatever is read beyond the end is a RangeError too.
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const take = (bytes: number): number => {
    const here = at;
    at += bytes;
    if (at > body.length) throw new RangeError("a length exceeds the record");
    return here;
  };
  const number = () => view.getUint32(take(4), true);
  const place = (ref: number) => (ref >= own ? base + ref - own : ref);
  const numbers = (count: number) => {
    const first = take(4 * count);
    const copy = new Uint32Array(count);
    const bytes = Buffer.from(copy.buffer);
    body.copy(bytes, 0, first, at);
    if (endianness() === "BE") bytes.swap32();
    return copy;
  };
  try {
    const sha256 = body.subarray(take(32), at);
    const headLength = number();
    const head = body.toString("utf8", take(headLength), at);
    const count = number();
    if (count * entryHeader > body.length) return null;
    const starts = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      starts[i] = take(entryHeader + view.getUint16(at + 2, true) + view.getUint32(at + 4, true));
    }
    const entries = { body, view, base, starts, end: at };
    const pages = new Map<number, Uint32Array>();
    for (let left = number(); left > 0; left--) {
      const page = base + at;
      const pairs = numbers(2 * number());
      for (let i = 0; i < pairs.length; i += 2) pairs[i] = place(pairs[i] as number);
      pages.set(page, pairs);
    }
    return { sha256, head, entries, pages, refs: numbers(number()).map(place) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** An entry in a file. Its fields are read when asked for; most never are. */
export class StoredEntry implements EntryContent {
  /** In the file. */
  readonly position: number;
  readonly kind: EntryKind;
  readonly #section: EntrySection;
  readonly #start: number;
  #name: string | null = null;

  /** @param start where it begins in the body of its section */
  constructor(section: EntrySection, start: number) {
    this.position = section.base + start;
    this.kind = entryKinds[section.body[start] as number] ?? "diagnostic";
    this.#section = section;
    this.#start = start;
  }

  get split(): number {
    return this.#number(8);
  }

  get checksum(): number {
    return this.#number(12);
  }

  /** The first of its names. */
  get name(): string {
    this.#name ??= this.names[0] as string;
    return this.#name;
  }

  get names(): string[] {
    return this.#section.body.toString("utf8", this.#start + entryHeader, this.#textStart).split("\0");
  }

  /** Whether it can be looked up by this name. */
  isNamed(name: Buffer): boolean {
    const names = this.#section.body.subarray(this.#start + entryHeader, this.#textStart);
    // An empty string would be found everywhere, endlessly.
    if (name.length === 0) return names.length === 0;
    for (let at = names.indexOf(name); at >= 0; at = names.indexOf(name, at + 1)) {
      const end = at + name.length;
      if ((at === 0 || names[at - 1] === 0) && (end === names.length || names[end] === 0)) return true;
    }
    return false;
  }

  get text(): Buffer {
    const start = this.#textStart;
    const stored = this.#section.body.subarray(start, start + this.#number(4));
    if (!this.#isDeflated) return stored;
    return nativeCall(() => inflateRawSync(stored, { maxOutputLength: maxTextLength }));
  }

  /** Its JSON with the number of its line, in which each character is a byte of the text. */
  json(line: number): string {
    const isDeflated = this.#isDeflated;
    const bytes = isDeflated ? this.text : this.#section.body;
    const start = isDeflated ? 0 : this.#textStart;
    const end = isDeflated ? bytes.length : start + this.#number(4);
    const split = this.split;
    if (split === noLine) return bytes.toString("latin1", start, end);
    return `${bytes.toString("latin1", start, start + split)}${line}${bytes.toString("latin1", start + split, end)}`;
  }

  get #isDeflated(): boolean {
    return this.#section.view.getUint8(this.#start + 1) === 1;
  }

  get #textStart(): number {
    return this.#start + entryHeader + this.#section.view.getUint16(this.#start + 2, true);
  }

  #number(at: number): number {
    return this.#section.view.getUint32(this.#start + at, true);
  }
}

function u32s(values: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value, 4 * i);
  return bytes;
}
