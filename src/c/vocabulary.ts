import type { LexedSource } from "./lexer.ts";
import type { SourceItem } from "./source-items.ts";
import { type Token, TokenKind } from "./token.ts";

/**
 * The identifiers that may be macros. A name that no header defines need not be recorded when a header mentions it
 * while undefined; if a later header defines it, the name has turned.
 */
export class Vocabulary {
  readonly #macroNames: Set<string>;
  readonly #mentioned = new Set<string>();
  readonly #registered = new WeakSet<LexedSource>();
  /** Names mentioned before they were admitted, with the position of each. */
  readonly #turned = new Map<string, number>();
  /** The last of them that a header mentions, among the first `known`. */
  readonly #lastIn = new WeakMap<LexedSource, { position: number; known: number }>();

  /** `builtins` are the names of predefined macros. */
  constructor(builtins: Iterable<string>) {
    this.#macroNames = new Set(builtins);
  }

  /** Registers the macros a header defines under any condition; to be called before it is read. */
  register(source: LexedSource): void {
    if (this.#registered.has(source)) return;
    this.#registered.add(source);
    for (const name of source.defines) this.admit(name);
  }

  /** Regards a name as that of a macro from now on: one that a header defines, or that no text shows. */
  admit(name: string): void {
    if (this.#macroNames.has(name)) return;
    this.#macroNames.add(name);
    if (this.#mentioned.has(name)) this.#turned.set(name, this.#turned.size);
  }

  /** Whether a name that is undefined now may be a macro in another reading; if not, records that it was mentioned. */
  mayBeMacro(name: string): boolean {
    if (this.#macroNames.has(name)) return true;
    this.#mentioned.add(name);
    return false;
  }

  /** How many names were mentioned before they were admitted. */
  get turned(): number {
    return this.#turned.size;
  }

  /** Whether lines that were read mention a name that turned since. */
  isTurnedIn(item: SourceItem, since: number): boolean {
    return this.#lastOf(item) >= since;
  }

  /** Whether the lines of a header that were read, or its definitions, mention a name that turned since. */
  isTurnedInHeader(source: LexedSource, since: number): boolean {
    let last = this.#lastIn.get(source);
    if (last?.known !== this.turned) {
      last = { position: this.#lastInLines(source), known: this.turned };
      this.#lastIn.set(source, last);
    }
    return last.position >= since;
  }

  /** Whether a text, such as a macro's meaning, has a name that turned since. Names that `##` makes are always looked up. */
  isTurnedInText(text: string, since: number): boolean {
    return text.match(/[\w$]+/g)?.some((word) => this.#positionOf(word) >= since) ?? false;
  }

  #lastInLines(source: LexedSource): number {
    let last = -1;
    for (const item of source.items) if (isExpanded(item)) last = Math.max(last, this.#lastOf(item));
    return last;
  }

  #lastOf({ tokens }: SourceItem): number {
    let last = -1;
    for (let index = 0; index < tokens.length; index++) {
      const { kind, text } = tokens[index] as Token;
      if (kind === TokenKind.identifier) last = Math.max(last, this.#positionOf(text));
    }
    return last;
  }

  #positionOf(name: string): number {
    return this.#turned.get(name) ?? -1;
  }
}

/** Conditions look up all their names. */
const isExpanded = (item: SourceItem) => (item.kind === "text" ? item.isTaken : item.name === "define");
