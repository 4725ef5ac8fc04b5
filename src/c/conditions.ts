import type { CharacterModel } from "./character.ts";
import { ConditionError, evaluateCondition } from "./condition.ts";
import { type Expansion, LimitError } from "./expansion.ts";
import { builtinMeaning } from "./macro.ts";
import type { MacroTable } from "./macro-table.ts";
import type { Condition } from "./passage.ts";
import type { Recorder } from "./recorder.ts";
import type { RunState } from "./run-state.ts";
import type { KnownCondition, Session } from "./session.ts";
import type { DirectiveItem } from "./source-items.ts";
import { type Token, TokenKind } from "./token.ts";
import type { TokenLimits } from "./token-limits.ts";

/**
 * Evaluates `#if` and `#elif` (C11 6.10.1), each once for the same meanings of its names, and records the macros the
 * result depends on.
 */
export class Conditions {
  readonly #expansion: Expansion;
  readonly #state: RunState;
  readonly #macros: MacroTable;
  readonly #recorder: Recorder;
  readonly #session: Session;
  readonly #limits: TokenLimits;
  readonly #model: CharacterModel;
  /** Names looked up by the condition being evaluated, and the first place of each. */
  #asked: Map<string, Token> | null = null;
  /** True while evaluating a condition of a header that is not being read: nothing is recorded. */
  isProbing = false;

  constructor(
    expansion: Expansion,
    state: RunState,
    recorder: Recorder,
    session: Session,
    limits: TokenLimits,
    model: CharacterModel,
  ) {
    this.#expansion = expansion;
    this.#state = state;
    this.#macros = state.macros;
    this.#recorder = recorder;
    this.#session = session;
    this.#limits = limits;
    this.#model = model;
  }

  /** Records that the condition looked up a macro. */
  asks(name: Token): void {
    if (this.#asked?.has(name.text) === false) this.#asked.set(name.text, name);
    if (!this.isProbing && !this.#macros.has(name.text)) this.testedUndefined(name);
  }

  /** Records that a condition tested an undefined name. */
  testedUndefined(name: Token): void {
    this.#recorder.testedUndefined(name);
    const { testedUndefined } = this.#state;
    if (!testedUndefined.has(name.text)) testedUndefined.set(name.text, name);
  }

  /** Evaluates a condition; a ConditionError if it is invalid. */
  evaluate(item: DirectiveItem, header: string): boolean | ConditionError | LimitError {
    // Within an invocation its tokens count towards the limit of that.
    const known = this.#expansion.isIdle
      ? this.#session.findCondition(item, (one) => this.#isAsBefore(one))
      : undefined;
    return known === undefined ? this.#evaluateAnew(item, header) : this.#repeat(known);
  }

  #repeat({ condition, undefinedAt, spent }: KnownCondition): boolean {
    this.#limits.spend(spent);
    for (const name of undefinedAt) this.testedUndefined(name);
    this.#recorder.condition(condition, null);
    return condition.answer;
  }

  #evaluateAnew(item: DirectiveItem, header: string): boolean | ConditionError | LimitError {
    const { diagnostics } = this.#state;
    const noted = diagnostics.length;
    const { spent } = this.#limits;
    const outer = this.#asked;
    const asked = new Map<string, Token>();
    this.#asked = asked;
    const { answer, hasCharacter } = this.#answerTo(item.tokens);
    this.#asked = outer;
    // Errors are reported where they occur, so the header must be read again.
    if (typeof answer !== "boolean") {
      this.#recorder.spoil();
      return answer;
    }
    const names = [...asked.keys()];
    const meanings = names.map((name) => this.#macros.meaning(name));
    const condition = { item, header, names, meanings, answer };
    this.#recorder.condition(condition, hasCharacter ? this.#model : null);
    if (!hasCharacter && !hasBuiltin(condition) && diagnostics.length === noted) {
      const undefinedAt = [...asked.values()].filter((_, index) => meanings[index] === undefined);
      this.#session.keepCondition({ condition, undefinedAt, spent: this.#limits.spent - spent });
    }
    return answer;
  }

  /** Whether the names of a condition mean what they did. */
  #isAsBefore({ names, meanings }: Condition): boolean {
    return names.every((name, index) => this.#macros.meaning(name) === meanings[index]);
  }

  /** Whether a condition evaluated before would give the same answer through the same names. */
  holds(condition: Condition): boolean {
    const { names, meanings } = condition;
    let isSame = true;
    for (let index = 0; index < names.length; index++) {
      const meaning = this.#macros.meaning(names[index] as string);
      if (meaning === meanings[index]) continue;
      if (meaning === undefined || meanings[index] === undefined) return false;
      isSame = false;
    }
    if (isSame) return true;
    if (hasBuiltin(condition)) return false;
    const key = names.map((name) => `${name} ${this.#macros.meaning(name)}`).join("\n");
    const answers = this.#session.answersOf(condition);
    let answer = answers.get(key);
    if (answer === undefined) {
      const probed = this.#probe(condition);
      answer = probed.answer;
      // Character constants depend on the target.
      if (!probed.hasCharacter) answers.set(key, answer);
    }
    return answer === condition.answer;
  }

  /** The answer with the current macros, without recording anything; null if it is invalid or looks up other names. */
  #probe({ item, names }: Condition): { answer: boolean | null; hasCharacter: boolean } {
    const outer = this.#asked;
    const asked = new Map<string, Token>();
    this.#asked = asked;
    this.isProbing = true;
    const { answer, hasCharacter } = this.#answerTo(item.tokens);
    this.isProbing = false;
    this.#asked = outer;
    const isAsBefore = asked.size === names.length && names.every((name) => asked.has(name));
    return { answer: typeof answer === "boolean" && isAsBefore ? answer : null, hasCharacter };
  }

  #answerTo(tokens: readonly Token[]): { answer: boolean | ConditionError | LimitError; hasCharacter: boolean } {
    const outer = this.#expansion.inCondition;
    this.#expansion.inCondition = true;
    let hasCharacter = false;
    try {
      const expanded = this.#expansion.guarded(() => this.#expansion.all(tokens));
      hasCharacter = expanded.some(({ kind }) => kind === TokenKind.character);
      return { answer: evaluateCondition(expanded, this.#model), hasCharacter };
    } catch (error) {
      const isLimit = error instanceof LimitError && (this.isProbing || error.code === "macro-limit");
      if (!isLimit && !(error instanceof ConditionError)) throw error;
      return { answer: error, hasCharacter };
    } finally {
      this.#expansion.inCondition = outer;
    }
  }
}

/** Some built-in macros depend on the header that uses them. */
const hasBuiltin = ({ meanings }: Condition) => meanings.some((meaning) => meaning?.startsWith(builtinMeaning));
