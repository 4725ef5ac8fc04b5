import { TextBytes } from "../text-bytes.ts";
import type { Manifest } from "./model.ts";
import { type Named, placesIn } from "./places.ts";

/** A sorted list in the bytes of a manifest. */
interface WrittenList {
  readonly entries: readonly Named[];
  /** Where each entry begins, and where one more would, after a comma. */
  readonly starts: readonly number[];
}

/**
 * Writes manifests as JSON, on one line, with a newline at its end. Entries that the one before has, too, are copied
 * from it. None may be changed after that.
 */
export class ManifestJson {
  #bytes: Buffer = Buffer.alloc(0);
  #lists: ReadonlyMap<string, WrittenList> = new Map();

  /**
   * The bytes of what `JSON.stringify` gives, and a newline. The next manifest is copied from them: they may neither be
   * changed nor be moved to another thread.
   */
  of(manifest: Manifest): Buffer {
    const { symbols, structs, enums, elsewhere } = manifest;
    const lists = new Map<string, readonly Named[]>(Object.entries({ symbols, structs, enums, elsewhere }));
    const json = new TextBytes("utf8");
    const written = new Map<string, WrittenList>();
    for (const [key, value] of Object.entries(manifest)) {
      json.add(`${json.length === 0 ? "{" : ","}${JSON.stringify(key)}:`);
      const list = lists.get(key);
      if (list === undefined) json.add(JSON.stringify(value));
      else {
        json.add("[");
        written.set(key, { entries: list, starts: this.#write(list, this.#lists.get(key) ?? nothing, json) });
        json.add("]");
      }
    }
    json.add("}\n");
    this.#lists = written;
    this.#bytes = json.end();
    return this.#bytes;
  }

  /** Adds entries and says where they begin. */
  #write(entries: readonly Named[], before: WrittenList, json: TextBytes): number[] {
    const places = placesIn(before.entries, entries);
    const starts: number[] = [];
    for (let index = 0; index < entries.length; ) {
      if (index > 0) json.add(",");
      const first = places[index] as number;
      if (first < 0) {
        starts.push(json.length);
        json.add(JSON.stringify(entries[index++]));
        continue;
      }
      const start = before.starts[first] as number;
      const moved = json.length - start;
      let at = first;
      for (; places[index] === at; index++, at++) starts.push((before.starts[at] as number) + moved);
      json.addBytes(this.#bytes.subarray(start, (before.starts[at] as number) - 1));
    }
    starts.push(json.length + 1);
    return starts;
  }
}

const nothing: WrittenList = { entries: [], starts: [] };
