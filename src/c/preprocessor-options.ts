import type { Dialect } from "./builtin-macro.ts";
import type { CharacterModel } from "./character.ts";
import type { LexedSource } from "./lexer.ts";
import type { Session } from "./session.ts";
import type { TextRun } from "./text-run.ts";

/** Finds the headers that `#include` names. */
export interface HeaderSearch {
  /**
   * The header that `#include "name"` (or `<name>` if `angled`) names in `includer`, or null.
   * The same header must be the same object each time.
   */
  find(name: string, angled: boolean, includer: string): LexedSource | null;
  /** Whether `__has_include` is true of one that is not found, since it is there, though not to be read. */
  isInstalled?(name: string, includer: string): boolean;
}

export interface PreprocessorOptions {
  search: HeaderSearch;
  /** What earlier runs have recorded. */
  session?: Session;
  /** Whose predefined macros to use: gcc's by default, clang's or Visual C++'s. */
  dialect?: Dialect;
  /** How `#if` evaluates character constants. */
  model: CharacterModel;
  /** The names for which `__has_attribute` and `__has_builtin` are true. */
  attributes: ReadonlySet<string>;
  builtins: ReadonlySet<string>;
  /** The names for which clang's `__has_feature` and `__has_extension` are true. */
  features?: ReadonlySet<string>;
  extensions?: ReadonlySet<string>;
  /**
   * `#define` lines for macros to expand differently, once a header defines them.
   * `macros()` still returns the headers' definitions.
   */
  pinned?: string;
  /** Headers whose macro invocations and `#include`s are recorded; none by default. */
  traced?: (header: string) => boolean;
  /** Receives the preprocessed text as it is produced; without it, `runs` collects the text. */
  receive?: (run: TextRun) => void;
  /** How many tokens one header may produce with all it includes. */
  maxTokens?: number;
  /** How many tokens all who share the budget may produce together; directives and headers also count. */
  budget?: TokenBudget;
}

/** A shared count of tokens; exceeding it is a {@link LimitError}. */
export interface TokenBudget {
  /** Negative once the budget is exceeded. */
  left: number;
}
