import { type Expansion, LimitError } from "./expansion.ts";
import type { Macro } from "./macro.ts";
import type { ChangePosition, MacroTable } from "./macro-table.ts";
import type { OpenHeader, OpenHeaders } from "./open-headers.ts";
import type { PreprocessorOptions } from "./preprocessor-options.ts";
import type { Recorder } from "./recorder.ts";
import type { Replays } from "./replays.ts";
import type { RunState } from "./run-state.ts";
import type { Session } from "./session.ts";
import type { SourceItem } from "./source-items.ts";
import type { Invocation, TextRun } from "./text-run.ts";
import type { Token } from "./token.ts";
import type { TokenLimits } from "./token-limits.ts";

/** Tokens after which a run of a traced header, whose text may be long, is given in pieces. */
const tokensOfPiece = 5_000;

const noInvocations: Invocation[] = [];

/** The parts of a preprocessor that reading text takes. */
export interface TextParts {
  options: PreprocessorOptions;
  session: Session;
  macros: MacroTable;
  state: RunState;
  open: OpenHeaders;
  limits: TokenLimits;
  expansion: Expansion;
  recorder: Recorder;
  replays: Replays;
  report(at: null, code: string, message: string): void;
}

/**
 * Macro-replaces the lines between directives, and gives what is left of them as runs. Lines whose macros mean what they
 * did before give the same run.
 */
export class TextReader {
  readonly #parts: TextParts;
  #run: { tokens: Token[]; invocations: Invocation[] } | null = null;
  /** The names that the current run, or the operand of a directive, looked up, and the last change of each. */
  #asked: Map<string, ChangePosition> = new Map();
  /** Whether the run depends on nothing but the names it looked up. */
  #isPlainRun = true;
  #isTracedRun = false;

  constructor(parts: TextParts) {
    this.#parts = parts;
  }

  /** Whether lines are being read: in an invocation's arguments directives may stand among them. */
  get isReading(): boolean {
    return this.#run !== null;
  }

  isTraced(header: string): boolean {
    return this.#parts.options.traced?.(header) === true;
  }

  /** Macro-replaces the lines up to the next directive, or further if an invocation continues after it. */
  read(header: OpenHeader, item: SourceItem): void {
    const { options, session, macros, state, limits, recorder, replays } = this.#parts;
    const { pinned } = options;
    const isWhole = header.token === 0;
    this.#isTracedRun = this.isTraced(header.source.path);
    const known = isWhole && !this.#isTracedRun ? replays.findRun(item) : null;
    if (known !== null && known.spent <= limits.left) {
      limits.replay(known.spent);
      recorder.expandedNames(known.names);
      this.#give(known.run);
      header.item++;
      return;
    }
    let run = this.#newRun();
    this.#isPlainRun = isWhole && !this.#isTracedRun;
    this.#asked.clear();
    const noted = state.diagnostics.length;
    const { spent } = limits;
    while (!this.#fill(run.tokens)) {
      if (!this.#isTracedRun || run.tokens.length < tokensOfPiece) continue;
      this.#give(run);
      run = this.#newRun();
    }
    this.#run = null;
    // An array that was pushed to takes up to three times its length.
    if (!this.#isTracedRun) run = { ...run, tokens: run.tokens.slice() };
    recorder.expanded(this.#asked);
    if (this.#isPlainRun && state.diagnostics.length === noted) {
      const names = [...this.#asked.keys()];
      const meanings = names.map((name) => macros.meaning(name));
      session.keepRun(item, {
        run,
        pinned,
        names,
        meanings,
        spent: limits.spent - spent,
        turned: session.vocabulary.turned,
      });
    }
    this.#asked.clear();
    this.#give(run);
  }

  #newRun(): { tokens: Token[]; invocations: Invocation[] } {
    this.#run = { tokens: [], invocations: this.#isTracedRun ? [] : noInvocations };
    return this.#run;
  }

  #give(run: TextRun): void {
    const { options, open, recorder } = this.#parts;
    const { receive } = options;
    receive?.(run);
    // The text of a traced header is not replayed and may be long.
    if (receive === undefined || !this.isTraced(open.path)) recorder.give(run);
  }

  /** Appends the tokens up to the end of the lines; false before it, where a piece is full or an invocation abandoned. */
  #fill(tokens: Token[]): boolean {
    const { expansion, limits, report } = this.#parts;
    try {
      for (;;) {
        if (expansion.isIdle) {
          if (this.#isTracedRun && tokens.length >= tokensOfPiece) return false;
          limits.beginInvocation();
        }
        const token = expansion.next();
        if (token === null) return true;
        limits.spend(1);
        tokens.push(token);
      }
    } catch (error) {
      if (!(error instanceof LimitError) || error.code !== "macro-limit") throw error;
      report(null, error.code, error.message);
      expansion.abandon();
      return false;
    }
  }

  /** Notes that the lines, or the operand of a directive, looked a name up. */
  asks(name: string, last: ChangePosition): void {
    if (!this.#asked.has(name)) this.#asked.set(name, last);
  }

  invoked(macro: Macro, name: Token, args: number | null): void {
    if (this.#isTracedRun) this.#run?.invocations.push({ macro, name, arguments: args });
  }

  /** Records what was looked up before a directive among arguments, which may change it. */
  interrupt(): void {
    this.dependsOnMore();
    this.#parts.recorder.expanded(this.#asked);
    this.#asked.clear();
  }

  /** Macro-replaces the operand of a directive. */
  expandDirective(tokens: readonly Token[]): Token[] {
    const { expansion, recorder } = this.#parts;
    const asked = this.#asked;
    this.#asked = new Map();
    const expanded = expansion.all(tokens);
    recorder.expanded(this.#asked);
    this.#asked = asked;
    return expanded;
  }

  /** Adds a token to the text as it is. */
  leave(token: Token): void {
    if (this.#run === null) this.#give({ tokens: [token], invocations: noInvocations });
    else this.#run.tokens.push(token);
  }

  /** Marks the current lines as depending on more than the names they look up. */
  dependsOnMore(): void {
    this.#isPlainRun = false;
  }

  /** Marks the header as depending on more than its text and macros. */
  spoil(): void {
    this.#isPlainRun = false;
    this.#parts.recorder.spoil();
  }

  /** Forgets the current lines. */
  abandon(): void {
    this.#run = null;
    this.#asked.clear();
  }
}
