import type { LexedSource } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import type { MacroChange, MacroTable, Mark } from "./macro-table.ts";

/** What a header did to the macros, and which macros its conditions asked for that it had not set itself. */
interface Effects {
  changes: readonly MacroChange[];
  tested: ReadonlyMap<string, Macro | undefined>;
  /** Headers that it includes, and that were there already. */
  needed: ReadonlySet<LexedSource>;
  /** How often the macros had been taken back: until they are again, a guard that is undefined asks to be read again. */
  rollbacks: number;
}

/** A header that is being read. */
interface Frame {
  source: LexedSource;
  /** When it was opened. */
  mark: Mark;
  serial: number;
  tested: Map<string, Macro | undefined>;
  needed: Set<LexedSource>;
  /** It and all that was opened in it. */
  opened: Set<LexedSource>;
}

/**
 * Headers that were read before. After a rollback of the macros, another inclusion of one need not read it again:
 * where its conditions would go the same way, its definitions are made again, and its declarations are there already.
 */
export class KnownHeaders {
  private readonly macros: MacroTable;
  private readonly effects = new Map<LexedSource, Effects>();
  private readonly frames: Frame[] = [];
  private readonly recalled = new Set<LexedSource>();

  constructor(macros: MacroTable) {
    this.macros = macros;
  }

  /** True where the header is known and holds as it was read; its definitions are made. */
  recall(source: LexedSource): boolean {
    const effects = this.effects.get(source);
    if (effects === undefined || this.recalled.has(source)) return false;
    if (effects.rollbacks === this.macros.rollbacks) return false;
    const mark = this.macros.mark();
    this.recalled.add(source);
    const holds = this.recallNeeded(effects) && this.stillHolds(effects);
    this.recalled.delete(source);
    if (!holds) {
      this.macros.rollback(mark);
      return false;
    }
    for (const { name, after } of effects.changes) this.macros.set(name, after);
    this.inherit(effects, [source]);
    return true;
  }

  private recallNeeded({ needed }: Effects): boolean {
    for (const source of needed) if (!this.isThere(source) && !this.recall(source)) return false;
    return true;
  }

  /** Whether another inclusion of a header would be empty. */
  isThere(source: LexedSource): boolean {
    return (source.guard !== null && this.macros.has(source.guard)) || this.macros.isOnce(source);
  }

  /** The innermost header includes one that is there. */
  needed(source: LexedSource): void {
    const frame = this.frames.at(-1);
    if (frame !== undefined && !frame.opened.has(source)) frame.needed.add(source);
  }

  has(source: LexedSource): boolean {
    return this.effects.has(source);
  }

  opened(source: LexedSource): void {
    const [mark, { serial }] = [this.macros.mark(), this.macros];
    this.frames.push({ source, mark, serial, tested: new Map(), needed: new Set(), opened: new Set([source]) });
  }

  closed(): void {
    const { source, mark, tested, needed, opened } = this.frames.pop() as Frame;
    const effects = { changes: this.macros.changesSince(mark), tested, needed, rollbacks: this.macros.rollbacks };
    if (source.guard !== null || this.macros.isOnce(source)) this.effects.set(source, effects);
    this.inherit(effects, opened);
  }

  /** A condition of the innermost header asked for a macro. */
  tested(name: string, macro: Macro | undefined): void {
    const frame = this.frames.at(-1);
    if (frame !== undefined && !macro?.builtin) note(frame, name, macro);
  }

  /** All headers that are open are given up. */
  abandon(): void {
    this.frames.length = 0;
  }

  get size(): number {
    return this.effects.size;
  }

  /** Forgets those beyond the first `size`. */
  truncate(size: number): void {
    for (const source of [...this.effects.keys()].slice(size)) this.effects.delete(source);
  }

  private stillHolds({ tested }: Effects): boolean {
    for (const [name, macro] of tested) if (this.macros.get(name) !== macro) return false;
    return true;
  }

  /** What holds of a header holds of the one that includes it. */
  private inherit({ tested, needed }: Effects, opened: Iterable<LexedSource>): void {
    const frame = this.frames.at(-1);
    if (frame === undefined) return;
    for (const [name, macro] of tested) note(frame, name, macro);
    for (const source of needed) if (!frame.opened.has(source)) frame.needed.add(source);
    for (const source of opened) frame.opened.add(source);
  }
}

function note(frame: Frame, name: string, macro: Macro | undefined): void {
  const isOwn = macro !== undefined && macro.serial > frame.serial;
  if (!isOwn && !frame.tested.has(name)) frame.tested.set(name, macro);
}
