import type { LexedSource } from "./lexer.ts";

/**
 * Which identifiers may ever be macros. A name that no header defines need not be remembered as one that a header
 * mentions while it is no macro; should a later header define it, it is one that `turned`.
 */
export class Vocabulary {
  private readonly macroNames: Set<string>;
  private readonly mentioned = new Set<string>();
  private readonly registered = new WeakSet<LexedSource>();
  /** Names that were mentioned before a header came that defines them, in order. */
  readonly turned: string[] = [];

  /** `builtins`: names of the macros that the language defines. */
  constructor(builtins: Iterable<string>) {
    this.macroNames = new Set(builtins);
  }

  /** Notes what a header defines, under whatever condition. To be called before it is read. */
  register(source: LexedSource): void {
    if (this.registered.has(source)) return;
    this.registered.add(source);
    for (const name of source.defines) {
      if (this.macroNames.has(name)) continue;
      this.macroNames.add(name);
      if (this.mentioned.has(name)) this.turned.push(name);
    }
  }

  /** Whether a name that is no macro now may be one in another reading; if not, that it was mentioned is noted. */
  mayBeMacro(name: string): boolean {
    if (this.macroNames.has(name)) return true;
    this.mentioned.add(name);
    return false;
  }
}
