import { type BuiltinHost, builtinMacros, type Dialect, expandBuiltin } from "./builtin-macro.ts";
import type { CharacterModel } from "./character.ts";
import { ConditionError } from "./condition.ts";
import { Conditions } from "./conditions.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { parseDefinition } from "./directive.ts";
import { type DirectiveHost, Directives, type OpenHeader } from "./directives.ts";
import { Expansion, type ExpansionHost, LimitError } from "./expansion.ts";
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

/** Where `#include` looks. */
export interface HeaderSearch {
  /**
   * The header that `#include "name"` (or `<name>` where `angled`) means in `includer`, null where there is none.
   * The same header gives the same object each time.
   */
  find(name: string, angled: boolean, includer: string): LexedSource | null;
}

export interface PreprocessorOptions {
  search: HeaderSearch;
  /** What other readings have shown already. */
  session?: Session;
  /** Whose macros there are beside the standard's: gcc's if not given, clang's or Visual C++'s. */
  dialect?: Dialect;
  /** What character constants are in `#if`. */
  model: CharacterModel;
  /** What `__has_attribute` and `__has_builtin` know. */
  attributes: ReadonlySet<string>;
  builtins: ReadonlySet<string>;
  /** What clang's `__has_feature` and `__has_extension` know. */
  features?: ReadonlySet<string>;
  extensions?: ReadonlySet<string>;
  /**
   * Macros that expand to something else than the headers say, once the headers define them: `#define` lines.
   * The definition of the headers still is what `macros()` gives.
   */
  pinned?: string;
  /** Of which headers invocations of macros and `#include`s are noted; none if not given. */
  traced?: (header: string) => boolean;
  /** Takes what is left after preprocessing, as it is made; if not given, `runs` does. */
  receive?: (run: TextRun) => void;
  /** How many tokens one header may give with all that it includes. */
  maxTokens?: number;
  /** How many tokens all that is read may take together, of all who share it; directives and headers take some too. */
  budget?: TokenBudget;
}

export interface TokenBudget {
  /** Below zero once it is exceeded. */
  left: number;
}

const noInvocations: Invocation[] = [];
const maxIncludeDepth = 200;
/** CPython's own spend 80 thousand tokens at the most, with all that they include, and much less on one invocation. */
const maxTokensOfInvocation = 400_000;
const maxTokensOfHeader = 4_000_000;
/** To open a header takes as long as so many tokens, however little it gives. */
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
  private readonly session: Session;
  private readonly state: RunState;
  private readonly expansion: Expansion;
  private readonly recorder: Recorder;
  private readonly replays: Replays;
  private readonly conditions: Conditions;
  private readonly directives: Directives;
  private readonly open: OpenHeader[] = [];
  /** The run that is being made, and the names that it looked up; `asked` is null where it depends on more than those. */
  private run: { tokens: Token[]; invocations: Invocation[] } | null = null;
  private asked: Map<string, Definition | undefined> = new Map();
  /** Takes what names mean that `expand` looks up. */
  private meant: Map<string, string | undefined> | null = null;
  private isPlainRun = true;
  private isTracedRun = false;
  /** Tokens that the header and all that it includes have given so far, and when the invocation under way began. */
  private spent = 0;
  private invocationStart = 0;
  /** Headers that include themselves without end. */
  private readonly endless = new Set<LexedSource>();
  private fatal: Diagnostic | null = null;
  /** Of the `#error` that `include` gives: the last `#include` of a traced header before it. */
  refusedAt: Inclusion | null = null;

  constructor(options: PreprocessorOptions) {
    this.options = options;
    const pinned = new Map<string, Macro>();
    for (const item of lex("", options.pinned ?? "").items) {
      const macro = parseDefinition(item.tokens, "", 1);
      if (typeof macro !== "string") pinned.set(macro.name, macro);
    }
    this.session = options.session ?? new Session();
    this.session.begin();
    this.macros = new MacroTable(builtinMacros[options.dialect ?? "gnu"], pinned);
    this.state = new RunState(this.macros);
    this.expansion = new Expansion(this);
    this.recorder = new Recorder(this.macros);
    this.conditions = new Conditions(this.expansion, this.macros, this.recorder, this.session, options.model);
    this.directives = new Directives(this, this.session, this.state, this.recorder, this.conditions);
    const readAlone = (source: LexedSource) => this.readAlone(source);
    this.replays = new Replays(this.session, this.state, this.recorder, this.conditions, options, readAlone);
  }

  // What the run has come to

  /** What is left after preprocessing, of all headers that were included from outside, in order. */
  get runs(): readonly TextRun[] {
    return this.state.runs;
  }

  /** The same as one list. */
  get tokens(): Token[] {
    return this.runs.flatMap(({ tokens }) => tokens);
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.state.diagnostics;
  }

  /** Names that conditions tested while no macro had them, with the first place that did. */
  get testedUndefined(): ReadonlyMap<string, Token> {
    return new Map(this.state.testedUndefined.entries());
  }

  /** Of the headers that were included from outside. */
  get passages(): readonly Passage[] {
    return this.state.passages;
  }

  /** What a header gives wherever it stands; null where that depends on what stands before it. */
  constantOf(source: LexedSource): Passage | null {
    return this.replays.constantOf(source);
  }

  /** `#include`s of traced headers. */
  get inclusions(): readonly Inclusion[] {
    return this.state.inclusions;
  }

  /** Whether another inclusion of a header would be empty. */
  isThere(source: LexedSource): boolean {
    return this.replays.isThere(source);
  }

  hasRead(path: string): boolean {
    return this.state.opened.has(path);
  }

  /** Headers that were read, in order of their first inclusion, with those that each includes where conditions let it. */
  get headers(): Map<string, Set<string>> {
    const headers = new Map<string, Set<string>>();
    for (const [path] of this.state.opened.entries()) headers.set(path, new Set());
    for (const { inclusions } of this.state.passages)
      for (const [includer, included] of inclusions) headers.get(includer)?.add(included);
    return headers;
  }

  /** Paths of the headers that were included since a position, whether they were read or known. */
  includedSince({ passages }: Checkpoint): string[] {
    return this.state.passages.slice(passages).flatMap(({ opened }) => opened.map(({ path }) => path));
  }

  /**
   * A position to which `discard` takes back all that was read: where a header turns out to be none that may be
   * included, what it included has still to be read.
   */
  checkpoint(): Checkpoint {
    return this.state.checkpoint();
  }

  discard(checkpoint: Checkpoint): void {
    this.state.restore(checkpoint);
  }

  // Reading

  /**
   * Reads a header as if `#include` named it, to its end. Returns the `#error` that it met first, null if none:
   * a compiler would have stopped there.
   */
  include(source: LexedSource): Diagnostic | null {
    this.fatal = null;
    this.spent = 0;
    this.invocationStart = 0;
    try {
      this.enter(source, null);
      this.read();
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      const at = this.open.at(-1);
      this.report(null, error.code, error.message, at?.source.path ?? source.path);
      this.abandon();
    }
    return this.fatal;
  }

  /**
   * Macro replacement of tokens with the macros as they stand now; of one that exceeds a limit, nothing.
   * `inside`: the macro whose body they are, which does not expand there (C11 6.10.3.4p2). `asked` takes what each name
   * means that is looked up.
   */
  expand(tokens: readonly Token[], inside: Macro | null = null, asked?: Map<string, string | undefined>): Token[] {
    this.meant = asked ?? null;
    this.spent = 0;
    this.invocationStart = 0;
    try {
      return this.expansion.all(tokens, inside);
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      this.abandon();
      return [];
    } finally {
      this.asked.clear();
      this.meant = null;
    }
  }

  enter(source: LexedSource, at: Token | null): void {
    const { state, recorder, replays, session } = this;
    if (replays.isThere(source)) {
      recorder.there(source);
      return;
    }
    if (this.endless.has(source)) {
      recorder.spoil();
      return;
    }
    session.vocabulary.register(source);
    if (!state.opened.has(source.path)) state.opened.set(source.path, source);
    if (this.probe(() => replays.recall(source))) return;
    const known = this.run === null ? this.probe(() => replays.find(source, this.room())) : null;
    if (known !== null) {
      this.replay(known);
      return;
    }
    if (this.open.length >= maxIncludeDepth) {
      const message = `#include nested more than ${maxIncludeDepth} deep: ${source.path} includes itself`;
      this.report(at, "include-depth", message);
      this.endless.add(source);
      recorder.spoil();
      return;
    }
    this.charge(tokensOfHeader);
    const { turned } = session.vocabulary;
    recorder.open(source, this.spent, state.diagnostics.length);
    // In the arguments of an invocation, its text is not its own.
    if (this.run !== null || this.isTraced(source.path)) recorder.spoil();
    if (!state.read.has(source)) state.diagnostics.push(...source.diagnostics);
    this.open.push({ source, item: 0, token: 0, conditionals: [], turned: turned.length });
  }

  /** What conditions of a header expand that is not read counts towards no limit but their own. */
  private probe<T>(ask: () => T): T {
    const { spent, invocationStart } = this;
    this.invocationStart = spent;
    const answer = ask();
    this.spent = spent;
    this.invocationStart = invocationStart;
    return answer;
  }

  /** What a header gives where nothing stands before it. */
  private readAlone(source: LexedSource): Passage {
    const { receive: _receive, traced: _traced, ...options } = this.options;
    const alone = new Preprocessor({ ...options, search: { find: () => null }, session: this.session });
    alone.include(source);
    return alone.state.passages[0] as Passage;
  }

  private room(): Room {
    const { maxTokens = maxTokensOfHeader } = this.options;
    return { depth: maxIncludeDepth - this.open.length, tokens: maxTokens - this.spent };
  }

  private close(): void {
    const { turned } = this.open.pop() as OpenHeader;
    const { state, recorder } = this;
    const passage = recorder.close(this.spent, state.diagnostics, this.options.pinned);
    if (!passage.isVolatile) this.session.keep(passage, turned);
    this.replays.noteRead(passage);
    if (this.open.length > 0) return;
    state.passages.push(passage);
    if (this.options.receive === undefined) state.runs.push(passage.run);
  }

  /** Gives what a header gave before. */
  private replay(passage: Passage): void {
    const { state, recorder } = this;
    recorder.replayed(passage);
    this.replays.apply(passage);
    this.spent += passage.spent;
    this.charge(1 + passage.spent);
    if (passage.fatal !== null) this.refused(passage.fatal);
    this.options.receive?.(passage.run);
    if (this.open.length > 0) return;
    state.passages.push(passage);
    if (this.options.receive === undefined) state.runs.push(passage.run);
  }

  private currentLine(): number {
    const header = this.open.at(-1);
    const item = header?.source.items[header.item];
    if (item === undefined) return 1;
    return item.kind === "directive" ? item.line : (item.tokens[Math.max(0, (header?.token ?? 1) - 1)]?.line ?? 1);
  }

  /** After a limit was exceeded: as if nothing were being read. */
  private abandon(): void {
    this.expansion.abandon();
    this.open.length = 0;
    this.recorder.abandon();
    this.run = null;
    this.asked.clear();
  }

  /** Reads all headers that are open to their ends. */
  private read(): void {
    for (let header = this.open.at(-1); header !== undefined; header = this.open.at(-1)) {
      const item = header.source.items[header.item];
      if (item === undefined) this.close();
      else if (item.kind === "directive") {
        header.item++;
        this.charge(1 + item.tokens.length);
        this.directives.run(item, header);
      } else this.readText(header, item);
    }
  }

  /** Macro replacement of the lines up to the next directive; of more where an invocation goes on after that. */
  private readText(header: OpenHeader, item: SourceItem): void {
    const { session, options } = this;
    const { pinned } = options;
    const isWhole = header.token === 0;
    this.isTracedRun = this.isTraced(header.source.path);
    const known = isWhole && !this.isTracedRun ? this.replays.findRun(item) : null;
    if (known !== null && known.spent <= this.room().tokens) {
      this.spent += known.spent;
      this.charge(known.spent);
      this.recorder.expandedNames(known.names);
      this.give(known.run);
      header.item++;
      return;
    }
    const run = { tokens: [], invocations: this.isTracedRun ? [] : noInvocations };
    this.run = run;
    this.isPlainRun = isWhole && !this.isTracedRun;
    this.asked.clear();
    const noted = this.state.diagnostics.length;
    const { spent } = this;
    while (!this.fill(run.tokens));
    this.run = null;
    this.recorder.expanded(this.asked);
    if (this.isPlainRun && this.state.diagnostics.length === noted) {
      const names = [...this.asked.keys()];
      const meanings = names.map((name) => this.macros.meaning(name));
      session.keepRun(item, {
        run,
        pinned,
        names,
        meanings,
        spent: this.spent - spent,
        turned: session.vocabulary.turned.length,
      });
    }
    this.asked.clear();
    this.give(run);
  }

  private give(run: TextRun): void {
    const { receive } = this.options;
    receive?.(run);
    // What a traced header gives is not given again, and may be long.
    if (receive === undefined || !this.isTraced(this.open.at(-1)?.source.path ?? "")) this.recorder.give(run);
  }

  /** Adds tokens to the end of the lines; false where an invocation had to be given up before that. */
  private fill(tokens: Token[]): boolean {
    try {
      for (;;) {
        if (this.expansion.isIdle) this.invocationStart = this.spent;
        const token = this.expansion.next();
        if (token === null) return true;
        this.spend(1);
        tokens.push(token);
      }
    } catch (error) {
      if (!(error instanceof LimitError) || error.code !== "macro-limit") throw error;
      this.report(null, error.code, error.message);
      this.expansion.abandon();
      return false;
    }
  }

  // What macro replacement asks for

  /**
   * The next token of the lines that are being read, null at their end. In the arguments of an invocation it is that
   * of the next lines, with the directives between them done, and null at the end of the header (C11 6.10.3p11).
   */
  nextOfHeader(inArguments: boolean): Token | null {
    for (;;) {
      const header = this.open.at(-1);
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
        this.recorder.expanded(this.asked);
        this.asked.clear();
        this.directives.run(item, header);
      } else if (!inArguments) return null;
    }
  }

  parenthesisFollows(): boolean {
    const header = this.open.at(-1);
    const item = header?.source.items[header.item];
    if (header === undefined || item?.kind !== "text") return false;
    if (item.tokens[header.token]?.text !== "(") return false;
    header.token++;
    return true;
  }

  lookUp(name: Token): Macro | undefined {
    const definition = this.macros.definition(name.text);
    const macro = definition?.macro;
    this.meant?.set(name.text, this.macros.meaning(name.text));
    if (this.expansion.inCondition) this.tested(name);
    else if (macro !== undefined || this.session.vocabulary.mayBeMacro(name.text)) {
      if (!this.asked.has(name.text)) this.asked.set(name.text, definition);
    }
    return macro;
  }

  builtin(name: Token, at: Token): Token | null {
    return expandBuiltin(name, at, this);
  }

  invoked(macro: Macro, name: Token, args: number | null): void {
    if (this.isTracedRun) this.run?.invocations.push({ macro, name, arguments: args });
  }

  report(at: Token | null, code: string, message: string, path?: string): void {
    const header = path ?? (at?.header || (this.open.at(-1)?.source.path ?? ""));
    if (!this.conditions.isProbing)
      this.state.diagnostics.push({ code, header, line: at?.line || this.currentLine(), message });
  }

  spend(tokens: number): void {
    this.spent += tokens;
    if (this.spent - this.invocationStart > maxTokensOfInvocation) {
      throw new LimitError("macro-limit", `A macro expands to more than ${maxTokensOfInvocation} tokens`);
    }
    const { maxTokens = maxTokensOfHeader } = this.options;
    if (this.spent > maxTokens) {
      throw new LimitError("header-limit", `More than ${maxTokens} tokens after macro replacement`);
    }
    this.charge(tokens);
  }

  /** Takes from the budget; what is given again, as much as the first time. */
  private charge(tokens: number): void {
    const { budget } = this.options;
    if (budget === undefined) return;
    budget.left -= tokens;
    if (budget.left < 0) throw new LimitError("token-limit", "All that is read together has too many tokens");
  }

  defined(operator: Token): Token {
    let name = this.expansion.read(true);
    const isParenthesized = name?.text === "(";
    if (isParenthesized) name = this.expansion.read(true);
    const isClosed = !isParenthesized || this.expansion.read(true)?.text === ")";
    if (name?.kind !== TokenKind.identifier || !isClosed) throw new ConditionError('"defined" without a name');
    this.tested(name);
    const isDefined = this.macros.has(name.text);
    return new Token(TokenKind.number, isDefined ? "1" : "0", operator.space, operator.header, operator.line);
  }

  /** A condition asks whether a name is defined, or for its value. */
  private tested(name: Token): void {
    this.conditions.asks(name.text);
    if (this.macros.has(name.text) || this.conditions.isProbing) return;
    this.recorder.testedUndefined(name);
    if (!this.state.testedUndefined.has(name.text)) this.state.testedUndefined.set(name.text, name);
  }

  // What built-in macros ask for

  get path(): string {
    return this.open.at(-1)?.source.path ?? "";
  }

  get basePath(): string {
    return this.open[0]?.source.path ?? "";
  }

  get includeDepth(): number {
    return Math.max(0, this.open.length - 1);
  }

  get isConditional(): boolean {
    return this.expansion.inCondition;
  }

  get line(): number {
    return this.currentLine();
  }

  nextCount(): number {
    return this.state.counter++;
  }

  dependsOnMore(): void {
    this.isPlainRun = false;
  }

  spoil(): void {
    this.isPlainRun = false;
    this.recorder.spoil();
  }

  /** The tokens in the parentheses after a built-in macro; null, with a diagnostic, where there are none. */
  operand(name: Token): Token[] | null {
    if (this.expansion.parenthesisFollows()) {
      const operand: Token[] = [];
      for (let depth = 1, token = this.expansion.read(true); token !== null; token = this.expansion.read(true)) {
        if (token.text === "(") depth++;
        else if (token.text === ")" && --depth === 0) return operand;
        operand.push(token);
      }
    }
    this.report(name, "invalid-condition", `${name.text} without its operand in parentheses`);
    return null;
  }

  hasInclude(operand: readonly Token[]): boolean {
    const name = headerName(operand) ?? headerName(this.expansion.all(operand));
    return name !== null && this.find(name) !== null;
  }

  has(macro: string, feature: string): boolean {
    const answer = this.replays.has(macro, feature);
    this.recorder.feature({ macro, feature, answer });
    return answer;
  }

  find({ name, angled }: HeaderName): LexedSource | null {
    const includer = this.path;
    const found = this.options.search.find(name, angled, includer);
    this.recorder.find({ name, angled, includer, found });
    return found;
  }

  // What directives ask for

  isTraced(header: string): boolean {
    return this.options.traced?.(header) === true;
  }

  beginInvocation(): void {
    if (this.expansion.isIdle) this.invocationStart = this.spent;
  }

  expandDirective(tokens: readonly Token[]): Token[] {
    const asked = this.asked;
    this.asked = new Map();
    const expanded = this.expansion.all(tokens);
    this.recorder.expanded(this.asked);
    this.asked = asked;
    return expanded;
  }

  refuse(message: string, header: string, line: number): void {
    this.refused({ code: "error-directive", header, line, message });
  }

  private refused(error: Diagnostic): void {
    if (this.fatal === null) this.refusedAt = this.inclusions.at(-1) ?? null;
    this.fatal ??= error;
    this.recorder.fatal(error);
  }

  leave(token: Token): void {
    if (this.run === null) this.give({ tokens: [token], invocations: noInvocations });
    else this.run.tokens.push(token);
  }

  pragma(tokens: readonly Token[], at: Token): void {
    this.directives.pragma(tokens, at, this.open.at(-1)?.source ?? null);
  }
}
