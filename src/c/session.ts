import { LRUCache } from "lru-cache";
import { builtinMacroNames } from "./builtin-macro.ts";
import { parseDefinition } from "./directive.ts";
import { Fragments } from "./fragment.ts";
import { type LexedSource, lex } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import { newestFirst } from "./newest-first.ts";
import { DeclarationParser } from "./parser.ts";
import type { Condition, Passage } from "./passage.ts";
import type { DirectiveItem, SourceItem } from "./source-items.ts";
import { Spellings } from "./spellings.ts";
import type { TextRun } from "./text-run.ts";
import type { Token } from "./token.ts";
import { Vocabulary } from "./vocabulary.ts";

/** The tokens that the lines between two directives produced, and the meanings of the names in them. */
export interface KnownRun {
  readonly run: TextRun;
  readonly pinned: string | undefined;
  readonly names: readonly string[];
  readonly meanings: readonly (string | undefined)[];
  /** How many tokens it used, which count towards the limits. */
  readonly spent: number;
  /** `Vocabulary.turned` at that time; raised when later names are known to be irrelevant. */
  turned: number;
}

/** An evaluated condition that depends on nothing but the meanings of its names. */
export interface KnownCondition {
  readonly condition: Condition;
  /** The undefined names, where they were looked up first. */
  readonly undefinedAt: readonly Token[];
  /** How many tokens its expansion used, which count towards the limits. */
  readonly spent: number;
}

interface KnownPassage {
  readonly passage: Passage;
  /** Like `KnownRun.turned`. */
  turned: number;
  /** The last reading that used it. */
  used: number;
}

/**
 * How many passages of one header are kept: enough for a version or two, each with its surfaces, ABIs and limited APIs.
 */
const maxPassages = 24;
/** How many runs of the same lines are kept: `assert` has a meaning for each family of platforms, and in debug builds. */
const maxRuns = 3;
/** How many evaluations of one condition are kept: the limited API has a dozen versions. */
const maxEvaluations = 16;
/** A passage is dropped after this many readings without use; a version of CPython takes about twenty. */
const maxAge = 30;
/** How many texts are kept per path unless the caller says otherwise. */
const maxTexts = 3;
/** How many characters of tokenized headers are kept: one or two versions of CPython. */
const maxCharacters = 4_000_000;

/**
 * What readings of headers share, across trees and targets: everything that outlives one run of the preprocessor. A
 * header is tokenized once, and read again only if one of its questions has another answer (`Passage`). A session makes
 * readings faster and never changes a result.
 */
export class Session {
  readonly fragments: Fragments;
  readonly vocabulary = new Vocabulary(builtinMacroNames);
  /** Passages of constant headers, which look nothing up; null for a header that is not. */
  readonly constants = new WeakMap<LexedSource, { pinned: string | undefined; passage: Passage | null }>();
  readonly #lexed = new LRUCache<string, { text: string; source: LexedSource }[]>({
    maxSize: maxCharacters,
    sizeCalculation: (texts) => texts.reduce((sum, { text }) => sum + text.length, 1),
  });
  readonly #spellings = new Spellings();
  readonly #definitions = new WeakMap<DirectiveItem, Macro | string>();
  readonly #runs = new WeakMap<SourceItem, readonly KnownRun[]>();
  readonly #conditions = new WeakMap<DirectiveItem, readonly KnownCondition[]>();
  readonly #answers = new WeakMap<DirectiveItem, Map<string, boolean | null>>();
  readonly #passages = new Map<LexedSource, KnownPassage[]>();
  readonly #onFirstRead: () => void;
  #readings = 0;

  /**
   * @param parser may be shared with other sessions
   * @param onFirstRead called once, between the first reading and the second
   */
  constructor(parser = new DeclarationParser(), onFirstRead = () => {}) {
    this.fragments = new Fragments(parser);
    this.#onFirstRead = onFirstRead;
  }

  /** Starts a reading. */
  begin(): void {
    this.#readings++;
    if (this.#readings === 2) this.#onFirstRead();
    if (this.#readings % maxAge !== 0) return;
    for (const [source, passages] of this.#passages) {
      const kept = passages.filter(({ used }) => this.#readings - used <= maxAge);
      if (kept.length === 0) this.#passages.delete(source);
      else this.#passages.set(source, kept);
    }
  }

  /** Tokenizes a header; the same path and text give the same object, as long as it is among the last `keep`. */
  lex(path: string, text: string, keep = maxTexts): LexedSource {
    const texts = this.#lexed.get(path) ?? [];
    const known = texts.find((one) => one.text === text);
    if (known !== undefined) return known.source;
    const source = lex(path, text, true, this.#spellings);
    this.#lexed.set(path, [{ text, source }, ...texts.slice(0, keep - 1)]);
    return source;
  }

  /** The macro of a `#define`, the same object each time; or what is wrong with it. */
  definition(item: DirectiveItem, header: string): Macro | string {
    let macro = this.#definitions.get(item);
    if (macro === undefined) {
      macro = parseDefinition(item.tokens, header, item.line);
      this.#definitions.set(item, macro);
    }
    return macro;
  }

  /** The evaluation of a condition for which `holds`. */
  findCondition(item: DirectiveItem, holds: (condition: Condition) => boolean): KnownCondition | undefined {
    return this.#conditions.get(item)?.find(({ condition }) => holds(condition));
  }

  keepCondition(known: KnownCondition): void {
    const { item } = known.condition;
    this.#conditions.set(item, newestFirst(known, this.#conditions.get(item), maxEvaluations));
  }

  /** Known answers to a condition, by its names and their meanings; null where it looks up other names. */
  answersOf({ item }: Condition): Map<string, boolean | null> {
    let answers = this.#answers.get(item);
    if (answers === undefined) {
      answers = new Map();
      this.#answers.set(item, answers);
    }
    return answers;
  }

  /** What these lines produced for which `holds`, unless a name in them has become a macro since. */
  findRun(item: SourceItem, holds: (run: KnownRun) => boolean): KnownRun | undefined {
    const isCurrent = (known: KnownRun) =>
      this.#isCurrent(known, known.meanings, (since) => this.vocabulary.isTurnedIn(item, since));
    return this.#runs.get(item)?.find((known) => holds(known) && isCurrent(known));
  }

  keepRun(item: SourceItem, run: KnownRun): void {
    this.#runs.set(item, newestFirst(run, this.#runs.get(item), maxRuns));
  }

  /** Stores the passage of a header. `turned` is `Vocabulary.turned` when it began. */
  keep(passage: Passage, turned: number): void {
    const known = { passage, turned, used: this.#readings };
    this.#passages.set(passage.source, newestFirst(known, this.#passages.get(passage.source), maxPassages));
  }

  /**
   * The most recently used passage of a header for which `holds`. `isCurrent` says whether no name mentioned in it has
   * become a macro since.
   */
  find(source: LexedSource, holds: (passage: Passage, isCurrent: () => boolean) => boolean): Passage | null {
    const known = this.#passages.get(source) ?? [];
    const index = known.findIndex((one) => holds(one.passage, () => this.#mentionsNoneTurned(one)));
    const found = known[index];
    if (found === undefined) return null;
    found.used = this.#readings;
    if (index > 0) {
      known.splice(index, 1);
      known.unshift(found);
    }
    return found.passage;
  }

  /** Whether no name that a passage mentions has become a macro since. */
  #mentionsNoneTurned(known: KnownPassage): boolean {
    const { opened, questions, pinned } = known.passage;
    const isMentioned = (since: number) => opened.some((source) => this.vocabulary.isTurnedInHeader(source, since));
    return this.#isCurrent(known, [pinned, ...questions.expanded.answers], isMentioned);
  }

  /**
   * Whether nothing mentioned has become a macro since. No question was recorded about such names, so what mentions one
   * is not used again. `meanings` are those of the macros that others defined.
   */
  #isCurrent(
    known: { turned: number },
    meanings: readonly (string | undefined)[],
    isMentioned: (since: number) => boolean,
  ): boolean {
    const { vocabulary } = this;
    const since = known.turned;
    if (since === vocabulary.turned) return true;
    if (
      isMentioned(since) ||
      meanings.some((meaning) => meaning !== undefined && vocabulary.isTurnedInText(meaning, since))
    )
      return false;
    known.turned = vocabulary.turned;
    return true;
  }
}
