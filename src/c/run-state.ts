import type { Diagnostic } from "./diagnostic.ts";
import { JournaledMap, type Mark } from "./journaled-map.ts";
import type { LexedSource } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import type { MacroTable } from "./macro-table.ts";
import type { Passage } from "./passage.ts";
import type { TextRun } from "./text-run.ts";
import type { Token } from "./token.ts";

/** An `#include` of a header that is traced. */
export interface Inclusion {
  name: string;
  /** The first token after `#include`. */
  at: Token;
  /** Null where there is no such header. */
  source: LexedSource | null;
}

/** A header that the run has read, and how often the macros had been taken back by then. */
export interface ReadHeader {
  readonly passage: Passage;
  readonly rollbacks: number;
}

/** A position to which `restore` takes back all that a run has come to. */
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

/** All that one run of the preprocessor has come to. */
export class RunState {
  readonly macros: MacroTable;
  /** By `#pragma push_macro`, the innermost last. */
  readonly pushed = new JournaledMap<string, readonly (Macro | undefined)[]>();
  /** Headers that were opened, by path. */
  readonly opened = new JournaledMap<string, LexedSource>();
  /** Headers that need not be read again after a rollback of the macros. */
  readonly read = new JournaledMap<LexedSource, ReadHeader>();
  /** Names that conditions tested while no macro had them, with the first place that did. */
  readonly testedUndefined = new JournaledMap<string, Token>();
  readonly runs: TextRun[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Of the headers that were included from outside. */
  readonly passages: Passage[] = [];
  readonly inclusions: Inclusion[] = [];
  counter = 0;

  constructor(macros: MacroTable) {
    this.macros = macros;
  }

  checkpoint(): Checkpoint {
    const { macros, pushed, opened, read, testedUndefined, counter } = this;
    const marks = { macros: macros.mark(), pushed: pushed.mark(), opened: opened.mark(), read: read.mark() };
    return {
      ...marks,
      testedUndefined: testedUndefined.mark(),
      runs: this.runs.length,
      diagnostics: this.diagnostics.length,
      passages: this.passages.length,
      inclusions: this.inclusions.length,
      counter,
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
