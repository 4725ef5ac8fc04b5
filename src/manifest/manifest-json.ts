import type { Manifest } from "./model.ts";

/**
 * Writes manifests as JSON, on one line, with a newline at its end. An entry that several of them have is written once; none may be
 * changed after that.
 */
export class ManifestJson {
  readonly #texts = new WeakMap<object, string>();

  /** The same as `JSON.stringify` gives, and a newline. */
  of(manifest: Manifest): string {
    const pieces: string[] = [];
    for (const [key, value] of Object.entries(manifest)) {
      pieces.push(pieces.length === 0 ? "{" : ",", JSON.stringify(key), ":");
      if (Array.isArray(value)) this.#list(value, pieces);
      else pieces.push(JSON.stringify(value));
    }
    return `${pieces.join("")}}\n`;
  }

  #list(entries: readonly object[], pieces: string[]): void {
    pieces.push("[");
    for (const [index, entry] of entries.entries()) {
      if (index > 0) pieces.push(",");
      pieces.push(this.#entry(entry));
    }
    pieces.push("]");
  }

  #entry(entry: object): string {
    let text = this.#texts.get(entry);
    if (text === undefined) {
      text = JSON.stringify(entry);
      this.#texts.set(entry, text);
    }
    return text;
  }
}
