import { builtinMacroNames } from "./builtin-macro.ts";
import type { Conditions } from "./conditions.ts";
import { type HeaderName, headerName } from "./header-name.ts";
import type { LexedSource } from "./lexer.ts";
import { Macro } from "./macro.ts";
import type { OpenHeader } from "./open-headers.ts";
import type { Recorder } from "./recorder.ts";
import type { RunState } from "./run-state.ts";
import type { Session } from "./session.ts";
import type { DirectiveItem } from "./source-items.ts";
import { printTokens, Token, TokenKind } from "./token.ts";

/** The services that directives need from the preprocessor. */
export interface DirectiveHost {
  /** `at` is a position in the open header; null means the current line. */
  report(at: Token | null, code: string, message: string): void;
  /** Finds the header named by an `#include` in the open header. */
  find(name: HeaderName): LexedSource | null;
  enter(source: LexedSource, at: Token | null): void;
  isTraced(header: string): boolean;
  /** Starts counting an invocation in the lines that follow, unless one is under way. */
  beginInvocation(): void;
  /** Macro-replaces the operand of a directive. */
  expandDirective(tokens: readonly Token[]): Token[];
  refuse(message: string, header: string, line: number): void;
  /** Marks the current header as depending on more than its text and macros. */
  spoil(): void;
  /** Passes a token to the parser. */
  leave(token: Token): void;
}

const onceMacro = new Macro("#pragma once", null, false, [], "", 0, true);

/** Executes directives (C11 6.10.1 to 6.10.3, 6.10.5, 6.10.6). */
export class Directives {
  readonly #host: DirectiveHost;
  readonly #session: Session;
  readonly #state: RunState;
  readonly #recorder: Recorder;
  readonly #conditions: Conditions;

  constructor(host: DirectiveHost, session: Session, state: RunState, recorder: Recorder, conditions: Conditions) {
    this.#host = host;
    this.#session = session;
    this.#state = state;
    this.#recorder = recorder;
    this.#conditions = conditions;
  }

  /** Executes a directive of an open header, whose position is already past it. */
  run(item: DirectiveItem, header: OpenHeader): void {
    switch (item.name) {
      case "if":
      case "ifdef":
      case "ifndef":
        this.#if(item, header);
        break;
      case "elif":
      case "elifdef":
      case "elifndef":
      case "else":
        this.#else(item, header);
        break;
      case "endif":
        header.conditionals.pop();
        break;
      case "define":
        this.#define(item, header);
        break;
      case "undef":
        this.#undefine(item, header);
        break;
      case "include":
      case "include_next":
      case "import":
        this.#include(item, header);
        break;
      case "error":
        this.#host.refuse(`#error ${printTokens(item.tokens)}`, header.source.path, item.line);
        break;
      case "pragma":
        this.#pragmaDirective(item, header);
        break;
      case "":
      // A line marker `# 12 "file"` of preprocessed text, or the null directive.
      case "warning":
      case "line":
      case "ident":
      case "sccs":
        break;
      default:
        this.#complain(item, header, "invalid-directive", `#${item.name} is not a directive`);
    }
  }

  #if(item: DirectiveItem, header: OpenHeader): void {
    const holds = this.#holds(item, header);
    header.conditionals.push({ taken: holds });
    if (!holds) header.item = item.next;
  }

  #else(item: DirectiveItem, header: OpenHeader): void {
    const conditional = header.conditionals.at(-1);
    if (conditional === undefined) return;
    const holds = !conditional.taken && (item.name === "else" || this.#holds(item, header));
    conditional.taken ||= holds;
    if (!holds) header.item = item.next;
  }

  #holds(item: DirectiveItem, header: OpenHeader): boolean {
    const { source, item: position } = header;
    const isGuard = source.guard !== null && position === 1;
    if (item.name.endsWith("def")) {
      const [name] = item.tokens;
      if (name?.kind !== TokenKind.identifier) {
        this.#complain(item, header, "invalid-condition", `#${item.name} without a name`);
        return false;
      }
      if (!(isGuard && source.guard === name.text)) this.#testedByName(name);
      return this.#state.macros.has(name.text) === !item.name.endsWith("ndef");
    }
    if (isGuard) return true;
    this.#host.beginInvocation();
    const answer = this.#conditions.evaluate(item, source.path);
    if (typeof answer === "boolean") return answer;
    const message = `#${item.name} ${printTokens(item.tokens)}: ${answer.message}`;
    this.#complain(item, header, "invalid-condition", message);
    return false;
  }

  #testedByName(name: Token): void {
    this.#recorder.defined(name.text);
    if (!this.#state.macros.has(name.text)) this.#conditions.testedUndefined(name);
  }

  #define(item: DirectiveItem, header: OpenHeader): void {
    const macro = this.#session.definition(item, header.source.path);
    if (typeof macro === "string") this.#complain(item, header, "invalid-directive", macro);
    else this.#state.macros.make(macro);
  }

  #undefine(item: DirectiveItem, header: OpenHeader): void {
    const [name] = item.tokens;
    if (name?.kind !== TokenKind.identifier) {
      this.#complain(item, header, "invalid-directive", "#undef without a name");
      return;
    }
    if (builtinMacroNames.has(name.text)) this.#recorder.expandedNames([name.text]);
    this.#state.macros.undefine(name.text);
  }

  #include(item: DirectiveItem, header: OpenHeader): void {
    const host = this.#host;
    const state = this.#state;
    const recorder = this.#recorder;
    const at = item.tokens[0] ?? null;
    const name = headerName(item.tokens) ?? headerName(host.expandDirective(item.tokens));
    if (name === null) {
      host.report(at, "invalid-directive", `#include ${printTokens(item.tokens)} does not name a header`);
      return;
    }
    const source = host.find(name);
    if (at !== null && host.isTraced(header.source.path)) state.inclusions.push({ name: name.name, at, source });
    if (source === null) {
      const spelling = name.angled ? `<${name.name}>` : `"${name.name}"`;
      host.report(at, "include-not-found", `#include ${spelling}: no such header`);
      return;
    }
    recorder.included(header.source.path, source.path);
    host.enter(source, at);
    if (item.name === "import") this.#once(source);
  }

  /** Marks a header as to be included once only. */
  #once(source: LexedSource): void {
    this.#state.macros.make({ name: source.once, macro: onceMacro });
  }

  /** Executes a `#pragma` or `_Pragma` at `at` in an open header. */
  pragma(tokens: readonly Token[], at: Token, header: LexedSource | null): void {
    const host = this.#host;
    const state = this.#state;
    const [first, second] = tokens;
    const operand = tokens[2]?.text.replace(/^"|"$/g, "") ?? "";
    if (first?.text === "once") {
      if (header !== null) this.#once(header);
    } else if (first?.text === "push_macro" && second?.text === "(") {
      host.spoil();
      state.pushed.set(operand, [...(state.pushed.get(operand) ?? []), state.macros.get(operand)]);
    } else if (first?.text === "pop_macro" && second?.text === "(") {
      host.spoil();
      const stack = state.pushed.get(operand) ?? [];
      if (stack.length === 0) return;
      state.pushed.set(operand, stack.slice(0, -1));
      state.macros.make({ name: operand, macro: stack.at(-1) });
    } else if (first?.text === "pack") {
      const text = printTokens(host.expandDirective(tokens));
      host.leave(new Token(TokenKind.pragma, text, true, at.header, at.line));
    } else if (/^(?:align|ms_struct|options align|scalar_storage_order|clang attribute)\b/.test(printTokens(tokens))) {
      const message = `#pragma ${printTokens(tokens)} may change layouts and is not supported`;
      const word = first as Token;
      host.report(word, "unsupported-pragma", message);
    }
  }

  #pragmaDirective({ tokens, line }: DirectiveItem, { source }: OpenHeader): void {
    this.pragma(tokens, new Token(TokenKind.other, "#", true, source.path, line), source);
  }

  #complain({ line }: DirectiveItem, { source }: OpenHeader, code: string, message: string): void {
    this.#state.diagnostics.push({ code, header: source.path, line, message });
  }
}
