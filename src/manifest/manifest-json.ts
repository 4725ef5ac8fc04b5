import type { Manifest } from "./model.ts";
import { type Named, placesIn } from "./places.ts";

/** A sorted list as bytes: its entries, each with a comma behind it. */
interface WrittenList {
  readonly entries: readonly Named[];
  /** Where each entry begins, and the end. */
  readonly starts: readonly number[];
  readonly bytes: Buffer;
}

/**
 * Writes manifests as JSON, on one line, with a newline at its end. What the one before has, too, is copied: a list, or
 * an entry in it. None may be changed after that.
 */
export class ManifestJson {
  readonly #written = new Map<string, WrittenList>();

  /** The bytes of what `JSON.stringify` gives, and a newline. They are the caller's, who may move them to another thread. */
  of(manifest: Manifest): Buffer {
    const { symbols, structs, enums, elsewhere } = manifest;
    const lists = new Map<string, readonly Named[]>(Object.entries({ symbols, structs, enums, elsewhere }));
    const pieces: Buffer[] = [];
    let text = "";
    for (const [key, value] of Object.entries(manifest)) {
      text += `${text === "" && pieces.length === 0 ? "{" : ","}${JSON.stringify(key)}:`;
      const list = lists.get(key);
      if (list === undefined) text += JSON.stringify(value);
      else {
        pieces.push(Buffer.from(`${text}[`), this.#list(key, list));
        text = "]";
      }
    }
    return Buffer.concat([...pieces, Buffer.from(`${text}}\n`)]);
  }

  /** The entries without the comma behind the last. */
  #list(key: string, entries: readonly Named[]): Buffer {
    const before = this.#written.get(key);
    const written = before?.entries === entries ? before : write(entries, before ?? nothing);
    this.#written.set(key, written);
    return written.bytes.subarray(0, -1);
  }
}

const nothing: WrittenList = { entries: [], starts: [0], bytes: Buffer.alloc(0) };

function write(entries: readonly Named[], before: WrittenList): WrittenList {
  const places = placesIn(before.entries, entries);
  const pieces: Buffer[] = [];
  const starts = [0];
  let end = 0;
  const add = (length: number) => {
    end += length;
    starts.push(end);
  };
  for (let index = 0; index < entries.length; ) {
    let text = "";
    for (; index < entries.length && (places[index] as number) < 0; index++) {
      const json = JSON.stringify(entries[index]);
      add(Buffer.byteLength(json) + 1);
      text += json;
      text += ",";
    }
    pieces.push(Buffer.from(text));
    const first = places[index] ?? before.entries.length;
    let at = first;
    for (; index < entries.length && places[index] === at; index++, at++)
      add((before.starts[at + 1] as number) - (before.starts[at] as number));
    pieces.push(before.bytes.subarray(before.starts[first], before.starts[at]));
  }
  return { entries, starts, bytes: Buffer.concat(pieces, end) };
}
