import type { Macro } from "./macro.ts";
import type { Token } from "./token.ts";

/** A macro replacement: where the name stood, and the number of arguments (null for an object-like macro). */
export interface Invocation {
  readonly macro: Macro;
  readonly name: Token;
  readonly arguments: number | null;
}

/** A stretch of a header after macro replacement. */
export interface TextRun {
  readonly tokens: readonly Token[];
  /** Macros invoked in it, if the header is traced. */
  readonly invocations: readonly Invocation[];
  /** Its parts, if it covers a header and all it includes. */
  readonly parts?: readonly TextRun[];
}

/** Whether any token of a run passes the test. */
export function someToken(run: TextRun, test: (token: Token) => boolean): boolean {
  return run.parts === undefined ? run.tokens.some(test) : run.parts.some((part) => someToken(part, test));
}

/** Visits the single runs that a run consists of, in order. */
export function eachRun(run: TextRun, visit: (run: TextRun) => void): void {
  if (run.parts === undefined) visit(run);
  else for (const part of run.parts) eachRun(part, visit);
}

/** The runs of a header and of all it includes, as one run. */
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
