/** A position to roll a journaled map back to. */
export type Mark = number;

interface Change<K, V> {
  key: K;
  before: V | undefined;
}

/** A map with an undo log. A deleted key has no value. */
export class JournaledMap<K, V> {
  readonly #map = new Map<K, V>();
  readonly #journal: Change<K, V>[] = [];

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  has(key: K): boolean {
    return this.#map.has(key);
  }

  set(key: K, value: V): void {
    this.#journal.push({ key, before: this.#map.get(key) });
    this.#map.set(key, value);
  }

  entries(): Iterable<[K, V]> {
    return this.#map;
  }

  mark(): Mark {
    return this.#journal.length;
  }

  rollback(mark: Mark): void {
    for (let index = this.#journal.length - 1; index >= mark; index--) {
      const { key, before } = this.#journal[index] as Change<K, V>;
      if (before === undefined) this.#map.delete(key);
      else this.#map.set(key, before);
    }
    this.#journal.length = mark;
  }
}
