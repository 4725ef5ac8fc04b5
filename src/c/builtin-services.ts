import type { BuiltinHost } from "./builtin-macro.ts";
import type { Expansion } from "./expansion.ts";
import { type HeaderName, headerName } from "./header-name.ts";
import type { LexedSource } from "./lexer.ts";
import type { OpenHeaders } from "./open-headers.ts";
import type { Recorder } from "./recorder.ts";
import type { Replays } from "./replays.ts";
import type { RunState } from "./run-state.ts";
import type { TextReader } from "./text-reader.ts";
import type { Token } from "./token.ts";

/** The parts of a preprocessor that its built-in macros use. */
export interface BuiltinParts {
  open: OpenHeaders;
  expansion: Expansion;
  state: RunState;
  text: TextReader;
  recorder: Recorder;
  replays: Replays;
  find(name: HeaderName): LexedSource | null;
  isInstalled(name: HeaderName): boolean;
  pragma(tokens: readonly Token[], at: Token): void;
  report(at: Token, code: string, message: string): void;
}

/** Answers the built-in macros of a preprocessor, and records what it answered. */
export class BuiltinServices implements BuiltinHost {
  readonly #parts: BuiltinParts;

  constructor(parts: BuiltinParts) {
    this.#parts = parts;
  }

  get path(): string {
    return this.#parts.open.path;
  }

  get basePath(): string {
    return this.#parts.open.basePath;
  }

  get line(): number {
    return this.#parts.open.line;
  }

  get includeDepth(): number {
    return Math.max(0, this.#parts.open.length - 1);
  }

  get isReading(): boolean {
    return this.#parts.open.length > 0;
  }

  get isConditional(): boolean {
    return this.#parts.expansion.inCondition;
  }

  nextCount(): number {
    return this.#parts.state.counter++;
  }

  spoil(): void {
    this.#parts.text.spoil();
  }

  dependsOnMore(): void {
    this.#parts.text.dependsOnMore();
  }

  operand(name: Token): Token[] | null {
    const { expansion } = this.#parts;
    if (expansion.parenthesisFollows()) {
      const operand: Token[] = [];
      for (let depth = 1, token = expansion.read(true); token !== null; token = expansion.read(true)) {
        if (token.text === "(") depth++;
        else if (token.text === ")" && --depth === 0) return operand;
        operand.push(token);
      }
    }
    this.#parts.report(name, "invalid-condition", `${name.text} without its operand in parentheses`);
    return null;
  }

  hasInclude(operand: readonly Token[]): boolean {
    const name = headerName(operand) ?? headerName(this.#parts.expansion.all(operand));
    return name !== null && (this.#parts.find(name) !== null || this.#parts.isInstalled(name));
  }

  has(macro: string, feature: string): boolean {
    const answer = this.#parts.replays.has(macro, feature);
    this.#parts.recorder.feature({ macro, feature, answer });
    return answer;
  }

  pragma(tokens: readonly Token[], at: Token): void {
    this.#parts.pragma(tokens, at);
  }
}
