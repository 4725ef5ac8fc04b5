import type { Macro } from "../c/macro.ts";
import type { RawSurface } from "../cpython/surface-reading.ts";

/** The macros that others replace in surfaces. */
export class ReplacedMacros {
  #last: readonly Macro[] = [];

  /** Takes the next surfaces. Returns macros with the names that may stand for others than in the last ones of the same identity. */
  update(surfaces: readonly Pick<RawSurface, "replacements">[]): Macro[] {
    const replaced = surfaces.flatMap(({ replacements }) => [...replacements.keys()]);
    const differing = [...this.#last, ...replaced];
    this.#last = replaced;
    return differing;
  }
}
