import { JournaledMap, type Mark } from "./journaled-map.ts";
import type { Macro } from "./macro.ts";

/** The macro that a name stands for, or none any more, and when that came to be. */
export interface Definition {
  readonly macro: Macro | undefined;
  /** Grows with each definition: tells what was defined before what. */
  readonly serial: number;
}

/** Which macros stand in one run of the preprocessor; each change can be taken back. */
export class MacroTable {
  private readonly table = new JournaledMap<string, Definition>();
  private readonly pinned: ReadonlyMap<string, Macro>;
  private changes = 0;
  /** How often the macros were taken back. */
  rollbacks = 0;

  /** `builtins`: those that the language defines. `pinned`: what macros expand to whatever their definition says. */
  constructor(builtins: readonly Macro[], pinned: ReadonlyMap<string, Macro>) {
    for (const macro of builtins) this.table.set(macro.name, { macro, serial: 0 });
    this.pinned = pinned;
  }

  get(name: string): Macro | undefined {
    return this.table.get(name)?.macro;
  }

  /** Also of a name that was defined once and is not now. */
  definition(name: string): Definition | undefined {
    return this.table.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** What a macro expands to: its own body, or what is pinned to its name. */
  effective(macro: Macro): Macro {
    return this.pinned.get(macro.name) ?? macro;
  }

  /** What decides the expansion of a name; undefined where it is no macro. */
  meaning(name: string): string | undefined {
    const macro = this.get(name);
    return macro === undefined ? undefined : this.effective(macro).meaning;
  }

  /** Also a name that is no macro: where the header is included again, it may be one. */
  undefine(name: string): void {
    if (this.get(name)?.builtin !== true) this.set(name, undefined);
  }

  set(name: string, macro: Macro | undefined): void {
    this.table.set(name, { macro, serial: ++this.changes });
  }

  /** All that stand, without those of the language. */
  all(): Macro[] {
    return standing([...this.table.entries()].map(([, { macro }]) => macro));
  }

  /** Those that were defined since `mark` and still stand. */
  since(mark: Mark): Macro[] {
    return standing([...this.table.changedSince(mark)].map((name) => this.get(name)));
  }

  /** What each name that was defined or undefined since `mark` stands for now. */
  changesSince(mark: Mark): [name: string, macro: Macro | undefined][] {
    return [...this.table.changedSince(mark)].map((name) => [name, this.get(name)]);
  }

  /** The serial of a macro that is defined from now on is greater. */
  get serial(): number {
    return this.changes;
  }

  mark(): Mark {
    return this.table.mark();
  }

  rollback(mark: Mark): void {
    this.rollbacks++;
    this.table.rollback(mark);
  }
}

function standing(macros: readonly (Macro | undefined)[]): Macro[] {
  return macros.filter((macro) => macro !== undefined && !macro.builtin) as Macro[];
}
