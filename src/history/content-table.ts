import { crc32 } from "node:zlib";
import { push } from "../group-by.ts";
import type { EntryContent, StoredEntry } from "./format.ts";

/** Finds entries and pages by content. */
export class ContentTable {
  readonly #entries = new Map<number, [position: number, entry: StoredEntry][]>();
  readonly #pages = new Map<number, [position: number, pairs: Uint32Array][]>();

  addEntry(position: number, entry: StoredEntry): void {
    push(this.#entries, entry.checksum, [position, entry]);
  }

  addPage(position: number, pairs: Uint32Array): void {
    push(this.#pages, checksumOf(pairs), [position, pairs]);
  }

  /** The position of an equal entry. */
  entry(content: EntryContent): number | undefined {
    const { kind, split, text } = content;
    const isSame = ([, entry]: [number, StoredEntry]) =>
      entry.kind === kind && entry.split === split && entry.text.equals(text);
    return this.#entries.get(content.checksum)?.find(isSame)?.[0];
  }

  /** The position of an equal page. */
  page(pairs: readonly number[]): number | undefined {
    const wanted = Uint32Array.from(pairs);
    const isSame = ([, known]: [number, Uint32Array]) =>
      known.length === wanted.length && known.every((value, i) => value === wanted[i]);
    return this.#pages.get(checksumOf(wanted))?.find(isSame)?.[0];
  }
}

const checksumOf = ({ buffer, byteOffset, byteLength }: Uint32Array) =>
  crc32(new Uint8Array(buffer, byteOffset, byteLength));
