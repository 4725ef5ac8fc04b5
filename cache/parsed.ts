import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";

/**
 * What was parsed in this thread, by its content: steps of checks and parts of manifests ask for the same few manifests
 * again and again, and to parse one takes longer than to answer. What is given is shared, and not to be altered.
 */
export class ParsedValues {
  readonly #values: LRUCache<string, object> | null;
  /** Values by the identity of their bytes, for bytes made in this thread. */
  readonly #own = new WeakMap<Uint8Array, object>();
  /** Hashes by the identity of their bytes. */
  readonly #keys = new WeakMap<Uint8Array, string>();

  /** @param limit bytes of JSON whose values are kept; in memory they take a few times that */
  constructor(limit: number) {
    this.#values = limit === 0 ? null : new LRUCache({ maxSize: limit });
  }

  /** Registers the value of some bytes, which need not be parsed then. */
  set(bytes: Uint8Array, value: object): void {
    this.#own.set(bytes, value);
  }

  /** The value of some bytes if it was registered. */
  own<T extends object>(bytes: Uint8Array): T | undefined {
    return this.#own.get(bytes) as T | undefined;
  }

  /** @param read makes the value of the parsed JSON; one for each kind of content */
  get<T extends object>(bytes: Uint8Array, read: (json: unknown) => T = (json) => json as T): T {
    const own = this.own<T>(bytes);
    if (own) return own;
    const parse = () => read(JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()));
    if (this.#values === null) return parse();
    const key = this.#keys.get(bytes) ?? hash("sha256", bytes, "base64url");
    this.#keys.set(bytes, key);
    const value = (this.#values.get(key) as T | undefined) ?? parse();
    this.#values.set(key, value, { size: Math.max(1, bytes.length) });
    return value;
  }
}
