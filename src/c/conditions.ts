import type { CharacterModel } from "./character.ts";
import { ConditionError, evaluateCondition } from "./condition.ts";
import { type Expansion, LimitError } from "./expansion.ts";
import { builtinMeaning } from "./macro.ts";
import type { MacroTable } from "./macro-table.ts";
import type { Condition } from "./passage.ts";
import type { Recorder } from "./recorder.ts";
import type { Session } from "./session.ts";
import type { DirectiveItem } from "./source-items.ts";
import { type Token, TokenKind } from "./token.ts";

/** Evaluates `#if` and `#elif` (C11 6.10.1) and records the macros the result depends on. */
export class Conditions {
  readonly #expansion: Expansion;
  readonly #macros: MacroTable;
  readonly #recorder: Recorder;
  readonly #session: Session;
  readonly #model: CharacterModel;
  /** Names looked up by the condition being evaluated. */
  #asked: Set<string> | null = null;
  /** True while evaluating a condition of a header that is not being read: nothing is recorded. */
  isProbing = false;

  constructor(expansion: Expansion, macros: MacroTable, recorder: Recorder, session: Session, model: CharacterModel) {
    this.#expansion = expansion;
    this.#macros = macros;
    this.#recorder = recorder;
    this.#session = session;
    this.#model = model;
  }

  /** Records that the condition looked up a macro. */
  asks(name: string): void {
    this.#asked?.add(name);
  }

  /** Evaluates a condition; a ConditionError if it is invalid. */
  evaluate(item: DirectiveItem, header: string): boolean | ConditionError | LimitError {
    const outer = this.#asked;
    const asked = new Set<string>();
    this.#asked = asked;
    const { answer, hasCharacter } = this.#answerTo(item.tokens);
    this.#asked = outer;
    const names = [...asked];
    const meanings = names.map((name) => this.#macros.meaning(name));
    // Errors are reported where they occur, so the header must be read again.
    if (typeof answer !== "boolean") this.#recorder.spoil();
    else this.#recorder.condition({ item, header, names, meanings, answer }, hasCharacter ? this.#model : null);
    return answer;
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
    // Some built-in macros depend on the header that uses them.
    if (meanings.some((meaning) => meaning?.startsWith(builtinMeaning))) return false;
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
    const asked = new Set<string>();
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
