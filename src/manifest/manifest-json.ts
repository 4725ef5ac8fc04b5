import type { Manifest } from "./model.ts";

/**
 * Writes manifests as JSON, on one line, with a newline at its end. An entry that several of them have is written once;
 * none may be changed after that.
 */
export class ManifestJson {
  readonly #texts = new WeakMap<object, string>();

  /** The same as `JSON.stringify` gives, and a newline. */
  of(manifest: Manifest): string {
    let text = "";
    for (const [key, value] of Object.entries(manifest)) {
      text += `${text === "" ? "{" : ","}${JSON.stringify(key)}:`;
      text += Array.isArray(value) ? this.#list(value) : JSON.stringify(value);
    }
    return `${text}}\n`;
  }

  /** V8 joins what is added up once, when its bytes are wanted; `join` would copy it once more. */
  #list(entries: readonly object[]): string {
    let text = "[";
    let separator = "";
    for (const entry of entries) {
      text += separator;
      text += this.#entry(entry);
      separator = ",";
    }
    return `${text}]`;
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
