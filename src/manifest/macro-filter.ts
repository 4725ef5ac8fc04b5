import type { Macro } from "../c/macro.ts";
import type { Compilation } from "../cpython/compilation.ts";

/** Selects macros that are API: not include guards, and not macros defined only in the ref's `pyconfig.h`. */
export class MacroFilter {
  readonly #guards = new Set<string>();
  /** The paths of `pyconfig.h`. */
  readonly #config = new Set<string>();
  /** The names in `pyconfig.h` that other headers define, too. */
  readonly #besides = new Set<string>();

  /** Knows the headers read so far. */
  constructor(compilations: readonly Compilation[]) {
    const elsewhere = compilations.map(({ headers, configs }) => headers.definedBeside(configs));
    for (const { headers, configs } of compilations) {
      for (const guard of headers.guards()) this.#guards.add(guard);
      for (const path of configs) {
        const source = headers.source(path);
        if (source !== null) this.#config.add(source.path);
        for (const name of source?.defines ?? [])
          if (elsewhere.some((names) => names.has(name))) this.#besides.add(name);
      }
    }
  }

  isApi({ name, header, body }: Macro): boolean {
    return !(this.#guards.has(name) && body.length === 0) && !(this.#config.has(header) && !this.#besides.has(name));
  }
}
