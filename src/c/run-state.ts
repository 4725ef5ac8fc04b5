import type { Diagnostic } from "./diagnostic.ts";
import { JournaledMap, type Mark } from "./journaled-map.ts";
import type { LexedSource } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import type { MacroTable } from "./macro-table.ts";
import type { Passage } from "./passage.ts";
import type { TextRun } from "./text-run.ts";
import type { Token } from "./token.ts";

/** An `#include` of a traced header. */
export interface Inclusion {
  name: string;
  /** The first token after `#include`. */
  at: Token;
  /** Null if the header was not found. */
  source: LexedSource | null;
}

/** A header the run has read, and the number of rollbacks at that time. */
export interface ReadHeader {
  readonly passage: Passage;
  readonly rollbacks: number;
}

/** A position for `restore` to roll back to. */
export interface Checkpoint {
  readonly macros: Mark;
  readonly pushed: Mark;
  readonly opened: Mark;
  readonly read: Mark;
  readonly testedUndefined: Mark;
  readonly runs: number;
  readonly diagnostics: number;
  readonly passages: number;
  readonly inclusions: number;
  readonly counter: number;
}

/** The mutable state of one run of the preprocessor. */
export class RunState {
  readonly macros: MacroTable;
  /** Stacks of `#pragma push_macro`, innermost last. */
  readonly pushed = new JournaledMap<string, readonly (Macro | undefined)[]>();
  /** Headers that were opened, by path. */
  readonly opened = new JournaledMap<string, LexedSource>();
  /** Headers that need not be read again after a rollback of the macros. */
  readonly read = new JournaledMap<LexedSource, ReadHeader>();
  /** Names that conditions tested while undefined, with the first place. */
  readonly testedUndefined = new JournaledMap<string, Token>();
  readonly runs: TextRun[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Passages of the headers included from outside. */
  readonly passages: Passage[] = [];
  readonly inclusions: Inclusion[] = [];
  counter = 0;

  constructor(macros: MacroTable) {
    this.macros = macros;
  }

  checkpoint(): Checkpoint {
    return {
      macros: this.macros.mark(),
      pushed: this.pushed.mark(),
      opened: this.opened.mark(),
      read: this.read.mark(),
      testedUndefined: this.testedUndefined.mark(),
      runs: this.runs.length,
      diagnostics: this.diagnostics.length,
      passages: this.passages.length,
      inclusions: this.inclusions.length,
      counter: this.counter,
    };
  }

  restore(checkpoint: Checkpoint): void {
    this.macros.rollback(checkpoint.macros);
    this.pushed.rollback(checkpoint.pushed);
    this.opened.rollback(checkpoint.opened);
    this.read.rollback(checkpoint.read);
    this.testedUndefined.rollback(checkpoint.testedUndefined);
    this.runs.length = checkpoint.runs;
    this.diagnostics.length = checkpoint.diagnostics;
    this.passages.length = checkpoint.passages;
    this.inclusions.length = checkpoint.inclusions;
    this.counter = checkpoint.counter;
  }
}
