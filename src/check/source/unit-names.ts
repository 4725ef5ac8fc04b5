import type { Place } from "../use.ts";
import { PlaceMap } from "../use-groups.ts";

/**
 * Why a name counts as the API's: CPython's headers declare it, nothing declares it, or the extension declares it
 * without defining it in any file.
 */
export type Ground = "declared" | "undeclared" | "own-declaration";

/** A name at a place. */
export interface UnitName {
  readonly name: string;
  /** Of a call: the number of arguments. */
  args: number | undefined;
  readonly ground: Ground;
}

/** In a list, as most places have one name: several come from macros. */
interface Linked extends UnitName {
  next: Linked | null;
}

/** The names of a translation unit that may be uses, by place. */
export class UnitNames {
  readonly #first = new PlaceMap<Linked>();

  /** A call's number of arguments is noted of a name that is there without one. */
  add(place: Place, name: string, ground: Ground, args: number | undefined): void {
    const linked: Linked = { name, args, ground, next: null };
    const first = this.#first.get(place);
    if (first === undefined) {
      this.#first.set(place, linked);
      return;
    }
    const here = [...chain(first)];
    const same = here.filter((one) => one.name === name);
    if (same.some((one) => args === undefined || one.args === args)) return;
    const uncounted = same.find((one) => one.args === undefined);
    if (uncounted !== undefined) uncounted.args = args;
    else (here.at(-1) as Linked).next = linked;
  }

  at(place: Place): UnitName[] {
    return [...chain(this.#first.get(place))];
  }

  *[Symbol.iterator](): Iterator<[Place, UnitName]> {
    for (const [place, first] of this.#first) for (const name of chain(first)) yield [place, name];
  }
}

function* chain(first: Linked | undefined): Iterable<Linked> {
  for (let linked = first ?? null; linked !== null; linked = linked.next) yield linked;
}
