import type { CharacterModel } from "./character.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { DirectiveItem, LexedSource } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import type { TextRun } from "./text-run.ts";
import type { Token } from "./token.ts";

/** An `#if` or `#elif`, the macros that it asked for, and its answer. */
export interface Condition {
  readonly item: DirectiveItem;
  /** Path of the header that it stands in. */
  readonly header: string;
  readonly names: readonly string[];
  /** Of each name; undefined where it was no macro. */
  readonly meanings: readonly (string | undefined)[];
  readonly answer: boolean;
}

/** A look for a header, by `#include` or `__has_include`, and what it found. */
export interface Find {
  readonly name: string;
  readonly angled: boolean;
  readonly includer: string;
  readonly found: LexedSource | null;
}

/** What a built-in macro such as `__has_attribute` was asked, and its answer. */
export interface Feature {
  readonly macro: string;
  readonly feature: string;
  readonly answer: boolean;
}

/** What a header asked of all that stood before it. Where the answers are the same, it gives the same. */
export interface Questions {
  /** Whether conditions found a name to be a macro. */
  readonly defined: ReadonlyMap<string, boolean>;
  /** What names meant that conditions expanded. */
  readonly tested: ReadonlyMap<string, string | undefined>;
  readonly conditions: readonly Condition[];
  /** What names meant that stood in its text, or in what that expanded to. */
  readonly expanded: ReadonlyMap<string, string | undefined>;
  readonly finds: readonly Find[];
  readonly features: readonly Feature[];
  /** The character model, where a condition has a character constant. */
  readonly model: CharacterModel | null;
  /** Headers that it included and that were there already, before it. */
  readonly there: readonly LexedSource[];
  /** Headers that it included and that the run had read before macros were taken back: only their macros were made. */
  readonly recalled: readonly Passage[];
}

/** One inclusion of a header, with all that it included: what it asked for, and what it gave. Immutable. */
export interface Passage {
  readonly source: LexedSource;
  /** Of the preprocessor that read it. */
  readonly pinned: string | undefined;
  readonly questions: Questions;
  /** Names that it asked for when it, or a header that it included, had defined or undefined them. */
  readonly ownAsked: ReadonlySet<string>;
  /** What each name that it defined or undefined stood for at its end. */
  readonly changes: readonly (readonly [name: string, macro: Macro | undefined])[];
  readonly run: TextRun;
  /** Those of headers that it read in full, in the order of their ends. */
  readonly inner: readonly Passage[];
  /** Headers that it and its inner ones opened, in order, each once. */
  readonly opened: readonly LexedSource[];
  /** Who included what, by path. */
  readonly inclusions: readonly (readonly [includer: string, included: string])[];
  /** Names that conditions tested while they were no macros, with the first place. */
  readonly testedUndefined: ReadonlyMap<string, Token>;
  readonly diagnostics: readonly Diagnostic[];
  /** The first `#error`. */
  readonly fatal: Diagnostic | null;
  /** How many tokens it gave or collected: counts towards the limits. */
  readonly spent: number;
  /** Whether another inclusion is empty, unless the macros are taken back. */
  readonly isOnce: boolean;
  /** Whether it depends on more than its questions, such as `__COUNTER__`. */
  readonly isVolatile: boolean;
  /** How deep its inclusions nest; 1 where there are none. */
  readonly depth: number;
}
