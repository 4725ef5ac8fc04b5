import type { Macro } from "../c/macro.ts";
import type { Compilation } from "../cpython/compilation.ts";
import { once } from "../once.ts";

/** Selects macros that are API: not include guards, and not macros defined only in the ref's `pyconfig.h`. */
export class MacroFilter {
  readonly #guards: () => ReadonlySet<string>;
  /** The paths of `pyconfig.h`. */
  readonly #config: ReadonlySet<string>;
  /** The names that headers define beside `pyconfig.h`. */
  readonly #besides: () => readonly ReadonlySet<string>[];

  /** Knows the headers that are read when it is first asked. */
  constructor(compilations: readonly Compilation[]) {
    this.#guards = once(() => new Set(compilations.flatMap(({ headers }) => [...headers.guards()])));
    const paths = compilations.flatMap(({ headers, configs }) =>
      [...configs].map((path) => headers.source(path)?.path),
    );
    this.#config = new Set(paths.filter((path) => path !== undefined));
    this.#besides = once(() => compilations.map(({ headers, configs }) => headers.definedBeside(configs)));
  }

  isApi({ name, header, body }: Macro): boolean {
    if (body.length === 0 && this.#guards().has(name)) return false;
    return !this.#config.has(header) || this.#besides().some((names) => names.has(name));
  }
}
