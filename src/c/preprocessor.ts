import { builtinMacros, expandBuiltin } from "./builtin-macro.ts";
import { BuiltinServices } from "./builtin-services.ts";
import { ConditionError } from "./condition.ts";
import { Conditions } from "./conditions.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { type DirectiveHost, Directives } from "./directives.ts";
import { Expansion, type ExpansionHost, type IsLast, LimitError } from "./expansion.ts";
import type { HeaderName } from "./header-name.ts";
import type { LexedSource } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import { MacroTable } from "./macro-table.ts";
import { OpenHeaders } from "./open-headers.ts";
import type { Passage } from "./passage.ts";
import type { PreprocessorOptions } from "./preprocessor-options.ts";
import { Recorder } from "./recorder.ts";
import { Replays, type Room } from "./replays.ts";
import { type Checkpoint, type Inclusion, RunState } from "./run-state.ts";
import { Session } from "./session.ts";
import { TextReader } from "./text-reader.ts";
import type { TextRun } from "./text-run.ts";
import { Token, TokenKind } from "./token.ts";
import { TokenLimits } from "./token-limits.ts";

const maxIncludeDepth = 200;
/** Opening a header costs as much time as this many tokens. */
const tokensOfHeader = 400;

/**
 * Translation phase 4 (C11 6.10): directives and macro replacement, as gcc does it (`gcc -E` is the judge).
 * Never throws on what a header says: that becomes a diagnostic and reading goes on.
 *
 * A header is a list of items, each a stretch of text or a directive; open headers are a stack. `TextReader` takes text
 * through `Expansion` and gives what is left of it as runs, and `RunState` is all that reading changes. While a header is open,
 * `Recorder` notes what it asks of what stood before it; a header that `Replays` knows to have asked the same before,
 * with the same answers, gives the same again without being read.
 */
export class Preprocessor implements ExpansionHost, DirectiveHost {
  readonly options: PreprocessorOptions;
  readonly macros: MacroTable;
  readonly #session: Session;
  readonly #state: RunState;
  readonly #expansion: Expansion;
  readonly #recorder: Recorder;
  readonly #replays: Replays;
  readonly #conditions: Conditions;
  readonly #directives: Directives;
  readonly #text: TextReader;
  readonly #builtins: BuiltinServices;
  readonly #limits: TokenLimits;
  readonly #open = new OpenHeaders();
  /** Collects the meanings of names that `expand` looks up. */
  #meant: Map<string, string | undefined> | null = null;
  /** Headers that were too deep in what is being included from outside; to read them elsewhere in it may never end. */
  readonly #endless = new Set<LexedSource>();
  #fatal: Diagnostic | null = null;
  /** Whether a limit stopped a header, which then has no passage. */
  isStopped = false;
  /** The last `#include` of a traced header before the `#error` that `include` returned. */
  refusedAt: Inclusion | null = null;

  constructor(options: PreprocessorOptions) {
    this.options = options;
    const session = options.session ?? new Session();
    this.#session = session;
    session.begin();
    const pinned = new Map<string, Macro>();
    for (const item of session.lex("", options.pinned ?? "").items) {
      const macro = item.kind === "directive" ? session.definition(item, "") : "";
      if (typeof macro !== "string") pinned.set(macro.name, macro);
    }
    this.macros = new MacroTable(builtinMacros[options.dialect ?? "gnu"], pinned);
    this.#state = new RunState(this.macros);
    this.#limits = new TokenLimits(options);
    this.#expansion = new Expansion(this);
    this.#recorder = new Recorder(this.macros);
    this.#conditions = new Conditions(
      this.#expansion,
      this.#state,
      this.#recorder,
      session,
      this.#limits,
      options.model,
    );
    this.#directives = new Directives(this, this.#session, this.#state, this.#recorder, this.#conditions);
    const readAlone = (source: LexedSource) => this.#readAlone(source);
    this.#replays = new Replays(this.#session, this.#state, this.#recorder, this.#conditions, options, readAlone);
    const parts = {
      options,
      session: this.#session,
      macros: this.macros,
      state: this.#state,
      open: this.#open,
      limits: this.#limits,
      expansion: this.#expansion,
      recorder: this.#recorder,
      replays: this.#replays,
      report: this.report.bind(this),
    };
    this.#text = new TextReader(parts);
    this.#builtins = new BuiltinServices({
      ...parts,
      text: this.#text,
      find: (name) => this.find(name),
      isInstalled: ({ name }) => options.search.isInstalled?.(name, this.#open.path) ?? false,
      pragma: (tokens, at) => this.#directives.pragma(tokens, at, this.#open.last?.source ?? null),
    });
  }

  // Results of the run

  /** The preprocessed text of all headers included from outside, in order. */
  get runs(): readonly TextRun[] {
    return this.#state.runs;
  }

  /** The runs as one list of tokens. */
  get tokens(): Token[] {
    return this.runs.flatMap(({ tokens }) => tokens);
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#state.diagnostics;
  }

  /** Names that conditions tested while undefined, with the first place. */
  get testedUndefined(): ReadonlyMap<string, Token> {
    return new Map(this.#state.testedUndefined.entries());
  }

  /** Passages of the headers included from outside. */
  get passages(): readonly Passage[] {
    return this.#state.passages;
  }

  /** The passage of a header that is the same in any context; null if it depends on the context. */
  constantOf(source: LexedSource): Passage | null {
    return this.#replays.constantOf(source);
  }

  /** `#include`s of traced headers. */
  get inclusions(): readonly Inclusion[] {
    return this.#state.inclusions;
  }

  hasRead(path: string): boolean {
    return this.#state.opened.has(path);
  }

  /** Headers read, in order of their first inclusion, each with those it includes under the current conditions. */
  get headers(): Map<string, Set<string>> {
    const headers = new Map<string, Set<string>>();
    for (const [path] of this.#state.opened.entries()) headers.set(path, new Set());
    const note = ({ inclusions, inner }: Passage): void => {
      for (const [includer, included] of inclusions) headers.get(includer)?.add(included);
      for (const passage of inner) note(passage);
    };
    for (const passage of this.#state.passages) note(passage);
    return headers;
  }

  /** Paths of headers included since a checkpoint, whether read or replayed. */
  includedSince({ passages }: Checkpoint): string[] {
    return this.#state.passages.slice(passages).flatMap(({ opened }) => opened.map(({ path }) => path));
  }

  /**
   * A position for `discard` to roll back to. When a header turns out to be unusable, what it included must be read
   * again.
   */
  checkpoint(): Checkpoint {
    return this.#state.checkpoint();
  }

  discard(checkpoint: Checkpoint): void {
    this.#state.restore(checkpoint);
  }

  // Reading

  /**
   * Reads a header to its end as if `#include` named it. Returns the first `#error`, or null:
   * a compiler would have stopped there.
   */
  include(source: LexedSource): Diagnostic | null {
    this.#fatal = null;
    this.#limits.begin();
    this.#endless.clear();
    try {
      this.enter(source, null);
      this.#read();
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      this.report(null, error.code, error.message, this.#open.path || source.path);
      this.isStopped = true;
      this.#abandon();
    }
    return this.#fatal;
  }

  /**
   * Macro-replaces tokens with the current macros; gives nothing if a limit is exceeded.
   * `inside` is the macro whose body they are and whose name is not expanded (C11 6.10.3.4p2). `asked` collects the
   * meaning of each name looked up; `isLast` stops at a token.
   */
  expand(
    tokens: readonly Token[],
    inside: Macro | null = null,
    asked?: Map<string, string | undefined>,
    isLast?: IsLast,
  ): Token[] {
    this.#meant = asked ?? null;
    this.#limits.begin();
    try {
      return this.#expansion.all(tokens, inside, isLast);
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      this.#abandon();
      return [];
    } finally {
      this.#text.abandon();
      this.#meant = null;
    }
  }

  enter(source: LexedSource, at: Token | null): void {
    const state = this.#state;
    const recorder = this.#recorder;
    const replays = this.#replays;
    const session = this.#session;
    const limits = this.#limits;
    if (replays.isThere(source)) {
      recorder.there(source);
      return;
    }
    if (this.#endless.has(source)) {
      recorder.spoil();
      return;
    }
    session.vocabulary.register(source);
    if (!state.opened.has(source.path)) state.opened.set(source.path, source);
    if (limits.probe(() => replays.recall(source))) return;
    // What was read before may contain headers that are endless here.
    const isReplayable = !this.#text.isReading && this.#endless.size === 0;
    const known = isReplayable ? limits.probe(() => replays.find(source, this.#room())) : null;
    if (known !== null) {
      this.#replay(known);
      return;
    }
    if (this.#open.length >= maxIncludeDepth) {
      const culprit = this.#open.has(source) ? `${source.path} includes itself` : source.path;
      const message = `#include nested more than ${maxIncludeDepth} levels deep: ${culprit}`;
      this.report(at, "include-depth", message);
      this.#endless.add(source);
      recorder.spoil();
      return;
    }
    limits.charge(tokensOfHeader);
    recorder.open(source, limits.spent, state.diagnostics.length);
    // Inside an invocation's arguments the text of the header is not emitted separately.
    if (this.#text.isReading || this.isTraced(source.path)) recorder.spoil();
    if (!state.read.has(source)) state.diagnostics.push(...source.diagnostics);
    this.#open.push(source, session.vocabulary.turned);
  }

  /** Reads a header in an empty context. */
  #readAlone(source: LexedSource): Passage {
    const { receive: _receive, traced: _traced, ...options } = this.options;
    const alone = new Preprocessor({ ...options, search: { find: () => null }, session: this.#session });
    alone.include(source);
    return alone.#state.passages[0] as Passage;
  }

  #room(): Room {
    return { depth: maxIncludeDepth - this.#open.length, tokens: this.#limits.left };
  }

  #close(): void {
    const { turned } = this.#open.pop();
    const state = this.#state;
    const recorder = this.#recorder;
    const passage = recorder.close(this.#limits.spent, state.diagnostics, this.options.pinned);
    if (!passage.isVolatile) this.#session.keep(passage, turned);
    this.#replays.noteRead(passage);
    if (this.#open.length > 0) return;
    state.passages.push(passage);
    if (this.options.receive === undefined) state.runs.push(passage.run);
  }

  /** Produces what a header produced before. */
  #replay(passage: Passage): void {
    const state = this.#state;
    const recorder = this.#recorder;
    recorder.replayed(passage);
    this.#replays.apply(passage);
    this.#limits.replay(passage.spent);
    this.#limits.charge(1);
    if (passage.fatal !== null) this.#refused(passage.fatal);
    this.options.receive?.(passage.run);
    if (this.#open.length > 0) return;
    state.passages.push(passage);
    if (this.options.receive === undefined) state.runs.push(passage.run);
  }

  /** Resets the reading state after a limit was exceeded. */
  #abandon(): void {
    this.#expansion.abandon();
    this.#open.clear();
    this.#recorder.abandon();
    this.#text.abandon();
  }

  /** Reads all open headers to their ends. */
  #read(): void {
    for (let header = this.#open.last; header !== undefined; header = this.#open.last) {
      const item = header.source.items[header.item];
      if (item === undefined) this.#close();
      else if (item.kind === "directive") {
        header.item++;
        this.#limits.charge(1 + item.tokens.length);
        this.#directives.run(item, header);
      } else this.#text.read(header, item);
    }
  }

  // Services for macro replacement

  /**
   * The next token of the current lines, null at their end. Inside an invocation's arguments it continues with the
   * following lines, executing directives between them, up to the end of the header (C11 6.10.3p11).
   */
  nextOfHeader(inArguments: boolean): Token | null {
    for (;;) {
      const header = this.#open.last;
      const item = header?.source.items[header.item];
      if (header === undefined || item === undefined) return null;
      if (item.kind === "text") {
        const token = item.tokens[header.token];
        if (token !== undefined) {
          header.token++;
          return token;
        }
        header.token = 0;
        // The lines go on in the next item.
        if (inArguments) this.#text.dependsOnMore();
      } else if (!inArguments) return null;
      header.item++;
      if (item.kind === "directive") {
        this.#text.interrupt();
        this.#directives.run(item, header);
      } else if (!inArguments) return null;
    }
  }

  parenthesisFollows(): boolean {
    return this.#open.parenthesisFollows();
  }

  lookUp(name: Token): Macro | undefined {
    const last = this.macros.lastChange(name.text);
    const macro = this.macros.at(last);
    this.#meant?.set(name.text, this.macros.meaning(name.text));
    if (this.#expansion.inCondition) this.#conditions.asks(name);
    else if (macro !== undefined || this.#session.vocabulary.mayBeMacro(name.text)) {
      this.#text.asks(name.text, last);
    }
    return macro;
  }

  pasted(name: string): void {
    this.#session.vocabulary.admit(name);
  }

  builtin(name: Token, at: Token): Token | null {
    return expandBuiltin(name, at, this.#builtins);
  }

  invoked(macro: Macro, name: Token, args: number | null): void {
    this.#text.invoked(macro, name, args);
  }

  report(at: Token | null, code: string, message: string, path?: string): void {
    const header = path ?? (at?.header || this.#open.path);
    if (!this.#conditions.isProbing)
      this.#state.diagnostics.push({ code, header, line: at?.line || this.#open.line, message });
  }

  spend(tokens: number): void {
    this.#limits.spend(tokens);
  }

  defined(operator: Token): Token {
    let name = this.#expansion.read(true);
    const isParenthesized = name?.text === "(";
    if (isParenthesized) name = this.#expansion.read(true);
    const isClosed = !isParenthesized || this.#expansion.read(true)?.text === ")";
    if (name?.kind !== TokenKind.identifier || !isClosed) throw new ConditionError('"defined" without a name');
    this.#conditions.asks(name);
    const isDefined = this.macros.has(name.text);
    return new Token(TokenKind.number, isDefined ? "1" : "0", operator.space, operator.header, operator.line);
  }

  // Services for directives

  find({ name, angled }: HeaderName): LexedSource | null {
    const includer = this.#open.path;
    const found = this.options.search.find(name, angled, includer);
    this.#recorder.find({ name, angled, includer, found });
    return found;
  }

  isTraced(header: string): boolean {
    return this.#text.isTraced(header);
  }

  spoil(): void {
    this.#text.spoil();
  }

  beginInvocation(): void {
    if (this.#expansion.isIdle) this.#limits.beginInvocation();
  }

  expandDirective(tokens: readonly Token[]): Token[] {
    return this.#text.expandDirective(tokens);
  }

  refuse(message: string, header: string, line: number): void {
    const error: Diagnostic = { code: "error-directive", header, line, message };
    // Compilers go on, and report each.
    if (this.isTraced(header)) this.#state.diagnostics.push(error);
    this.#refused(error);
  }

  #refused(error: Diagnostic): void {
    if (this.#fatal === null) this.refusedAt = this.inclusions.at(-1) ?? null;
    this.#fatal ??= error;
    this.#recorder.fatal(error);
  }

  leave(token: Token): void {
    this.#text.leave(token);
  }
}
