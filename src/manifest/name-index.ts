import { missingIn, type Named } from "./places.ts";

/** The elements of a sorted list by name, of which the list of each manifest differs in a few from the one before. */
export class NameIndex<T extends Named> {
  readonly #byName = new Map<string, T>();
  #list: readonly T[] = [];

  get byName(): ReadonlyMap<string, T> {
    return this.#byName;
  }

  /** Takes the elements of the next list. Returns those that are new and those that are no more. */
  update(list: readonly T[]): T[] {
    const [gone, added] = [missingIn(list, this.#list), missingIn(this.#list, list)];
    for (const { name } of gone) this.#byName.delete(name);
    added.forEach((one) => {
      this.#byName.set(one.name, one);
    });
    this.#list = list;
    return [...gone, ...added];
  }
}
