/** An element of a list that is sorted by names, of which each has one. */
export interface Named {
  readonly name: string;
}

/** Sorts a list by code unit, so that the order is the same on every machine. */
export function sortByName<T extends Named>(entries: T[]): T[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * For each element of a sorted list, where it is in another one; -1 for one that is not the same object there. A loop over
 * indices: of the lists of a patch release almost all is the same, and they are compared a dozen times.
 */
export function placesIn(other: readonly Named[], list: readonly Named[]): Int32Array {
  const places = new Int32Array(list.length);
  if (other.length === 0) return places.fill(-1);
  let at = 0;
  for (let index = 0; index < list.length; index++) {
    const element = list[index] as Named;
    while (at < other.length && other[at] !== element && (other[at] as Named).name < element.name) at++;
    places[index] = other[at] === element ? at++ : -1;
  }
  return places;
}

/** The elements of a sorted list that another one lacks. */
export function missingIn<T extends Named>(other: readonly Named[], list: readonly T[]): T[] {
  if (other.length === 0) return list.slice();
  const missing: T[] = [];
  const places = placesIn(other, list);
  for (let index = 0; index < list.length; index++) if ((places[index] as number) < 0) missing.push(list[index] as T);
  return missing;
}

/** Where the element of this name is in a sorted list; -1 if it has none. */
export function placeOfName(list: readonly Named[], name: string): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as Named).name < name) low = middle + 1;
    else high = middle;
  }
  return list[low]?.name === name ? low : -1;
}
