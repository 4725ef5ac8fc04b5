import type { Mark } from "./journaled-map.ts";
import type { Macro } from "./macro.ts";

/** The macro a name stands for, or undefined, and when it was set. */
export interface Definition {
  readonly name: string;
  readonly macro: Macro | undefined;
  /** Grows with each definition, which gives definitions an order. */
  readonly serial: number;
  /** What the name stood for before. */
  readonly before: Definition | undefined;
}

/** The macros defined in one run of the preprocessor, with rollback. The definitions are their own undo log. */
export class MacroTable {
  readonly #table = new Map<string, Definition>();
  readonly #log: Definition[] = [];
  readonly #pinned: ReadonlyMap<string, Macro>;
  #changes = 0;
  /** How often the table was rolled back. */
  rollbacks = 0;

  /** `builtins` are predefined by the language. `pinned` replaces the expansion of macros whatever their definition. */
  constructor(builtins: readonly Macro[], pinned: ReadonlyMap<string, Macro>) {
    for (const macro of builtins) {
      this.#table.set(macro.name, { name: macro.name, macro, serial: 0, before: undefined });
    }
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
    const definition = { name, macro, serial: ++this.#changes, before: this.#table.get(name) };
    this.#table.set(name, definition);
    this.#log.push(definition);
  }

  /** All macros now defined, except those of the language. */
  all(): Macro[] {
    return standing(Array.from(this.#table.values(), ({ macro }) => macro));
  }

  /** Macros defined since `mark` that are still defined. */
  since(mark: Mark): Macro[] {
    return standing(this.changesSince(mark).values());
  }

  /** Each name defined or undefined since `mark`, in the order of their first change, with its current macro. */
  changesSince(mark: Mark): Map<string, Macro | undefined> {
    const changes = new Map<string, Macro | undefined>();
    // Setting a key again keeps its place.
    for (let index = mark; index < this.#log.length; index++) {
      const { name, macro } = this.#log[index] as Definition;
      changes.set(name, macro);
    }
    return changes;
  }

  /** Greater than the serial of all macros defined so far. */
  get serial(): number {
    return this.#changes;
  }

  mark(): Mark {
    return this.#log.length;
  }

  rollback(mark: Mark): void {
    this.rollbacks++;
    const log = this.#log;
    for (let index = log.length - 1; index >= mark; index--) {
      const { name, before } = log[index] as Definition;
      if (before === undefined) this.#table.delete(name);
      else this.#table.set(name, before);
    }
    log.length = mark;
  }
}

function standing(macros: Iterable<Macro | undefined>): Macro[] {
  const found: Macro[] = [];
  for (const macro of macros) if (macro !== undefined && !macro.builtin) found.push(macro);
  return found;
}
