import { JournaledMap, type Mark } from "./journaled-map.ts";
import type { Macro } from "./macro.ts";

/** The macro a name stands for, or undefined, and when it was set. */
export interface Definition {
  readonly macro: Macro | undefined;
  /** Grows with each definition, which gives definitions an order. */
  readonly serial: number;
}

/** The macros defined in one run of the preprocessor, with rollback. */
export class MacroTable {
  readonly #table = new JournaledMap<string, Definition>();
  readonly #pinned: ReadonlyMap<string, Macro>;
  #changes = 0;
  /** How often the table was rolled back. */
  rollbacks = 0;

  /** `builtins` are predefined by the language. `pinned` replaces the expansion of macros whatever their definition. */
  constructor(builtins: readonly Macro[], pinned: ReadonlyMap<string, Macro>) {
    for (const macro of builtins) this.#table.set(macro.name, { macro, serial: 0 });
    this.#pinned = pinned;
  }

  get(name: string): Macro | undefined {
    return this.#table.get(name)?.macro;
  }

  /** The definition of a name, including a name that is no longer defined. */
  definition(name: string): Definition | undefined {
    return this.#table.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** The macro to expand: the macro itself, or the one pinned to its name. */
  effective(macro: Macro): Macro {
    return this.#pinned.get(macro.name) ?? macro;
  }

  /** What decides the expansion of a name; undefined if it is not a macro. */
  meaning(name: string): string | undefined {
    const macro = this.get(name);
    return macro === undefined ? undefined : this.effective(macro).meaning;
  }

  /** Recorded for any name: when the header is included again, it may be a macro. */
  undefine(name: string): void {
    if (this.get(name)?.builtin !== true) this.set(name, undefined);
  }

  set(name: string, macro: Macro | undefined): void {
    this.#table.set(name, { macro, serial: ++this.#changes });
  }

  /** All macros now defined, except those of the language. */
  all(): Macro[] {
    return standing([...this.#table.entries()].map(([, { macro }]) => macro));
  }

  /** Macros defined since `mark` that are still defined. */
  since(mark: Mark): Macro[] {
    return standing([...this.#table.changedSince(mark)].map((name) => this.get(name)));
  }

  /** Each name defined or undefined since `mark`, with its current macro. */
  changesSince(mark: Mark): Map<string, Macro | undefined> {
    const changes = new Map<string, Macro | undefined>();
    for (const name of this.#table.changedSince(mark)) changes.set(name, this.get(name));
    return changes;
  }

  /** Greater than the serial of all macros defined so far. */
  get serial(): number {
    return this.#changes;
  }

  mark(): Mark {
    return this.#table.mark();
  }

  rollback(mark: Mark): void {
    this.rollbacks++;
    this.#table.rollback(mark);
  }
}

function standing(macros: readonly (Macro | undefined)[]): Macro[] {
  return macros.filter((macro) => macro !== undefined && !macro.builtin) as Macro[];
}
