import { type Named, placesIn } from "./places.ts";
import { areSame } from "./variants.ts";

/**
 * A list made from another one, element by element, each time from the list of another manifest. Where an element and
 * the context are what they were the last time, so is what was made of it; if all are, so is the list. The other list is
 * sorted. None may be changed after that.
 */
export class DerivedList<Source extends Named, Made> {
  #sources: readonly Source[] = [];
  #context: readonly unknown[] = [];
  #made: Made[] = [];

  /**
   * @param context all beside the element that decides what `make` gives, compared by identity
   * @param isStale what was made of something else that differs now, which is no part of the context
   */
  of(
    sources: readonly Source[],
    context: readonly unknown[],
    make: (source: Source) => Made,
    isStale: (made: Made) => boolean = () => false,
  ): Made[] {
    const [before, known] = this.isOf(context) ? [this.#sources, this.#made] : [[], []];
    const places = placesIn(before, sources);
    const made = sources.map((source, index) => {
      const one = known[places[index] as number];
      return one === undefined || isStale(one) ? make(source) : one;
    });
    this.#sources = sources;
    this.#context = context;
    if (!areSame(made, this.#made)) this.#made = made;
    return this.#made;
  }

  /** Whether the context is that of the last list. */
  isOf(context: readonly unknown[]): boolean {
    return areSame(context, this.#context);
  }
}
