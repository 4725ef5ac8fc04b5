import { push } from "../group-by.ts";
import { type Named, placesIn } from "./places.ts";
import { areSame } from "./variants.ts";

const none: readonly never[] = [];

/**
 * A list made from another one, element by element, each time from the list of another manifest. Where an element and
 * the context are what they were the last time, so is what was made of it; if all are, so is the list. The other list is
 * sorted. None may be changed after that.
 */
export class DerivedList<Source extends Named, Made> {
  readonly #namesIn: (made: Made) => Iterable<string>;
  #sources: readonly Source[] = [];
  #context: readonly unknown[] = [];
  #made: Made[] = [];
  /** The places of what was made of each name, some twice; null until a name changes. */
  #users: Map<string, number[]> | null = null;

  /** @param namesIn of which something was made, beside the element; what they stand for is no part of the context */
  constructor(namesIn: (made: Made) => Iterable<string> = () => none) {
    this.#namesIn = namesIn;
  }

  /**
   * @param context all beside the element that decides what `make` gives, compared by identity
   * @param changed what had a name that stands for something else now, or has it
   */
  of(
    sources: readonly Source[],
    context: readonly unknown[],
    make: (source: Source) => Made,
    changed: Iterable<Named> = none,
  ): Made[] {
    const isKnown = this.isOf(context);
    const places = placesIn(isKnown ? this.#sources : [], sources);
    let isMoved = !isKnown || sources.length !== this.#sources.length;
    // If something cannot be made, nothing is known the next time.
    this.#sources = [];
    const stale = isKnown ? this.#placesOf(changed) : new Set<number>();
    const made = new Array<Made>(sources.length);
    const fresh: number[] = [];
    for (let index = 0; index < sources.length; index++) {
      const place = places[index] as number;
      if (place < 0 || stale.has(place)) {
        fresh.push(index);
        made[index] = make(sources[index] as Source);
      } else {
        isMoved ||= place !== index;
        made[index] = this.#made[place] as Made;
      }
    }
    this.#sources = sources;
    this.#context = context;
    if (areSame(made, this.#made)) return this.#made;
    this.#made = made;
    if (isMoved) this.#users = null;
    else for (const place of fresh) this.#noteUse(place);
    return made;
  }

  /** Whether the context is that of the last list. */
  isOf(context: readonly unknown[]): boolean {
    return areSame(context, this.#context);
  }

  /** The places of what was made of the names. */
  #placesOf(changed: Iterable<Named>): Set<number> {
    const places = new Set<number>();
    for (const { name } of changed) for (const place of this.#usersOf(name)) places.add(place);
    return places;
  }

  #usersOf(name: string): Iterable<number> {
    if (this.#users === null) {
      this.#users = new Map();
      for (let place = 0; place < this.#made.length; place++) this.#noteUse(place);
    }
    return this.#users.get(name) ?? [];
  }

  #noteUse(place: number): void {
    if (this.#users === null) return;
    for (const name of this.#namesIn(this.#made[place] as Made)) push(this.#users, name, place);
  }
}
