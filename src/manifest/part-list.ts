import { missingIn, type Named } from "./places.ts";

/** Those elements of a sorted list for which something holds: the same list while it holds for the same ones. */
export class PartList<T extends Named> {
  readonly #isPart: (element: T) => boolean;
  #list: readonly T[] = [];
  #part: readonly T[] = [];

  constructor(isPart: (element: T) => boolean) {
    this.#isPart = isPart;
  }

  of(list: readonly T[]): readonly T[] {
    const [gone, added] = [missingIn(list, this.#list), missingIn(this.#list, list)];
    if (gone.some(this.#isPart) || added.some(this.#isPart)) this.#part = list.filter(this.#isPart);
    this.#list = list;
    return this.#part;
  }
}
