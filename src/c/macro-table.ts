import type { LexedSource } from "./lexer.ts";
import { Macro } from "./macro.ts";

/** One definition or `#undef`, with what stood before. */
export interface MacroChange {
  name: string;
  before: Macro | undefined;
  after: Macro | undefined;
}

/** A position to which the macros can be taken back. */
export type Mark = number;

/** Which macros stand, and how they came to: each change can be taken back, or made again. */
export class MacroTable {
  private readonly table = new Map<string, Macro>();
  /** How often the macros were taken back. */
  rollbacks = 0;
  private readonly journal: MacroChange[] = [];
  private readonly pinned: ReadonlyMap<string, Macro>;
  private changes = 0;

  /** `builtins`: those that the language defines. `pinned`: what macros expand to whatever their definition says. */
  constructor(builtins: readonly Macro[], pinned: ReadonlyMap<string, Macro>) {
    for (const macro of builtins) this.table.set(macro.name, macro);
    this.pinned = pinned;
  }

  get(name: string): Macro | undefined {
    return this.table.get(name);
  }

  has(name: string): boolean {
    return this.table.has(name);
  }

  define(macro: Macro): void {
    macro.pinned = this.pinned.get(macro.name) ?? null;
    this.set(macro.name, macro);
  }

  undefine(name: string): void {
    const macro = this.table.get(name);
    if (macro !== undefined && !macro.builtin) this.set(name, undefined);
  }

  set(name: string, macro: Macro | undefined): void {
    this.journal.push({ name, before: this.table.get(name), after: macro });
    if (macro === undefined) this.table.delete(name);
    else {
      macro.serial = ++this.changes;
      this.table.set(name, macro);
    }
  }

  /** `#pragma once` and `#import`: noted among the macros, so that a rollback takes it back as well. */
  setOnce(source: LexedSource): void {
    this.set(onceKey(source), new Macro(onceKey(source), null, false, [], source.path, 1, true));
  }

  isOnce(source: LexedSource): boolean {
    return this.table.has(onceKey(source));
  }

  /** All that stand, without those of the language. */
  all(): Macro[] {
    return [...this.table.values()].filter((macro) => !macro.builtin);
  }

  /** Those that were defined since `mark` and still stand. */
  since(mark: Mark): Macro[] {
    const names = new Set(this.changesSince(mark).map(({ name }) => name));
    const macros = [...names].map((name) => this.table.get(name));
    return macros.filter((macro) => macro !== undefined && !macro.builtin) as Macro[];
  }

  /** The `serial` of a macro that is defined from now on is greater. */
  get serial(): number {
    return this.changes;
  }

  mark(): Mark {
    return this.journal.length;
  }

  changesSince(mark: Mark): MacroChange[] {
    return this.journal.slice(mark);
  }

  rollback(mark: Mark): void {
    this.rollbacks++;
    for (let index = this.journal.length - 1; index >= mark; index--) {
      const { name, before } = this.journal[index] as MacroChange;
      if (before === undefined) this.table.delete(name);
      else this.table.set(name, before);
    }
    this.journal.length = mark;
  }
}

/** No identifier, so no header can define it. */
const onceKey = (source: LexedSource): string => `#pragma once ${source.path}`;
