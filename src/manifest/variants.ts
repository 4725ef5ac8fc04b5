import { newestFirst } from "../c/newest-first.ts";

interface Variant {
  readonly parts: readonly unknown[];
  readonly made: object;
}

/** How many variants of one object are kept. */
const maxVariants = 3;

/** Objects that are made of another one and some parts, none of which change: of the same, the same object. */
export class Variants {
  readonly #variants = new WeakMap<object, Variant[]>();

  /** @param parts all beside `source` that decides what `make` gives; compared by identity */
  of<T extends object>(source: T, parts: readonly unknown[], make: () => T): T {
    const known = this.#variants.get(source);
    const found = known?.find((one) => areSame(one.parts, parts));
    if (found !== undefined) return found.made as T;
    const made = make();
    this.#variants.set(source, newestFirst({ parts, made }, known, maxVariants));
    return made;
  }
}

/** Whether two lists have the same objects. A loop: it compares most of a manifest. */
export function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}
