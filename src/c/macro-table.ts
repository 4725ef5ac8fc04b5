import type { Mark } from "./journaled-map.ts";
import type { Macro, MacroChange } from "./macro.ts";

/** Identifies a change by its position in the table's log; -1 is none. Later changes have greater ones. */
export type ChangePosition = number;

/**
 * The macros defined in one run of the preprocessor, with rollback: a log of changes. Changes are shared by all runs
 * that make them, so that a header is replayed without an object for each macro that it defines.
 */
export class MacroTable {
  /** The last change of each name that ever had one. */
  readonly #last = new Map<string, ChangePosition>();
  readonly #log: MacroChange[] = [];
  /** For each change the one of the same name before it. */
  readonly #before: ChangePosition[] = [];
  readonly #pinned: ReadonlyMap<string, Macro>;
  /** How often the table was rolled back. */
  rollbacks = 0;

  /** `builtins` are predefined by the language. `pinned` replaces the expansion of macros whatever their definition. */
  constructor(builtins: readonly Macro[], pinned: ReadonlyMap<string, Macro>) {
    this.apply(builtins);
    this.#pinned = pinned;
  }

  get(name: string): Macro | undefined {
    return this.at(this.lastChange(name));
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** The last change of a name, also one that undefined it. */
  lastChange(name: string): ChangePosition {
    return this.#last.get(name) ?? -1;
  }

  /** The macro that a change defined. */
  at(change: ChangePosition): Macro | undefined {
    return this.#log[change]?.macro;
  }

  /** The macro to expand: the macro itself, or the one pinned to its name. */
  effective(macro: Macro): Macro {
    return this.#pinned.get(macro.name) ?? macro;
  }

  /** What decides the expansion of a name; undefined if it is not a macro. */
  meaning(name: string): string | undefined {
    return this.meaningAt(this.lastChange(name));
  }

  /** The same as of a change. */
  meaningAt(change: ChangePosition): string | undefined {
    const macro = this.at(change);
    return macro === undefined ? undefined : this.effective(macro).effect;
  }

  /** Recorded for any name: when the header is included again, it may be a macro. */
  undefine(name: string): void {
    if (this.get(name)?.builtin !== true) this.make({ name, macro: undefined });
  }

  /** Makes changes that another run or header made. */
  apply(changes: readonly MacroChange[]): void {
    for (let index = 0; index < changes.length; index++) this.make(changes[index] as MacroChange);
  }

  /** Makes a change, which is the last of its name from now on. */
  make(change: MacroChange): void {
    const { name } = change;
    this.#before.push(this.lastChange(name));
    this.#last.set(name, this.#log.length);
    this.#log.push(change);
  }

  /** All macros now defined, except those of the language. */
  all(): Macro[] {
    return this.since(0);
  }

  /** Macros defined since `mark` that are still defined. */
  since(mark: Mark): Macro[] {
    const macros: Macro[] = [];
    this.#eachSince(mark, ({ macro }) => {
      if (macro !== undefined && !macro.builtin) macros.push(macro);
    });
    return macros;
  }

  /** The last change since `mark` of each name, in the order of the first ones. */
  changesSince(mark: Mark): MacroChange[] {
    const changes: MacroChange[] = [];
    this.#eachSince(mark, (change) => changes.push(change));
    return changes;
  }

  #eachSince(mark: Mark, visit: (change: MacroChange) => void): void {
    for (let index = mark; index < this.#log.length; index++) {
      const isFirst = (this.#before[index] as ChangePosition) < mark;
      if (!isFirst) continue;
      const last = this.lastChange((this.#log[index] as MacroChange).name);
      visit(this.#log[last] as MacroChange);
    }
  }

  mark(): Mark {
    return this.#log.length;
  }

  rollback(mark: Mark): void {
    this.rollbacks++;
    for (let index = this.#log.length - 1; index >= mark; index--) {
      // Also if there is none before: most names are defined again, and a Map shrinks and grows by copying itself.
      this.#last.set((this.#log[index] as MacroChange).name, this.#before[index] as ChangePosition);
    }
    this.#log.length = mark;
    this.#before.length = mark;
  }
}
