import type { CharacterModel } from "./character.ts";
import { ConditionError, evaluateCondition } from "./condition.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { headerName, parseDefinition } from "./directive.ts";
import { KnownHeaders } from "./known-headers.ts";
import { type DirectiveItem, type LexedSource, lex, type SourceItem } from "./lexer.ts";
import { Argument, Macro, substitute } from "./macro.ts";
import { MacroTable, type Mark } from "./macro-table.ts";
import { type Invocation, keepRun, recallRun, type TextRun } from "./text-run.ts";
import { spellTokens, Token, TokenKind } from "./token.ts";

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
  /** Whose macros there are beside the standard's: gcc's if not given, clang's or Visual C++'s. */
  dialect?: "gnu" | "clang" | "microsoft";
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
}

/** An `#include` of a header that is traced. */
export interface Inclusion {
  name: string;
  /** The first token after `#include`. */
  at: Token;
  /** Null where there is no such header. */
  source: LexedSource | null;
}

interface OpenHeader {
  source: LexedSource;
  item: number;
  token: number;
  /** The conditional directives that are open in it, by the index of their next one; `taken` once a group was. */
  conditionals: { taken: boolean }[];
}

/** Macro replacement in progress: tokens still to be read before the header goes on. */
interface Context {
  tokens: readonly Token[];
  index: number;
  macro: Macro | null;
  /** Reading stops at its end: it holds an argument or a directive, which nothing outside may continue. */
  barrier: boolean;
}

/** How much of everything there was. */
export interface Checkpoint {
  macros: Mark;
  runs: number;
  diagnostics: number;
  headers: number;
  known: number;
}

/** The source asks for more than any honest header does: one invocation, or a header with all that it includes. */
class LimitError extends Error {
  readonly code: "macro-limit" | "header-limit";
  constructor(code: "macro-limit" | "header-limit", message: string) {
    super(message);
    this.code = code;
  }
}

const noInvocations: Invocation[] = [];
const maxIncludeDepth = 200;
const maxNesting = 400;
/** CPython's own spend 80 thousand tokens at the most, with all that they include, and much less on one invocation. */
const maxTokensOfInvocation = 400_000;
const maxTokensOfHeader = 4_000_000;
const builtin = (names: string) => names.split(" ").map((name) => new Macro(name, null, false, [], "", 0, true));
const common = builtin("__FILE__ __LINE__ __COUNTER__ __DATE__ __TIME__ __TIMESTAMP__ __has_include _Pragma");
const gnu = builtin(
  "__INCLUDE_LEVEL__ __BASE_FILE__ __has_include_next __has_attribute __has_c_attribute __has_builtin",
);
const builtins = {
  gnu: [...common, ...gnu],
  clang: [...common, ...gnu, ...builtin("__has_feature __has_extension")],
  microsoft: [...common, ...builtin("__pragma")],
};

/**
 * Translation phase 4 (C11 6.10): directives and macro replacement, as gcc does it (`gcc -E` is the judge).
 * Never throws on what a header says: that becomes a diagnostic and reading goes on.
 */
export class Preprocessor {
  /** What is left after preprocessing, of all headers that were included, in order. */
  readonly runs: TextRun[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Headers that were read, in order of their first inclusion, with those that each includes where conditions let it. */
  readonly headers = new Map<string, Set<string>>();
  /** Names that conditions tested while no macro had them, with the first place that did. */
  readonly testedUndefined = new Map<string, Token>();
  /** Of traced headers. */
  readonly inclusions: Inclusion[] = [];
  /** Of the `#error` that `include` gives: the last `#include` of a traced header before it. */
  refusedAt: Inclusion | null = null;
  private readonly options: PreprocessorOptions;
  readonly macros: MacroTable;
  private readonly known: KnownHeaders;
  private readonly pushed = new Map<string, (Macro | undefined)[]>();
  private readonly open: OpenHeader[] = [];
  /** The run that is being made, and the macros that it asked for; `asked` is null where it depends on more than those. */
  private run: TextRun | null = null;
  private asked: Map<string, Macro | undefined> | null = null;
  private invocations: Invocation[] | null = null;
  private readonly contexts: Context[] = [];
  private counter = 0;
  /** Tokens that the header and all that it includes have given so far, and when the invocation under way began. */
  private spent = 0;
  private invocationStart = 0;
  private nesting = 0;
  /** Headers that include themselves without end. */
  private readonly endless = new Set<LexedSource>();
  private inCondition = false;
  /** The token whose expansion is under way: all that comes of it is told to stand there. */
  private origin: Token | null = null;
  private fatal: Diagnostic | null = null;

  constructor(options: PreprocessorOptions) {
    this.options = options;
    const pinned = new Map<string, Macro>();
    for (const item of lex("", options.pinned ?? "").items) {
      const macro = parseDefinition(item.tokens, "", 1);
      if (typeof macro !== "string") pinned.set(macro.name, macro);
    }
    this.macros = new MacroTable(builtins[options.dialect ?? "gnu"], pinned);
    this.known = new KnownHeaders(this.macros);
  }

  /**
   * Reads a header as if `#include` named it, to its end. Returns the `#error` that it met first, null if none:
   * a compiler would have stopped there.
   */
  include(source: LexedSource): Diagnostic | null {
    this.fatal = null;
    this.spent = 0;
    this.invocationStart = 0;
    const start = this.runs.length;
    try {
      this.enter(source, null);
      this.read();
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      const at = this.open.at(-1);
      this.report(error.code, error.message, at?.source.path ?? source.path, this.currentLine());
      this.runs.length = start;
      this.abandon();
    }
    return this.fatal;
  }

  /** All that is left, as one list. */
  get tokens(): Token[] {
    return this.runs.flatMap((run) => run.tokens);
  }

  /** Macro replacement of tokens with the macros as they stand now; of one that passes a limit, nothing. */
  expand(tokens: readonly Token[]): Token[] {
    this.spent = 0;
    this.invocationStart = 0;
    try {
      return this.expandAll(tokens);
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      this.abandon();
      return [];
    }
  }

  /**
   * A position to which `discard` takes back all that was read: where a header turns out to be none that may be
   * included, what it included has still to be read.
   */
  checkpoint(): Checkpoint {
    const { runs, diagnostics, headers, known } = this;
    return {
      macros: this.macros.mark(),
      runs: runs.length,
      diagnostics: diagnostics.length,
      headers: headers.size,
      known: known.size,
    };
  }

  discard(checkpoint: Checkpoint): void {
    this.macros.rollback(checkpoint.macros);
    this.runs.length = checkpoint.runs;
    this.diagnostics.length = checkpoint.diagnostics;
    for (const path of [...this.headers.keys()].slice(checkpoint.headers)) this.headers.delete(path);
    this.known.truncate(checkpoint.known);
  }

  private report(code: string, message: string, header: string, line: number): void {
    this.diagnostics.push({ code, header, line, message });
  }

  private reportAt(token: Token | null, code: string, message: string): void {
    const header = token?.header || (this.open.at(-1)?.source.path ?? "");
    this.report(code, message, header, token?.line || this.currentLine());
  }

  private spend(tokens: number): void {
    this.spent += tokens;
    if (this.spent - this.invocationStart > maxTokensOfInvocation) {
      throw new LimitError("macro-limit", `A macro expands to more than ${maxTokensOfInvocation} tokens`);
    }
    const { maxTokens = maxTokensOfHeader } = this.options;
    if (this.spent > maxTokens) {
      throw new LimitError("header-limit", `More than ${maxTokens} tokens after macro replacement`);
    }
  }

  // Headers

  private enter(source: LexedSource, at: Token | null): void {
    if (this.known.isThere(source)) {
      this.known.needed(source);
      return;
    }
    if (this.endless.has(source)) return;
    if (!this.headers.has(source.path)) this.headers.set(source.path, new Set());
    if (this.known.recall(source)) return;
    if (this.open.length >= maxIncludeDepth) {
      const message = `#include nested more than ${maxIncludeDepth} deep: ${source.path} includes itself`;
      this.reportAt(at, "include-depth", message);
      this.endless.add(source);
      return;
    }
    if (!this.known.has(source)) this.diagnostics.push(...source.diagnostics);
    this.known.opened(source);
    this.open.push({ source, item: 0, token: 0, conditionals: [] });
  }

  private leave(): void {
    this.open.pop();
    this.known.closed();
  }

  /** A condition asks whether `name` is defined, or for its value. */
  private test(token: Token): Macro | undefined {
    const macro = this.macros.get(token.text);
    this.known.tested(token.text, macro);
    if (macro === undefined && !this.testedUndefined.has(token.text)) this.testedUndefined.set(token.text, token);
    return macro;
  }

  private currentLine(): number {
    const header = this.open.at(-1);
    const item = header?.source.items[header.item];
    if (item === undefined) return 1;
    return item.kind === "directive" ? item.line : (item.tokens[Math.max(0, (header?.token ?? 1) - 1)]?.line ?? 1);
  }

  /** After a limit was passed: as if nothing were being read. */
  private abandon(): void {
    this.abandonExpansion();
    this.open.length = 0;
    this.known.abandon();
    this.run = null;
    this.asked = null;
    this.invocations = null;
    this.inCondition = false;
  }

  private abandonExpansion(): void {
    for (const { macro } of this.contexts) if (macro !== null) macro.active = false;
    this.contexts.length = 0;
    this.nesting = 0;
    this.origin = null;
  }

  // Reading

  /** Reads all headers that are open to their ends. */
  private read(): void {
    for (let header = this.open.at(-1); header !== undefined; header = this.open.at(-1)) {
      const item = header.source.items[header.item];
      if (item === undefined) this.leave();
      else if (item.kind === "directive") {
        header.item++;
        this.directive(item, header);
      } else this.readText(header, item);
    }
  }

  /** Macro replacement of the lines up to the next directive; of more where an invocation goes on after that. */
  private readText(header: OpenHeader, item: SourceItem): void {
    const { pinned } = this.options;
    const isWhole = header.token === 0;
    const known = isWhole ? recallRun(item, this.macros, pinned) : null;
    if (known !== null) {
      this.spend(known.tokens.length);
      this.give(known);
      header.item++;
      return;
    }
    const isTraced = this.options.traced?.(header.source.path) === true;
    const run: TextRun = { tokens: [], invocations: isTraced ? [] : noInvocations };
    this.run = run;
    this.invocations = isTraced ? run.invocations : null;
    this.asked = isWhole ? new Map() : null;
    const noted = this.diagnostics.length;
    while (!this.fill(run));
    this.give(run);
    if (this.asked !== null && this.diagnostics.length === noted) keepRun(item, run, this.asked, pinned);
    this.run = null;
    this.asked = null;
    this.invocations = null;
  }

  private give(run: TextRun): void {
    const { receive } = this.options;
    if (receive === undefined) this.runs.push(run);
    else receive(run);
  }

  /** Adds tokens to the end of the lines; false where an invocation had to be given up before that. */
  private fill(run: TextRun): boolean {
    try {
      for (;;) {
        if (this.contexts.length === 0) this.invocationStart = this.spent;
        const token = this.expandNext();
        if (token === null) return true;
        this.spend(1);
        run.tokens.push(token);
      }
    } catch (error) {
      if (!(error instanceof LimitError) || error.code !== "macro-limit") throw error;
      this.reportAt(null, error.code, error.message);
      this.abandonExpansion();
      return false;
    }
  }

  /**
   * The next token of the lines that are being read, null at their end. In the arguments of an invocation it is that
   * of the next lines, with the directives between them done, and null at the end of the header (C11 6.10.3p11).
   */
  private nextOfHeader(inArguments: boolean): Token | null {
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
        this.asked = null;
        this.directive(item, header);
      } else if (!inArguments) return null;
    }
  }

  /** The next token that is not yet macro-replaced; null at a barrier or at the end. */
  private next(inArguments: boolean): Token | null {
    for (;;) {
      const context = this.contexts.at(-1);
      if (context === undefined) return this.nextOfHeader(inArguments);
      const token = context.tokens[context.index];
      if (token !== undefined) {
        context.index++;
        return token;
      }
      if (context.barrier) return null;
      this.pop();
    }
  }

  private pop(): void {
    const context = this.contexts.pop() as Context;
    if (context.macro !== null) context.macro.active = false;
    if (this.contexts.length === 0) this.origin = null;
  }

  /** The next token after macro replacement. */
  private expandNext(): Token | null {
    for (;;) {
      const token = this.next(false);
      if (token === null) return null;
      if (token.kind !== TokenKind.identifier || token.painted) return token;
      const macro = this.macros.get(token.text);
      if (this.inCondition) {
        if (token.text === "defined") return this.defined(token);
        this.test(token);
      } else this.asked?.set(token.text, macro);
      if (macro === undefined) return token;
      const effective = macro.pinned ?? macro;
      if (effective.active) return paint(token);
      if (macro.builtin) {
        const replacement = this.builtin(token);
        if (replacement !== null) return replacement;
        continue;
      }
      if (!this.invoke(effective, token)) return token;
    }
  }

  private expandAll(tokens: readonly Token[]): Token[] {
    if (++this.nesting > maxNesting)
      throw new LimitError("macro-limit", `Invocations nest more than ${maxNesting} deep`);
    const expanded: Token[] = [];
    this.contexts.push({ tokens, index: 0, macro: null, barrier: true });
    for (let token = this.expandNext(); token !== null; token = this.expandNext()) {
      this.spend(1);
      expanded.push(token);
    }
    this.pop();
    this.nesting--;
    return expanded;
  }

  // Macros

  /** Begins the expansion of a macro whose name was just read; false where it is function-like and no `(` follows. */
  private invoke(macro: Macro, name: Token): boolean {
    let args: (Argument | null)[] = [];
    const at = this.origin ?? name;
    if (macro.parameters !== null) {
      if (!this.parenthesisFollows()) return false;
      const collected = this.collectArguments(macro, name);
      if (collected === null) return true;
      args = collected;
    } else if (!this.inCondition) this.invocations?.push({ macro, name, arguments: null });
    if (macro.body.length === 0) return true;
    // Arguments are expanded while the macro is still open to expansion (C11 6.10.3.1), each token at its own place.
    const outer = this.origin;
    this.origin = null;
    const place =
      at === name ? name : new Token(name.kind, name.text, name.space, at.header, at.line, false, at.column);
    const tokens = substitute(macro, args, place, (left, right) =>
      this.reportAt(name, "invalid-paste", `Pasting "${left}" and "${right}" does not give a valid token`),
    );
    this.spend(tokens.length);
    this.origin = outer;
    if (tokens.length === 0) return true;
    if (this.contexts.length === 0) this.origin = at;
    macro.active = true;
    this.contexts.push({ tokens, index: 0, macro, barrier: false });
    return true;
  }

  /** Whether the next token is `(`, which is then read. A directive or the end of the header is none. */
  private parenthesisFollows(): boolean {
    for (;;) {
      const context = this.contexts.at(-1);
      if (context === undefined) break;
      const token = context.tokens[context.index];
      if (token !== undefined) {
        if (token.text !== "(") return false;
        context.index++;
        return true;
      }
      if (context.barrier) return false;
      this.pop();
    }
    const header = this.open.at(-1);
    const item = header?.source.items[header.item];
    if (header === undefined || item?.kind !== "text") return false;
    const token = item.tokens[header.token];
    if (token?.text !== "(") return false;
    header.token++;
    return true;
  }

  private collectArguments(macro: Macro, name: Token): (Argument | null)[] | null {
    const parameters = macro.parameters as readonly string[];
    const collected: Token[][] = [[]];
    for (let depth = 1; ; ) {
      const token = this.next(true);
      if (token === null) {
        this.reportAt(name, "unterminated-invocation", `The arguments of ${name.text} are not closed`);
        return null;
      }
      this.spend(1);
      if (token.kind === TokenKind.punctuator) {
        if (token.text === "(") depth++;
        else if (token.text === ")" && --depth === 0) break;
        else if (token.text === "," && depth === 1 && !(macro.variadic && collected.length === parameters.length)) {
          collected.push([]);
          continue;
        }
      }
      const isActive = token.kind === TokenKind.identifier && this.macros.get(token.text)?.active === true;
      (collected.at(-1) as Token[]).push(isActive ? paint(token) : token);
    }
    const isEmpty = collected.length === 1 && collected[0]?.length === 0;
    if (!this.inCondition) this.invocations?.push({ macro, name, arguments: isEmpty ? 0 : collected.length });
    const expand = (tokens: readonly Token[]) => this.expandArgument(tokens);
    const args: (Argument | null)[] = collected.map((tokens) => new Argument(tokens, expand));
    if (parameters.length === 0 && isEmpty) return [];
    if (macro.variadic && args.length === parameters.length - 1) args.push(null);
    else if (macro.variadic && parameters.length === 1 && isEmpty) args[0] = null;
    if (args.length !== parameters.length) {
      const message = `${name.text} takes ${parameters.length} arguments and got ${collected.length}`;
      this.reportAt(name, "argument-count", message);
      return null;
    }
    return args;
  }

  private expandArgument(tokens: readonly Token[]): readonly Token[] {
    return tokens.some((token) => token.kind === TokenKind.identifier) ? this.expandAll(tokens) : tokens;
  }

  /** A macro that the language defines; null where it leaves nothing. */
  private builtin(name: Token): Token | null {
    const at = this.origin ?? name;
    const give = (kind: TokenKind, text: string) => new Token(kind, text, name.space, at.header, at.line);
    const number = (value: number | boolean) => give(TokenKind.number, String(Number(value)));
    switch (name.text) {
      case "__LINE__":
        return number(at.line || this.currentLine());
      case "__COUNTER__":
        this.asked = null;
        return number(this.counter++);
      case "__INCLUDE_LEVEL__":
        this.asked = null;
        return number(Math.max(0, this.open.length - 1));
      case "__FILE__":
        return give(TokenKind.string, JSON.stringify(this.open.at(-1)?.source.path ?? ""));
      case "__BASE_FILE__":
        this.asked = null;
        return give(TokenKind.string, JSON.stringify(this.open[0]?.source.path ?? ""));
      // The same text always preprocesses to the same tokens: the clock has no part in it.
      case "__DATE__":
        return give(TokenKind.string, '"Jan  1 1970"');
      case "__TIME__":
        return give(TokenKind.string, '"00:00:00"');
      case "__TIMESTAMP__":
        return give(TokenKind.string, '"Thu Jan  1 00:00:00 1970"');
      case "_Pragma": {
        this.asked = null;
        const operand = this.operand(name);
        const literal = operand?.[0]?.text ?? '""';
        this.pragma(
          lex(name.header, literal.replace(/^L?"|"$/g, "").replace(/\\(["\\])/g, "$1")).items[0]?.tokens ?? [],
          at,
        );
        return null;
      }
      case "__pragma":
        this.asked = null;
        this.pragma(this.operand(name) ?? [], at);
        return null;
      default: {
        if (name.text.startsWith("__has_include") && !this.inCondition) return name;
        const operand = this.operand(name);
        if (operand === null) return number(0);
        if (name.text.startsWith("__has_include")) return number(this.hasInclude(operand));
        return number(this.has(name.text, operand.at(-1)?.text ?? ""));
      }
    }
  }

  /** What `__has_attribute(feature)` and its like say; of all but builtins `__x__` means `x`. */
  private has(macro: string, feature: string): boolean {
    const { attributes, builtins, features, extensions } = this.options;
    if (macro === "__has_builtin") return builtins.has(feature);
    const known = macro === "__has_feature" ? features : macro === "__has_extension" ? extensions : attributes;
    return known?.has(feature.replace(/^__(.+)__$/, "$1")) ?? false;
  }

  /** The tokens in the parentheses after a built-in macro; null, with a diagnostic, where there are none. */
  private operand(name: Token): Token[] | null {
    if (this.parenthesisFollows()) {
      const operand: Token[] = [];
      for (let depth = 1, token = this.next(true); token !== null; token = this.next(true)) {
        if (token.text === "(") depth++;
        else if (token.text === ")" && --depth === 0) return operand;
        operand.push(token);
      }
    }
    this.reportAt(name, "invalid-condition", `${name.text} without its operand in parentheses`);
    return null;
  }

  private hasInclude(operand: readonly Token[]): boolean {
    const name = headerName(operand) ?? headerName(this.expandAll(operand));
    const includer = this.open.at(-1)?.source.path ?? "";
    return name !== null && this.options.search.find(name.name, name.angled, includer) !== null;
  }

  private defined(operator: Token): Token {
    let name = this.next(true);
    const isParenthesized = name?.text === "(";
    if (isParenthesized) name = this.next(true);
    const isClosed = !isParenthesized || this.next(true)?.text === ")";
    if (name?.kind !== TokenKind.identifier || !isClosed) throw new ConditionError('"defined" without a name');
    const isDefined = this.test(name) !== undefined;
    return new Token(TokenKind.number, isDefined ? "1" : "0", operator.space, operator.header, operator.line);
  }

  // Directives

  private directive(item: DirectiveItem, header: OpenHeader): void {
    const { tokens } = item;
    const report = (code: string, message: string) => this.report(code, message, header.source.path, item.line);
    switch (item.name) {
      case "if":
      case "ifdef":
      case "ifndef": {
        const holds = this.condition(item, header);
        header.conditionals.push({ taken: holds });
        if (!holds) header.item = item.next;
        return;
      }
      case "elif":
      case "elifdef":
      case "elifndef":
      case "else": {
        const conditional = header.conditionals.at(-1);
        if (conditional === undefined) return;
        const holds = !conditional.taken && (item.name === "else" || this.condition(item, header));
        conditional.taken ||= holds;
        if (!holds) header.item = item.next;
        return;
      }
      case "endif":
        header.conditionals.pop();
        return;
      case "define": {
        const macro = definitionOf(item, header.source.path);
        if (typeof macro === "string") report("invalid-directive", macro);
        else this.macros.define(macro);
        return;
      }
      case "undef": {
        const [name] = tokens;
        if (name?.kind !== TokenKind.identifier) report("invalid-directive", "#undef without a name");
        else this.macros.undefine(name.text);
        return;
      }
      case "include":
      case "include_next":
      case "import":
        this.includeDirective(item, header);
        return;
      case "error":
        if (this.fatal === null) this.refusedAt = this.inclusions.at(-1) ?? null;
        this.fatal ??= {
          code: "error-directive",
          header: header.source.path,
          line: item.line,
          message: `#error ${spellTokens(tokens)}`,
        };
        return;
      case "pragma":
        this.pragma(tokens, new Token(TokenKind.other, "#", true, header.source.path, item.line));
        return;
      case "":
        // `# 12 "file"` of an already preprocessed header, or the null directive.
        return;
      case "warning":
      case "line":
      case "ident":
      case "sccs":
        return;
      default:
        report("invalid-directive", `#${item.name} is not a directive`);
    }
  }

  private condition(item: DirectiveItem, header: OpenHeader): boolean {
    const [first] = item.tokens;
    if (item.name.endsWith("def")) {
      if (first?.kind !== TokenKind.identifier) {
        this.report("invalid-condition", `#${item.name} without a name`, header.source.path, item.line);
        return false;
      }
      const isGuard = header.source.guard === first.text && header.item === 1;
      const isDefined = (isGuard ? this.macros.get(first.text) : this.test(first)) !== undefined;
      return isDefined === !item.name.endsWith("ndef");
    }
    const isGuard = header.source.guard !== null && header.item === 1;
    if (isGuard) return true;
    const outer = this.inCondition;
    const depth = this.contexts.length;
    const { nesting } = this;
    if (depth === 0) this.invocationStart = this.spent;
    this.inCondition = true;
    try {
      return evaluateCondition(this.expandAll(item.tokens), this.options.model);
    } catch (error) {
      if (!(error instanceof ConditionError) && !(error instanceof LimitError && error.code === "macro-limit"))
        throw error;
      while (this.contexts.length > depth) this.pop();
      this.nesting = nesting;
      const message = `#${item.name} ${spellTokens(item.tokens)}: ${error.message}`;
      this.report("invalid-condition", message, header.source.path, item.line);
      return false;
    } finally {
      this.inCondition = outer;
    }
  }

  private includeDirective(item: DirectiveItem, header: OpenHeader): void {
    const at = item.tokens[0] ?? null;
    const name = headerName(item.tokens) ?? headerName(this.expandAll(item.tokens));
    if (name === null) {
      this.reportAt(at, "invalid-directive", `#include ${spellTokens(item.tokens)} names no header`);
      return;
    }
    const source = this.options.search.find(name.name, name.angled, header.source.path);
    if (at !== null && this.options.traced?.(header.source.path) === true)
      this.inclusions.push({ name: name.name, at, source });
    if (source === null) {
      const spelling = name.angled ? `<${name.name}>` : `"${name.name}"`;
      this.reportAt(at, "include-not-found", `#include ${spelling}: no such header`);
      return;
    }
    this.headers.get(header.source.path)?.add(source.path);
    this.enter(source, at);
    if (item.name === "import") this.macros.setOnce(source);
  }

  private pragma(tokens: readonly Token[], at: Token): void {
    const [first, second] = tokens;
    const operand = tokens[2]?.text.replace(/^"|"$/g, "") ?? "";
    if (first?.text === "once") {
      const header = this.open.at(-1);
      if (header !== undefined) this.macros.setOnce(header.source);
    } else if (first?.text === "push_macro" && second?.text === "(") {
      const stack = this.pushed.get(operand) ?? [];
      stack.push(this.macros.get(operand));
      this.pushed.set(operand, stack);
    } else if (first?.text === "pop_macro" && second?.text === "(") {
      const stack = this.pushed.get(operand);
      if (stack !== undefined && stack.length > 0) this.macros.set(operand, stack.pop());
    } else if (first?.text === "pack") {
      const token = new Token(TokenKind.pragma, spellTokens(this.expandAll(tokens)), true, at.header, at.line);
      if (this.run === null) this.give({ tokens: [token], invocations: noInvocations });
      else this.run.tokens.push(token);
    }
  }
}

/** Each `#define` makes one macro however often it is read, so that macros can be told apart by identity. */
function definitionOf(item: DirectiveItem, header: string): Macro | string {
  let macro = definitions.get(item);
  if (macro === undefined) {
    macro = parseDefinition(item.tokens, header, item.line);
    definitions.set(item, macro);
  }
  return macro;
}

const definitions = new WeakMap<DirectiveItem, Macro | string>();

function paint(token: Token): Token {
  const { kind, text, space, header, line, column, spelled } = token;
  return new Token(kind, text, space, header, line, true, column, spelled);
}
