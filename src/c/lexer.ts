import type { Diagnostic } from "./diagnostic.ts";
import { type HeaderName, headerName } from "./header-name.ts";
import { isPunctuator, Scanner, type Start } from "./scanner.ts";
import {
  type DirectiveItem,
  findGuard,
  findGuards,
  linkConditionals,
  type SourceItem,
  type TextItem,
} from "./source-items.ts";
import { Spellings } from "./spellings.ts";
import { type Token, TokenKind } from "./token.ts";

/** A header cut into tokens, once for all its inclusions. */
export interface LexedSource {
  path: string;
  /**
   * The macro that marks the header as read once only (`#pragma once`, `#import`). Not an identifier, so no header can
   * define it.
   */
  once: string;
  items: SourceItem[];
  /** The macro whose definition makes another inclusion empty (`#ifndef X` … `#endif` around everything). */
  guard: string | null;
  /** Guards including those with text outside them: macros that only record that the header was read. */
  guards: string[];
  /** Names of the macros it defines under any condition. */
  defines: string[];
  /** Headers it includes by name under any condition. */
  includes: HeaderName[];
  diagnostics: Diagnostic[];
}

/** A longer run of lines ends at the next `;`, so that no source has to be expanded in one piece. */
const longRun = 2_000;

/**
 * Translation phases 2 and 3 (C11 5.1.1.2): joins spliced lines, removes comments and finds directives. Tokens of
 * ordinary lines are made when they are read. If `keep` is false, they are not stored but made again; the text takes a
 * thirtieth of their memory.
 * @param spellings shared by the texts that are read together
 */
export function lex(path: string, source: string, keep = true, spellings = new Spellings()): LexedSource {
  const diagnostics: Diagnostic[] = [];
  const report = (code: string, message: string, line: number) =>
    diagnostics.push({ code, header: path, line, message });
  const { text, splices } = joinSplices(source);
  const onUnterminated = (line: number) => report("unterminated-comment", "Unterminated comment", line);
  const items = itemsOf(new Scanner(path, text, splices, spellings, onUnterminated), text.length, keep);
  linkConditionals(items, report);
  const directives = items.filter((item) => item.kind === "directive");
  return {
    path,
    once: `#pragma once ${path}`,
    items,
    guard: findGuard(items),
    guards: findGuards(items),
    diagnostics,
    defines: directives.filter(({ name }) => name === "define").map(({ tokens }) => tokens[0]?.text ?? ""),
    includes: directives
      .filter(({ name }) => name === "include")
      .map(({ tokens }) => headerName(tokens))
      .filter((name) => name !== null),
  };
}

/** Runs of ordinary lines and directives. */
function itemsOf(scanner: Scanner, length: number, keep: boolean): SourceItem[] {
  const items: SourceItem[] = [];
  const recent = { lines: null };
  let directive: DirectiveItem | null = null;
  let lines: Lines | null = null;
  /** How many tokens the lines have. */
  let count = 0;
  /** How many are open. */
  let parentheses = 0;
  for (;;) {
    if (!scanner.pass(length)) {
      if (!scanner.isAtDirective) break;
      directive = { kind: "directive", name: scanner.directiveName(), tokens: [], line: scanner.line, next: -1 };
      items.push(directive);
      lines = null;
      continue;
    }
    if (scanner.isFirst) directive = null;
    if (directive !== null) {
      directive.tokens.push(scanner.token());
      continue;
    }
    if (lines === null) {
      lines = new Lines(scanner, keep ? null : recent);
      count = 0;
      items.push(lines);
    }
    lines.end = scanner.position;
    count++;
    const code = scanner.firstCode;
    if (code === 40) parentheses++;
    else if (code === 41 && parentheses > 0) parentheses--;
    // Few invocations of macros go on after it. Tables of numbers have no semicolons.
    const isEnd = code === 59 || (code === 44 && parentheses === 0);
    if (count >= longRun && isEnd) lines = null;
  }
  // Arrays that were pushed to take up to three times their length.
  for (const item of items) if (item.kind === "directive") item.tokens = item.tokens.slice();
  return items;
}

/** A run of ordinary lines, whose tokens are made when they are read: many are in groups that no reading takes. */
class Lines implements TextItem {
  readonly kind = "text";
  readonly #scanner: Scanner;
  readonly #start: Start;
  end = 0;
  isTaken = false;
  #tokens: Token[] | null = null;
  /** For lines whose tokens are not kept: those read last. */
  readonly #recent: { lines: Lines | null } | null;

  /** @param scanner has passed the first token */
  constructor(scanner: Scanner, recent: { lines: Lines | null } | null) {
    this.#scanner = scanner;
    this.#start = scanner.start;
    this.#recent = recent;
  }

  get tokens(): Token[] {
    return this.#tokens ?? this.#make();
  }

  #make(): Token[] {
    this.isTaken = true;
    const tokens: Token[] = [];
    this.#scanner.returnTo(this.#start);
    while (this.#scanner.pass(this.end)) tokens.push(this.#scanner.token());
    if (this.#recent !== null) {
      if (this.#recent.lines !== null) this.#recent.lines.#tokens = null;
      this.#recent.lines = this;
    }
    this.#tokens = tokens.slice();
    return this.#tokens;
  }
}

/** The kind of the single token that this text spells, or null (C11 6.10.3.3, the result of `##`). */
export function tokenKindOf(text: string): TokenKind | null {
  if (/^[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*$/.test(text)) return TokenKind.identifier;
  if (isPunctuator(text)) return TokenKind.punctuator;
  const [item, ...rest] = lex("", text).items;
  const [token, ...more] = item?.tokens ?? [];
  return token !== undefined && more.length === 0 && rest.length === 0 && token.text === text ? token.kind : null;
}

/** Phase 2: removes each backslash-newline; `splices` lists the positions in the result where lines were joined. */
function joinSplices(source: string): { text: string; splices: number[] } {
  const splices: number[] = [];
  const normal = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
  let removed = 0;
  const text = normal.replace(/\\[ \t\v\f]*\n/g, (match, offset: number) => {
    splices.push(offset - removed);
    removed += match.length;
    return "";
  });
  return { text, splices };
}
