import type { Macro } from "./macro.ts";
import type { MacroTable } from "./macro-table.ts";
import { Argument, type OnPaste, replace, withArguments } from "./replacement.ts";
import { Token, TokenKind } from "./token.ts";

/** The services that macro replacement needs from the reader of headers. */
export interface ExpansionHost {
  readonly macros: MacroTable;
  /** The next token of the header, or null at its end. While reading arguments, directives are executed and skipped. */
  nextOfHeader(inArguments: boolean): Token | null;
  /** Consumes `(` if it is the next token of the header. False at a directive or the end of the header. */
  parenthesisFollows(): boolean;
  /** Looks up a name; returns its macro, if it has one, to be expanded in its place. */
  lookUp(name: Token): Macro | undefined;
  /** Notes a name that `##` makes, which no text contains. */
  pasted(name: string): void;
  /** The replacement of the built-in macro at `at`; null if it expands to nothing. */
  builtin(name: Token, at: Token): Token | null;
  /** Evaluates `defined X`; the word `defined` was already read. */
  defined(operator: Token): Token;
  invoked(macro: Macro, name: Token, args: number | null): void;
  report(at: Token, code: string, message: string): void;
  /** @throws LimitError */
  spend(tokens: number): void;
}

/** Whether no more than this token of an expansion is of interest; `index` counts from its start. */
export type IsLast = (token: Token, index: number) => boolean;

/** The source exceeds a resource limit, within one invocation or within a header and all it includes. */
export class LimitError extends Error {
  readonly code: "macro-limit" | "header-limit" | "token-limit";
  constructor(code: "macro-limit" | "header-limit" | "token-limit", message: string) {
    super(message);
    this.code = code;
  }
}

/** Macro replacement in progress: tokens to be read before the header continues. */
interface Context {
  tokens: readonly Token[];
  index: number;
  /** The macro being replaced, whose name is not expanded here (C11 6.10.3.4p2). */
  macro: Macro | null;
  /** Reading stops at its end: an argument or a directive is complete in itself. */
  barrier: boolean;
}

const maxNesting = 400;

const noArguments: readonly (Argument | null)[] = [];

/**
 * Macro replacement (C11 6.10.3) with a stack of contexts: an invocation pushes its replacement list, which is read
 * before what follows, and a macro is active while its context is on the stack. An argument is expanded on top of a
 * barrier.
 */
export class Expansion {
  /** Whether a condition is being expanded, in which `defined` is an operator. */
  inCondition = false;
  readonly #host: ExpansionHost;
  readonly #contexts: Context[] = [];
  readonly #active = new Set<Macro>();
  #nesting = 0;
  /** The token being expanded; all tokens of its expansion take its position. */
  #origin: Token | null = null;

  /** Passed on to each argument. */
  readonly #expandArgument = (tokens: readonly Token[]): readonly Token[] =>
    tokens.some((token) => token.kind === TokenKind.identifier) ? this.all(tokens) : tokens;

  constructor(host: ExpansionHost) {
    this.#host = host;
  }

  /** Whether the next token is not part of an expansion. */
  get isIdle(): boolean {
    for (let at = this.#contexts.length - 1; at >= 0; at--) {
      const { tokens, index, barrier } = this.#contexts[at] as Context;
      if (barrier || index < tokens.length) return false;
    }
    return true;
  }

  /** The position of the current expansion in the header, or null. */
  get place(): Token | null {
    return this.#origin;
  }

  /** The next token after macro replacement; null at the end of the lines or at a barrier. */
  next(): Token | null {
    for (;;) {
      const token = this.read(false);
      if (token === null) return null;
      if (token.kind !== TokenKind.identifier || token.painted) return token;
      if (this.inCondition && token.text === "defined") return this.#host.defined(token);
      const macro = this.#host.lookUp(token);
      if (macro === undefined) return token;
      const effective = this.#host.macros.effective(macro);
      if (this.#active.has(effective)) return paint(token);
      if (macro.builtin) {
        const replacement = this.#host.builtin(token, this.#origin ?? token);
        if (replacement !== null) return replacement;
      } else if (!this.#invoke(effective, token)) return token;
    }
  }

  /** Macro-replaces tokens. `inside` is a macro whose name is not expanded, `isLast` stops at a token. */
  all(tokens: readonly Token[], inside: Macro | null = null, isLast?: IsLast): Token[] {
    if (++this.#nesting > maxNesting)
      throw new LimitError("macro-limit", `Macro invocations are nested more than ${maxNesting} levels deep`);
    if (inside !== null) this.#active.add(inside);
    const expanded: Token[] = [];
    const depth = this.#contexts.length;
    this.#contexts.push({ tokens, index: 0, macro: inside, barrier: true });
    for (let token = this.next(); token !== null; token = this.next()) {
      this.#host.spend(1);
      expanded.push(token);
      if (isLast?.(token, expanded.length - 1)) break;
    }
    while (this.#contexts.length > depth) this.#pop();
    this.#nesting--;
    return expanded;
  }

  /** The next token before macro replacement; null at a barrier or at the end. */
  read(inArguments: boolean): Token | null {
    for (;;) {
      const context = this.#contexts.at(-1);
      if (context === undefined) return this.#host.nextOfHeader(inArguments);
      const token = context.tokens[context.index];
      if (token !== undefined) {
        context.index++;
        return token;
      }
      if (context.barrier) return null;
      this.#pop();
    }
  }

  /** Consumes `(` if it is the next token. */
  parenthesisFollows(): boolean {
    for (;;) {
      const context = this.#contexts.at(-1);
      if (context === undefined) return this.#host.parenthesisFollows();
      const token = context.tokens[context.index];
      if (token !== undefined) {
        if (token.text !== "(") return false;
        context.index++;
        return true;
      }
      if (context.barrier) return false;
      this.#pop();
    }
  }

  /** Runs `expand`; if it throws, drops the expansions it started. */
  guarded<T>(expand: () => T): T {
    const depth = this.#contexts.length;
    const nesting = this.#nesting;
    try {
      return expand();
    } catch (error) {
      while (this.#contexts.length > depth) this.#pop();
      this.#nesting = nesting;
      throw error;
    }
  }

  /** Drops all expansions in progress. */
  abandon(): void {
    this.#contexts.length = 0;
    this.#active.clear();
    this.#nesting = 0;
    this.#origin = null;
    this.inCondition = false;
  }

  #pop(): void {
    const { macro } = this.#contexts.pop() as Context;
    if (macro !== null) this.#active.delete(macro);
    if (this.#contexts.length === 0) this.#origin = null;
  }

  /** Starts to expand a macro whose name was just read; false if it is function-like and no `(` follows. */
  #invoke(macro: Macro, name: Token): boolean {
    let args: readonly (Argument | null)[] = noArguments;
    const at = this.#origin ?? name;
    if (macro.parameters !== null) {
      if (!this.parenthesisFollows()) return false;
      const collected = this.#collectArguments(macro, name);
      if (collected === null) return true;
      args = collected;
    } else if (!this.inCondition) this.#host.invoked(macro, name, null);
    if (macro.body.length === 0) return true;
    // Arguments are expanded before the macro becomes active (C11 6.10.3.1), and their tokens keep their own positions.
    const outer = this.#origin;
    this.#origin = null;
    const place =
      at === name ? name : new Token(name.kind, name.text, name.space, at.header, at.line, false, at.column);
    // Most paste nothing.
    const tokens = macro.isPlain ? withArguments(macro, args, place) : replace(macro, args, place, this.#onPaste(name));
    this.#host.spend(tokens.length);
    this.#origin = outer;
    if (tokens.length === 0) return true;
    if (this.#contexts.length === 0) this.#origin = at;
    this.#active.add(macro);
    this.#contexts.push({ tokens, index: 0, macro, barrier: false });
    return true;
  }

  #onPaste(name: Token): OnPaste {
    return (left, right, kind) => {
      if (kind === TokenKind.identifier) this.#host.pasted(left + right);
      if (kind !== null) return;
      this.#host.report(name, "invalid-paste", `Pasting "${left}" and "${right}" does not form a valid token`);
    };
  }

  #collectArguments(macro: Macro, name: Token): (Argument | null)[] | null {
    const { macros } = this.#host;
    const parameters = macro.parameters as readonly string[];
    const args: (Argument | null)[] = [new Argument(this.#expandArgument)];
    for (let depth = 1; ; ) {
      const token = this.read(true);
      if (token === null) {
        this.#host.report(name, "unterminated-invocation", `The argument list of ${name.text} is unterminated`);
        return null;
      }
      this.#host.spend(1);
      if (token.kind === TokenKind.punctuator) {
        if (token.text === "(") depth++;
        else if (token.text === ")" && --depth === 0) break;
        else if (token.text === "," && depth === 1 && !(macro.variadic && args.length === parameters.length)) {
          args.push(new Argument(this.#expandArgument));
          continue;
        }
      }
      const named = token.kind === TokenKind.identifier ? macros.get(token.text) : undefined;
      const isActive = named !== undefined && this.#active.has(macros.effective(named));
      (args.at(-1) as Argument).tokens.push(isActive ? paint(token) : token);
    }
    const isEmpty = args.length === 1 && args[0]?.tokens.length === 0;
    if (!this.inCondition) this.#host.invoked(macro, name, isEmpty ? 0 : args.length);
    if (parameters.length === 0 && isEmpty) return [];
    if (macro.variadic && args.length === parameters.length - 1) args.push(null);
    else if (macro.variadic && parameters.length === 1 && isEmpty) args[0] = null;
    if (args.length !== parameters.length) {
      const message = `${name.text} takes ${parameters.length} arguments, but got ${args.length}`;
      this.#host.report(name, "argument-count", message);
      return null;
    }
    return args;
  }
}

function paint(token: Token): Token {
  const { kind, text, space, header, line, column, spelled } = token;
  return new Token(kind, text, space, header, line, true, column, spelled);
}
