import { LRUCache } from "lru-cache";
import { builtinMacroNames } from "./builtin-macro.ts";
import { parseDefinition } from "./directive.ts";
import { Fragments } from "./fragment.ts";
import { type DirectiveItem, type LexedSource, lex, type SourceItem } from "./lexer.ts";
import type { Macro } from "./macro.ts";
import { DeclarationParser } from "./parser.ts";
import type { Condition, Passage } from "./passage.ts";
import type { TextRun } from "./text-run.ts";
import { Vocabulary } from "./vocabulary.ts";

/** What the lines between two directives gave, and what the names meant that stood in them. */
export interface KnownRun {
  readonly run: TextRun;
  readonly pinned: string | undefined;
  readonly names: readonly string[];
  readonly meanings: readonly (string | undefined)[];
  /** How many tokens it took: counts towards the limits. */
  readonly spent: number;
  /** How many names had turned into macros by then. */
  readonly turned: number;
}

interface KnownPassage {
  readonly passage: Passage;
  /** Likewise; raised when those that turned since are known to have no part in it. */
  turned: number;
  /** The last reading that used it. */
  used: number;
}

/** How many passages of one header are kept: those of a version or two, each for its surfaces, abis and limited APIs. */
const maxPassages = 24;
/** After how many readings that did not use it a passage is given up: a version of CPython takes some twenty. */
const maxAge = 30;
/** How many texts of one path are kept. */
const maxTexts = 3;
/** How many characters of headers are kept, cut into tokens: those of one or two versions of CPython. */
const maxCharacters = 4_000_000;

/**
 * What several readings of headers share, of one tree or many, for one target or many: all that outlives one run of the
 * preprocessor. A header is cut into tokens once, and read again only where one of its questions has another answer
 * (`Passage`). What comes of that is the same as without: a session makes readings cheaper, never different.
 */
export class Session {
  readonly fragments = new Fragments(new DeclarationParser());
  readonly vocabulary = new Vocabulary(builtinMacroNames);
  /** Passages of constant headers, which ask for nothing. */
  readonly constants = new WeakMap<LexedSource, Passage>();
  private readonly lexed = new LRUCache<string, { text: string; source: LexedSource }[]>({
    maxSize: maxCharacters,
    sizeCalculation: (texts) => texts.reduce((sum, { text }) => sum + text.length, 1),
  });
  private readonly definitions = new WeakMap<DirectiveItem, Macro | string>();
  private readonly runs = new WeakMap<SourceItem, KnownRun>();
  private readonly answers = new WeakMap<Condition, Map<string, boolean>>();
  private readonly passages = new Map<LexedSource, KnownPassage[]>();
  private readings = 0;

  /** A reading begins. */
  begin(): void {
    if (++this.readings % maxAge !== 0) return;
    for (const [source, passages] of this.passages) {
      const kept = passages.filter(({ used }) => this.readings - used <= maxAge);
      if (kept.length === 0) this.passages.delete(source);
      else this.passages.set(source, kept);
    }
  }

  /** The tokens of a header; the same object for the same path and text. */
  lex(path: string, text: string): LexedSource {
    const texts = this.lexed.get(path) ?? [];
    const known = texts.find((one) => one.text === text);
    if (known !== undefined) return known.source;
    const source = lex(path, text);
    this.lexed.set(path, [{ text, source }, ...texts.slice(0, maxTexts - 1)]);
    return source;
  }

  /** The macro that a `#define` makes, the same object however often it is read; else what is wrong with it. */
  definition(item: DirectiveItem, header: string): Macro | string {
    let macro = this.definitions.get(item);
    if (macro === undefined) {
      macro = parseDefinition(item.tokens, header, item.line);
      this.definitions.set(item, macro);
    }
    return macro;
  }

  /** Whether a condition has its answer where its names have other meanings, by all of those as one text. */
  answersOf(condition: Condition): Map<string, boolean> {
    let answers = this.answers.get(condition);
    if (answers === undefined) {
      answers = new Map();
      this.answers.set(condition, answers);
    }
    return answers;
  }

  /** What these lines gave the last time. */
  knownRun(item: SourceItem): KnownRun | undefined {
    return this.runs.get(item);
  }

  keepRun(item: SourceItem, run: KnownRun): void {
    this.runs.set(item, run);
  }

  /** Keeps what an inclusion of a header gave. `turned`: how many names had turned into macros when it began. */
  keep(passage: Passage, turned: number): void {
    const { readings } = this;
    const known = this.passages.get(passage.source) ?? [];
    this.passages.set(passage.source, [{ passage, turned, used: readings }, ...known.slice(0, maxPassages - 1)]);
  }

  /**
   * The first passage of a header for which `holds`, of those that were used last. `isCurrent` says whether no name that
   * it mentions has turned into a macro since.
   */
  find(source: LexedSource, holds: (passage: Passage, isCurrent: () => boolean) => boolean): Passage | null {
    const known = this.passages.get(source) ?? [];
    const index = known.findIndex((one) => holds(one.passage, () => this.mentionsNoneTurned(one)));
    const found = known[index];
    if (found === undefined) return null;
    found.used = this.readings;
    if (index > 0) {
      known.splice(index, 1);
      known.unshift(found);
    }
    return found.passage;
  }

  /**
   * Whether a passage mentions none of the names that turned into macros since it was made. It asked nothing of those:
   * one that mentions any is given up.
   */
  private mentionsNoneTurned(known: KnownPassage): boolean {
    const { turned } = this.vocabulary;
    if (known.turned === turned.length) return true;
    const names = new Set(turned.slice(known.turned));
    const { run, opened } = known.passage;
    const mentions = (tokens: readonly { text: string }[]) => tokens.some(({ text }) => names.has(text));
    if (opened.some(({ items }) => items.some((item) => item.kind === "text" && mentions(item.tokens)))) return false;
    if (mentions(run.tokens)) return false;
    known.turned = turned.length;
    return true;
  }
}
