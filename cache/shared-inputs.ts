/** Bytes above which a copy for each task costs more than shared memory. */
const worthSharing = 2 ** 16;

/**
 * The inputs of tasks for other threads, to which large bytes are passed in shared memory once they are passed again:
 * each of a check's dozen steps takes whole manifests, and copies of them would be most of what the threads allocate.
 */
export class SharedInputs {
  readonly #passed = new WeakSet<Uint8Array>();
  readonly #shared = new WeakMap<Uint8Array, Uint8Array>();

  /** The same input. Nobody writes to bytes of inputs. */
  of<T>(input: T): T {
    return this.#of(input) as T;
  }

  #of(value: unknown): unknown {
    if (value instanceof Uint8Array) return value.length < worthSharing ? value : this.#bytes(value);
    if (Array.isArray(value)) return value.map((item) => this.#of(item));
    // A tree's files are texts, in a map.
    if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#of(item)]));
  }

  #bytes(bytes: Uint8Array): Uint8Array {
    const known = this.#shared.get(bytes);
    if (known) return known;
    if (!this.#passed.has(bytes)) {
      this.#passed.add(bytes);
      return bytes;
    }
    const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
    copy.set(bytes);
    this.#shared.set(bytes, copy);
    return copy;
  }
}
