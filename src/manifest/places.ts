/** An element of a list that is sorted by names, of which each has one. */
export interface Named {
  readonly name: string;
}

/**
 * For each element of a sorted list, where it is in another one; -1 for one that is not the same object there. A loop: it
 * goes over all of a manifest ten times.
 */
export function placesIn(other: readonly Named[], list: readonly Named[]): Int32Array {
  const places = new Int32Array(list.length);
  let at = 0;
  for (let index = 0; index < list.length; index++) {
    const element = list[index] as Named;
    while (at < other.length && other[at] !== element && (other[at] as Named).name < element.name) at++;
    places[index] = other[at] === element ? at : -1;
  }
  return places;
}
