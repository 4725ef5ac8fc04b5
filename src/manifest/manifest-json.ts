import type { Manifest } from "./model.ts";

/**
 * Writes manifests as JSON, on one line, with a newline at its end. An entry that several of them have is written once; none may be
 * changed after that.
 */
export class ManifestJson {
  readonly #texts = new WeakMap<object, string>();

  /** The same as `JSON.stringify` gives, and a newline. */
  of(manifest: Manifest): string {
    const members = Object.entries(manifest).map(([key, value]) => `${JSON.stringify(key)}:${this.#value(value)}`);
    return `{${members.join(",")}}\n`;
  }

  #value(value: unknown): string {
    return Array.isArray(value) ? `[${value.map((entry) => this.#entry(entry)).join(",")}]` : JSON.stringify(value);
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
