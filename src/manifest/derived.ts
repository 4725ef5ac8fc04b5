import { areSame } from "./variants.ts";

/** A value that is made anew for each manifest, from inputs that are often those of the one before. */
export class Derived<T> {
  #inputs: readonly unknown[] = [];
  #made: { readonly value: T } | null = null;

  /**
   * What `make` gives, or gave for the same inputs.
   * @param inputs all that decides it, compared by identity
   */
  of(inputs: readonly unknown[], make: () => T): T {
    if (this.#made === null || !areSame(inputs, this.#inputs)) {
      this.#made = { value: make() };
      this.#inputs = inputs;
    }
    return this.#made.value;
  }
}
