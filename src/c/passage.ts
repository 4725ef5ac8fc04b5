import type { CharacterModel } from "./character.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { LexedSource } from "./lexer.ts";
import type { MacroChange } from "./macro.ts";
import type { DirectiveItem } from "./source-items.ts";
import type { TextRun } from "./text-run.ts";
import type { Token } from "./token.ts";

/** An `#if` or `#elif`, the macros it looked up, and its result. */
export interface Condition {
  readonly item: DirectiveItem;
  /** Path of the header that contains it. */
  readonly header: string;
  readonly names: readonly string[];
  /** The meaning of each name; undefined if it was not a macro. */
  readonly meanings: readonly (string | undefined)[];
  readonly answer: boolean;
}

/** A search for a header by `#include` or `__has_include`, and its result. */
export interface Find {
  readonly name: string;
  readonly angled: boolean;
  readonly includer: string;
  readonly found: LexedSource | null;
}

/** A query such as `__has_attribute(x)` and its answer. */
export interface Feature {
  readonly macro: string;
  readonly feature: string;
  readonly answer: boolean;
}

/** Names looked up, and the answer for each: two lists, as they are compared far more often than searched. */
export interface NameAnswers<T> {
  readonly names: readonly string[];
  readonly answers: readonly T[];
}

/** Everything a header looked up in its context. With the same answers it gives the same result. */
export interface Questions {
  /** Names tested by `#ifdef` and the like, and whether they were macros. */
  readonly defined: NameAnswers<boolean>;
  /** Names expanded in conditions, and their meaning. */
  readonly tested: NameAnswers<string | undefined>;
  /** In any order: one that got another answer lately comes first. */
  readonly conditions: Condition[];
  /** Names in the text or its expansion, and their meaning. */
  readonly expanded: NameAnswers<string | undefined>;
  readonly finds: readonly Find[];
  readonly features: readonly Feature[];
  /** The character model, if a condition has a character constant. */
  readonly model: CharacterModel | null;
  /** Headers it included that had already been read. */
  readonly there: readonly LexedSource[];
  /** Headers it included that were read before a rollback: only their macros were defined again. */
  readonly recalled: readonly Passage[];
}

/** One inclusion of a header with everything it included: what it looked up and what it produced. Immutable. */
export interface Passage {
  readonly source: LexedSource;
  /** The pinned macros of the preprocessor that read it. */
  readonly pinned: string | undefined;
  readonly questions: Questions;
  /** Names it looked up after it, or a header it included, had defined or undefined them. */
  readonly ownAsked: ReadonlySet<string>;
  /** Names it defined or undefined, each once, with the macro it had at its end. */
  readonly changes: readonly MacroChange[];
  readonly run: TextRun;
  /** Passages of the headers it read in full, in the order they ended. */
  readonly inner: readonly Passage[];
  /** Headers opened by it and its inner passages, in order, without duplicates. */
  readonly opened: readonly LexedSource[];
  /** Pairs of including and included path, without those of inner passages. */
  readonly inclusions: readonly (readonly [includer: string, included: string])[];
  /** Names that conditions tested while undefined, with the first place. */
  readonly testedUndefined: ReadonlyMap<string, Token>;
  readonly diagnostics: readonly Diagnostic[];
  /** The first `#error`. */
  readonly fatal: Diagnostic | null;
  /** How many tokens it produced or collected, which count towards the limits. */
  readonly spent: number;
  /** Whether another inclusion is empty unless macros are rolled back. */
  readonly isOnce: boolean;
  /** Whether it depends on more than its questions, for instance on `__COUNTER__`. */
  readonly isVolatile: boolean;
  /** Depth of nested inclusions; 1 if there are none. */
  readonly depth: number;
}
