import { type BuiltinHost, builtinMacros, type Dialect, expandBuiltin } from "./builtin-macro.ts";
import type { CharacterModel } from "./character.ts";
import { ConditionError } from "./condition.ts";
import { Conditions } from "./conditions.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { parseDefinition } from "./directive.ts";
import { type DirectiveHost, Directives, type OpenHeader } from "./directives.ts";
import { Expansion, type ExpansionHost, type IsLast, LimitError } from "./expansion.ts";
import { type HeaderName, headerName } from "./header-name.ts";
import { type LexedSource, lex, type SourceItem } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import { type Definition, MacroTable } from "./macro-table.ts";
import type { Passage } from "./passage.ts";
import { Recorder } from "./recorder.ts";
import { Replays, type Room } from "./replays.ts";
import { type Checkpoint, type Inclusion, RunState } from "./run-state.ts";
import { Session } from "./session.ts";
import type { Invocation, TextRun } from "./text-run.ts";
import { Token, TokenKind } from "./token.ts";

export type { Checkpoint, Inclusion } from "./run-state.ts";

/** Finds the headers that `#include` names. */
export interface HeaderSearch {
  /**
   * The header that `#include "name"` (or `<name>` if `angled`) names in `includer`, or null.
   * The same header must be the same object each time.
   */
  find(name: string, angled: boolean, includer: string): LexedSource | null;
}

export interface PreprocessorOptions {
  search: HeaderSearch;
  /** What earlier runs have recorded. */
  session?: Session;
  /** Whose predefined macros to use: gcc's by default, clang's or Visual C++'s. */
  dialect?: Dialect;
  /** How `#if` evaluates character constants. */
  model: CharacterModel;
  /** The names for which `__has_attribute` and `__has_builtin` are true. */
  attributes: ReadonlySet<string>;
  builtins: ReadonlySet<string>;
  /** The names for which clang's `__has_feature` and `__has_extension` are true. */
  features?: ReadonlySet<string>;
  extensions?: ReadonlySet<string>;
  /**
   * `#define` lines for macros to expand differently, once a header defines them.
   * `macros()` still returns the headers' definitions.
   */
  pinned?: string;
  /** Headers whose macro invocations and `#include`s are recorded; none by default. */
  traced?: (header: string) => boolean;
  /** Receives the preprocessed text as it is produced; without it, `runs` collects the text. */
  receive?: (run: TextRun) => void;
  /** How many tokens one header may produce with all it includes. */
  maxTokens?: number;
  /** How many tokens all who share the budget may produce together; directives and headers also count. */
  budget?: TokenBudget;
}

export interface TokenBudget {
  /** Negative once the budget is exceeded. */
  left: number;
}

const noInvocations: Invocation[] = [];
const maxIncludeDepth = 200;
/** CPython's headers use at most 80 thousand tokens including nested headers, and far fewer for one invocation. */
const maxTokensOfInvocation = 400_000;
const maxTokensOfHeader = 4_000_000;

/** Tokens after which a run of a traced header, whose text may be long, is given in pieces. */
const tokensOfPiece = 5_000;
/** Opening a header costs as much time as this many tokens. */
const tokensOfHeader = 400;

/**
 * Translation phase 4 (C11 6.10): directives and macro replacement, as gcc does it (`gcc -E` is the judge).
 * Never throws on what a header says: that becomes a diagnostic and reading goes on.
 *
 * A header is a list of items, each a stretch of text or a directive; open headers are a stack. Text goes through
 * `Expansion`, what is left of it is given as runs, and `RunState` is all that reading changes. While a header is open,
 * `Recorder` notes what it asks of what stood before it; a header that `Replays` knows to have asked the same before,
 * with the same answers, gives the same again without being read.
 */
export class Preprocessor implements ExpansionHost, BuiltinHost, DirectiveHost {
  readonly options: PreprocessorOptions;
  readonly macros: MacroTable;
  readonly #session: Session;
  readonly #state: RunState;
  readonly #expansion: Expansion;
  readonly #recorder: Recorder;
  readonly #replays: Replays;
  readonly #conditions: Conditions;
  readonly #directives: Directives;
  readonly #open: OpenHeader[] = [];
  /** The current run and the names it looked up; `asked` is null if the run depends on more than those. */
  #run: { tokens: Token[]; invocations: Invocation[] } | null = null;
  #asked: Map<string, Definition | undefined> = new Map();
  /** Collects the meanings of names that `expand` looks up. */
  #meant: Map<string, string | undefined> | null = null;
  #isPlainRun = true;
  #isTracedRun = false;
  /** Tokens produced so far, and the count when the current invocation began. */
  #spent = 0;
  #invocationStart = 0;
  /** Headers that were too deep in what is being included from outside; to read them elsewhere in it may never end. */
  readonly #endless = new Set<LexedSource>();
  #fatal: Diagnostic | null = null;
  /** The last `#include` of a traced header before the `#error` that `include` returned. */
  refusedAt: Inclusion | null = null;

  constructor(options: PreprocessorOptions) {
    this.options = options;
    const pinned = new Map<string, Macro>();
    for (const item of lex("", options.pinned ?? "").items) {
      const macro = parseDefinition(item.tokens, "", 1);
      if (typeof macro !== "string") pinned.set(macro.name, macro);
    }
    this.#session = options.session ?? new Session();
    this.#session.begin();
    this.macros = new MacroTable(builtinMacros[options.dialect ?? "gnu"], pinned);
    this.#state = new RunState(this.macros);
    this.#expansion = new Expansion(this);
    this.#recorder = new Recorder(this.macros);
    this.#conditions = new Conditions(this.#expansion, this.macros, this.#recorder, this.#session, options.model);
    this.#directives = new Directives(this, this.#session, this.#state, this.#recorder, this.#conditions);
    const readAlone = (source: LexedSource) => this.#readAlone(source);
    this.#replays = new Replays(this.#session, this.#state, this.#recorder, this.#conditions, options, readAlone);
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

  /** Whether another inclusion of a header would be empty. */
  isThere(source: LexedSource): boolean {
    return this.#replays.isThere(source);
  }

  hasRead(path: string): boolean {
    return this.#state.opened.has(path);
  }

  /** Headers read, in order of their first inclusion, each with those it includes under the current conditions. */
  get headers(): Map<string, Set<string>> {
    const headers = new Map<string, Set<string>>();
    for (const [path] of this.#state.opened.entries()) headers.set(path, new Set());
    for (const { inclusions } of this.#state.passages)
      for (const [includer, included] of inclusions) headers.get(includer)?.add(included);
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
    this.#spent = 0;
    this.#invocationStart = 0;
    this.#endless.clear();
    try {
      this.enter(source, null);
      this.#read();
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      const at = this.#open.at(-1);
      this.report(null, error.code, error.message, at?.source.path ?? source.path);
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
    this.#spent = 0;
    this.#invocationStart = 0;
    try {
      return this.#expansion.all(tokens, inside, isLast);
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      this.#abandon();
      return [];
    } finally {
      this.#asked.clear();
      this.#meant = null;
    }
  }

  enter(source: LexedSource, at: Token | null): void {
    const state = this.#state;
    const recorder = this.#recorder;
    const replays = this.#replays;
    const session = this.#session;
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
    if (this.#probe(() => replays.recall(source))) return;
    // What was read before may contain headers that are endless here.
    const isReplayable = this.#run === null && this.#endless.size === 0;
    const known = isReplayable ? this.#probe(() => replays.find(source, this.#room())) : null;
    if (known !== null) {
      this.#replay(known);
      return;
    }
    if (this.#open.length >= maxIncludeDepth) {
      const isCycle = this.#open.some((header) => header.source === source);
      const culprit = isCycle ? `${source.path} includes itself` : source.path;
      const message = `#include nested more than ${maxIncludeDepth} levels deep: ${culprit}`;
      this.report(at, "include-depth", message);
      this.#endless.add(source);
      recorder.spoil();
      return;
    }
    this.#charge(tokensOfHeader);
    const { turned } = session.vocabulary;
    recorder.open(source, this.#spent, state.diagnostics.length);
    // Inside an invocation's arguments the text of the header is not emitted separately.
    if (this.#run !== null || this.isTraced(source.path)) recorder.spoil();
    if (!state.read.has(source)) state.diagnostics.push(...source.diagnostics);
    this.#open.push({ source, item: 0, token: 0, conditionals: [], turned: turned.length });
  }

  /** Expansion in conditions of a header that is not being read counts only towards its own limits. */
  #probe<T>(ask: () => T): T {
    const spent = this.#spent;
    const invocationStart = this.#invocationStart;
    this.#invocationStart = spent;
    const answer = ask();
    this.#spent = spent;
    this.#invocationStart = invocationStart;
    return answer;
  }

  /** Reads a header in an empty context. */
  #readAlone(source: LexedSource): Passage {
    const { receive: _receive, traced: _traced, ...options } = this.options;
    const alone = new Preprocessor({ ...options, search: { find: () => null }, session: this.#session });
    alone.include(source);
    return alone.#state.passages[0] as Passage;
  }

  #room(): Room {
    const { maxTokens = maxTokensOfHeader } = this.options;
    return { depth: maxIncludeDepth - this.#open.length, tokens: maxTokens - this.#spent };
  }

  #close(): void {
    const { turned } = this.#open.pop() as OpenHeader;
    const state = this.#state;
    const recorder = this.#recorder;
    const passage = recorder.close(this.#spent, state.diagnostics, this.options.pinned);
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
    this.#spent += passage.spent;
    this.#charge(1 + passage.spent);
    if (passage.fatal !== null) this.#refused(passage.fatal);
    this.options.receive?.(passage.run);
    if (this.#open.length > 0) return;
    state.passages.push(passage);
    if (this.options.receive === undefined) state.runs.push(passage.run);
  }

  #currentLine(): number {
    const header = this.#open.at(-1);
    const item = header?.source.items[header.item];
    if (item === undefined) return 1;
    return item.kind === "directive" ? item.line : (item.tokens[Math.max(0, (header?.token ?? 1) - 1)]?.line ?? 1);
  }

  /** Resets the reading state after a limit was exceeded. */
  #abandon(): void {
    this.#expansion.abandon();
    this.#open.length = 0;
    this.#recorder.abandon();
    this.#run = null;
    this.#asked.clear();
  }

  /** Reads all open headers to their ends. */
  #read(): void {
    for (let header = this.#open.at(-1); header !== undefined; header = this.#open.at(-1)) {
      const item = header.source.items[header.item];
      if (item === undefined) this.#close();
      else if (item.kind === "directive") {
        header.item++;
        this.#charge(1 + item.tokens.length);
        this.#directives.run(item, header);
      } else this.#readText(header, item);
    }
  }

  /** Macro-replaces the lines up to the next directive, or further if an invocation continues after it. */
  #readText(header: OpenHeader, item: SourceItem): void {
    const { options } = this;
    const session = this.#session;
    const { pinned } = options;
    const isWhole = header.token === 0;
    this.#isTracedRun = this.isTraced(header.source.path);
    const known = isWhole && !this.#isTracedRun ? this.#replays.findRun(item) : null;
    if (known !== null && known.spent <= this.#room().tokens) {
      this.#spent += known.spent;
      this.#charge(known.spent);
      this.#recorder.expandedNames(known.names);
      this.#give(known.run);
      header.item++;
      return;
    }
    let run = this.#newRun();
    this.#isPlainRun = isWhole && !this.#isTracedRun;
    this.#asked.clear();
    const noted = this.#state.diagnostics.length;
    const spent = this.#spent;
    while (!this.#fill(run.tokens)) {
      if (!this.#isTracedRun || run.tokens.length < tokensOfPiece) continue;
      this.#give(run);
      run = this.#newRun();
    }
    this.#run = null;
    // An array that was pushed to takes up to three times its length.
    if (!this.#isTracedRun) run = { ...run, tokens: run.tokens.slice() };
    this.#recorder.expanded(this.#asked);
    if (this.#isPlainRun && this.#state.diagnostics.length === noted) {
      const names = [...this.#asked.keys()];
      const meanings = names.map((name) => this.macros.meaning(name));
      session.keepRun(item, {
        run,
        pinned,
        names,
        meanings,
        spent: this.#spent - spent,
        turned: session.vocabulary.turned.length,
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
    const { receive } = this.options;
    receive?.(run);
    // The text of a traced header is not replayed and may be long.
    if (receive === undefined || !this.isTraced(this.#open.at(-1)?.source.path ?? "")) this.#recorder.give(run);
  }

  /** Appends the tokens up to the end of the lines; false before it, where a piece is full or an invocation abandoned. */
  #fill(tokens: Token[]): boolean {
    try {
      for (;;) {
        if (this.#expansion.isIdle) {
          if (this.#isTracedRun && tokens.length >= tokensOfPiece) return false;
          this.#invocationStart = this.#spent;
        }
        const token = this.#expansion.next();
        if (token === null) return true;
        this.spend(1);
        tokens.push(token);
      }
    } catch (error) {
      if (!(error instanceof LimitError) || error.code !== "macro-limit") throw error;
      this.report(null, error.code, error.message);
      this.#expansion.abandon();
      return false;
    }
  }

  // Services for macro replacement

  /**
   * The next token of the current lines, null at their end. Inside an invocation's arguments it continues with the
   * following lines, executing directives between them, up to the end of the header (C11 6.10.3p11).
   */
  nextOfHeader(inArguments: boolean): Token | null {
    for (;;) {
      const header = this.#open.at(-1);
      const item = header?.source.items[header.item];
      if (header === undefined || item === undefined) return null;
      if (item.kind === "text") {
        const token = item.tokens[header.token];
        if (token !== undefined) {
          header.token++;
          return token;
        }
        header.token = 0;
      } else if (!inArguments) return null;
      header.item++;
      if (item.kind === "directive") {
        this.dependsOnMore();
        this.#recorder.expanded(this.#asked);
        this.#asked.clear();
        this.#directives.run(item, header);
      } else if (!inArguments) return null;
    }
  }

  parenthesisFollows(): boolean {
    const header = this.#open.at(-1);
    const item = header?.source.items[header.item];
    if (header === undefined || item?.kind !== "text") return false;
    if (item.tokens[header.token]?.text !== "(") return false;
    header.token++;
    return true;
  }

  lookUp(name: Token): Macro | undefined {
    const definition = this.macros.definition(name.text);
    const macro = definition?.macro;
    this.#meant?.set(name.text, this.macros.meaning(name.text));
    if (this.#expansion.inCondition) this.#tested(name);
    else if (macro !== undefined || this.#session.vocabulary.mayBeMacro(name.text)) {
      if (!this.#asked.has(name.text)) this.#asked.set(name.text, definition);
    }
    return macro;
  }

  builtin(name: Token, at: Token): Token | null {
    return expandBuiltin(name, at, this);
  }

  invoked(macro: Macro, name: Token, args: number | null): void {
    if (this.#isTracedRun) this.#run?.invocations.push({ macro, name, arguments: args });
  }

  report(at: Token | null, code: string, message: string, path?: string): void {
    const header = path ?? (at?.header || (this.#open.at(-1)?.source.path ?? ""));
    if (!this.#conditions.isProbing)
      this.#state.diagnostics.push({ code, header, line: at?.line || this.#currentLine(), message });
  }

  spend(tokens: number): void {
    this.#spent += tokens;
    if (this.#spent - this.#invocationStart > maxTokensOfInvocation) {
      throw new LimitError("macro-limit", `A macro expands to more than ${maxTokensOfInvocation} tokens`);
    }
    const { maxTokens = maxTokensOfHeader } = this.options;
    if (this.#spent > maxTokens) {
      throw new LimitError("header-limit", `More than ${maxTokens} tokens after macro replacement`);
    }
    this.#charge(tokens);
  }

  /** Charges the budget; replayed tokens cost as much as the first time. */
  #charge(tokens: number): void {
    const { budget } = this.options;
    if (budget === undefined) return;
    budget.left -= tokens;
    if (budget.left < 0) throw new LimitError("token-limit", "The input has too many tokens in total");
  }

  defined(operator: Token): Token {
    let name = this.#expansion.read(true);
    const isParenthesized = name?.text === "(";
    if (isParenthesized) name = this.#expansion.read(true);
    const isClosed = !isParenthesized || this.#expansion.read(true)?.text === ")";
    if (name?.kind !== TokenKind.identifier || !isClosed) throw new ConditionError('"defined" without a name');
    this.#tested(name);
    const isDefined = this.macros.has(name.text);
    return new Token(TokenKind.number, isDefined ? "1" : "0", operator.space, operator.header, operator.line);
  }

  /** Records that a condition tested a name or expanded it. */
  #tested(name: Token): void {
    this.#conditions.asks(name.text);
    if (this.macros.has(name.text) || this.#conditions.isProbing) return;
    this.#recorder.testedUndefined(name);
    if (!this.#state.testedUndefined.has(name.text)) this.#state.testedUndefined.set(name.text, name);
  }

  // Services for built-in macros

  get path(): string {
    return this.#open.at(-1)?.source.path ?? "";
  }

  get basePath(): string {
    return this.#open[0]?.source.path ?? "";
  }

  get includeDepth(): number {
    return Math.max(0, this.#open.length - 1);
  }

  get isConditional(): boolean {
    return this.#expansion.inCondition;
  }

  get line(): number {
    return this.#currentLine();
  }

  nextCount(): number {
    return this.#state.counter++;
  }

  dependsOnMore(): void {
    this.#isPlainRun = false;
  }

  spoil(): void {
    this.#isPlainRun = false;
    this.#recorder.spoil();
  }

  /** The tokens in the parentheses after a built-in macro; null, after a diagnostic, if there are none. */
  operand(name: Token): Token[] | null {
    if (this.#expansion.parenthesisFollows()) {
      const operand: Token[] = [];
      for (let depth = 1, token = this.#expansion.read(true); token !== null; token = this.#expansion.read(true)) {
        if (token.text === "(") depth++;
        else if (token.text === ")" && --depth === 0) return operand;
        operand.push(token);
      }
    }
    this.report(name, "invalid-condition", `${name.text} without its operand in parentheses`);
    return null;
  }

  hasInclude(operand: readonly Token[]): boolean {
    const name = headerName(operand) ?? headerName(this.#expansion.all(operand));
    return name !== null && this.find(name) !== null;
  }

  has(macro: string, feature: string): boolean {
    const answer = this.#replays.has(macro, feature);
    this.#recorder.feature({ macro, feature, answer });
    return answer;
  }

  find({ name, angled }: HeaderName): LexedSource | null {
    const includer = this.path;
    const found = this.options.search.find(name, angled, includer);
    this.#recorder.find({ name, angled, includer, found });
    return found;
  }

  // Services for directives

  isTraced(header: string): boolean {
    return this.options.traced?.(header) === true;
  }

  beginInvocation(): void {
    if (this.#expansion.isIdle) this.#invocationStart = this.#spent;
  }

  expandDirective(tokens: readonly Token[]): Token[] {
    const asked = this.#asked;
    this.#asked = new Map();
    const expanded = this.#expansion.all(tokens);
    this.#recorder.expanded(this.#asked);
    this.#asked = asked;
    return expanded;
  }

  refuse(message: string, header: string, line: number): void {
    this.#refused({ code: "error-directive", header, line, message });
  }

  #refused(error: Diagnostic): void {
    if (this.#fatal === null) this.refusedAt = this.inclusions.at(-1) ?? null;
    this.#fatal ??= error;
    this.#recorder.fatal(error);
  }

  leave(token: Token): void {
    if (this.#run === null) this.#give({ tokens: [token], invocations: noInvocations });
    else this.#run.tokens.push(token);
  }

  pragma(tokens: readonly Token[], at: Token): void {
    this.#directives.pragma(tokens, at, this.#open.at(-1)?.source ?? null);
  }
}
