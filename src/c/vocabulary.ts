import type { LexedSource } from "./lexer.ts";

/**
 * The identifiers that may be macros. A name that no header defines need not be recorded when a header mentions it
 * while undefined; if a later header defines it, the name is added to `turned`.
 */
export class Vocabulary {
  readonly #macroNames: Set<string>;
  readonly #mentioned = new Set<string>();
  readonly #registered = new WeakSet<LexedSource>();
  /** Names mentioned before they were admitted, in order. */
  readonly turned: string[] = [];

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
    if (this.#mentioned.has(name)) this.turned.push(name);
  }

  /** Whether a name that is undefined now may be a macro in another reading; if not, records that it was mentioned. */
  mayBeMacro(name: string): boolean {
    if (this.#macroNames.has(name)) return true;
    this.#mentioned.add(name);
    return false;
  }
}
