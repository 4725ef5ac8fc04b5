import type { Macro } from "./macro.ts";
import type { Token } from "./token.ts";

/** A macro's name that was replaced: where it stood, and with how many arguments; null of an object-like macro. */
export interface Invocation {
  readonly macro: Macro;
  readonly name: Token;
  readonly arguments: number | null;
}

/** What is left of a stretch of a header after macro replacement. */
export interface TextRun {
  readonly tokens: readonly Token[];
  /** Macros that were invoked for it, where the header's are traced. */
  readonly invocations: readonly Invocation[];
  /** The runs that it is made of, where it stands for a header with all that it includes. */
  readonly parts?: readonly TextRun[];
}

/** The runs of a header and all that it includes, as one. */
export class HeaderRun implements TextRun {
  readonly parts: readonly TextRun[];

  constructor(parts: readonly TextRun[]) {
    this.parts = parts;
  }

  get tokens(): Token[] {
    return this.parts.flatMap(({ tokens }) => tokens);
  }

  get invocations(): Invocation[] {
    return this.parts.flatMap(({ invocations }) => invocations);
  }
}
