import type { LexedSource } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import type { MacroChange, MacroTable, Mark } from "./macro-table.ts";

/** What a header did to the macros, and which macros its conditions asked for that it had not set itself. */
interface Effects {
  changes: readonly MacroChange[];
  tested: ReadonlyMap<string, Macro | undefined>;
}

/** A header that is being read. */
interface Frame {
  source: LexedSource;
  /** When it was opened. */
  mark: Mark;
  serial: number;
  tested: Map<string, Macro | undefined>;
}

/**
 * Headers that were read before. After a rollback of the macros, another inclusion of one need not read it again:
 * where its conditions would go the same way, its definitions are made again, and its declarations are there already.
 */
export class KnownHeaders {
  private readonly macros: MacroTable;
  private readonly effects = new Map<LexedSource, Effects>();
  private readonly frames: Frame[] = [];

  constructor(macros: MacroTable) {
    this.macros = macros;
  }

  /** True where the header is known and holds as it was read; its definitions are made. */
  recall(source: LexedSource): boolean {
    const effects = this.effects.get(source);
    if (effects === undefined || !this.stillHolds(effects)) return false;
    for (const { name, after } of effects.changes) this.macros.set(name, after);
    this.inherit(effects.tested);
    return true;
  }

  has(source: LexedSource): boolean {
    return this.effects.has(source);
  }

  opened(source: LexedSource): void {
    this.frames.push({ source, mark: this.macros.mark(), serial: this.macros.serial, tested: new Map() });
  }

  closed(): void {
    const { source, mark, tested } = this.frames.pop() as Frame;
    if (source.guard !== null || this.macros.isOnce(source)) {
      this.effects.set(source, { changes: this.macros.changesSince(mark), tested });
    }
    this.inherit(tested);
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

  private inherit(tested: ReadonlyMap<string, Macro | undefined>): void {
    const frame = this.frames.at(-1);
    if (frame !== undefined) for (const [name, macro] of tested) note(frame, name, macro);
  }
}

function note(frame: Frame, name: string, macro: Macro | undefined): void {
  const isOwn = macro !== undefined && macro.serial > frame.serial;
  if (!isOwn && !frame.tested.has(name)) frame.tested.set(name, macro);
}
