import { checkMemory } from "../v8.ts";
import { LimitError } from "./expansion.ts";
import type { PreprocessorOptions } from "./preprocessor-options.ts";

/** CPython's headers use at most 80 thousand tokens including nested headers, and far fewer for one invocation. */
const maxTokensOfInvocation = 400_000;
const maxTokensOfHeader = 4_000_000;

/** Tokens produced or replayed between two checks of memory. */
const tokensPerCheck = 50_000;

/** Counts the tokens that a header produces, and those of one invocation. Replayed ones cost as much as the first time. */
export class TokenLimits {
  readonly #options: Pick<PreprocessorOptions, "maxTokens" | "budget">;
  /** Tokens produced since `begin`. */
  spent = 0;
  #invocationStart = 0;
  #unchecked = 0;

  constructor(options: Pick<PreprocessorOptions, "maxTokens" | "budget">) {
    this.#options = options;
  }

  /** Starts a header included from outside, or an expansion. */
  begin(): void {
    this.spent = 0;
    this.#invocationStart = 0;
  }

  beginInvocation(): void {
    this.#invocationStart = this.spent;
  }

  get left(): number {
    return this.#most - this.spent;
  }

  get #most(): number {
    return this.#options.maxTokens ?? maxTokensOfHeader;
  }

  /** @throws LimitError */
  spend(tokens: number): void {
    this.spent += tokens;
    if (this.spent - this.#invocationStart > maxTokensOfInvocation) {
      throw new LimitError("macro-limit", `A macro expands to more than ${maxTokensOfInvocation} tokens`);
    }
    if (this.spent > this.#most) {
      throw new LimitError("header-limit", `More than ${this.#most} tokens after macro replacement`);
    }
    this.charge(tokens);
  }

  /** Counts what need not be produced again and fits. @throws LimitError */
  replay(tokens: number): void {
    this.spent += tokens;
    this.charge(tokens);
  }

  /** Charges the budget. @throws LimitError */
  charge(tokens: number): void {
    this.#unchecked += tokens;
    if (this.#unchecked > tokensPerCheck) {
      this.#unchecked = 0;
      checkMemory();
    }
    const { budget } = this.#options;
    if (budget === undefined) return;
    budget.left -= tokens;
    if (budget.left < 0) throw new LimitError("token-limit", "The input has too many tokens in total");
  }

  /** Expansion in conditions of a header that is not being read counts only towards its own limits. */
  probe<T>(ask: () => T): T {
    const { spent } = this;
    const invocationStart = this.#invocationStart;
    this.#invocationStart = spent;
    const answer = ask();
    this.spent = spent;
    this.#invocationStart = invocationStart;
    return answer;
  }
}
