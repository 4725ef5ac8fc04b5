import type { Conditions } from "./conditions.ts";
import type { LexedSource } from "./lexer.ts";
import type { Condition, Passage } from "./passage.ts";
import type { PreprocessorOptions } from "./preprocessor-options.ts";
import type { Recorder } from "./recorder.ts";
import type { RunState } from "./run-state.ts";
import type { KnownRun, Session } from "./session.ts";
import type { SourceItem } from "./source-items.ts";
import { isConstant, passagesOf, substituted } from "./substitution.ts";

/** What remains of the limits. */
export interface Room {
  /** How many more headers may be nested. */
  depth: number;
  tokens: number;
}

/** Finds headers that need not be read because everything they look up has the same answer as before. */
export class Replays {
  readonly #session: Session;
  readonly #state: RunState;
  readonly #recorder: Recorder;
  readonly #conditions: Conditions;
  readonly #options: PreprocessorOptions;
  readonly #readAlone: (source: LexedSource) => Passage;
  /** Headers currently being tested for recall. */
  readonly #recalling = new Set<LexedSource>();

  constructor(
    session: Session,
    state: RunState,
    recorder: Recorder,
    conditions: Conditions,
    options: PreprocessorOptions,
    readAlone: (source: LexedSource) => Passage,
  ) {
    this.#session = session;
    this.#state = state;
    this.#recorder = recorder;
    this.#conditions = conditions;
    this.#options = options;
    this.#readAlone = readAlone;
  }

  /** Whether another inclusion of the header would be empty. */
  isThere(source: LexedSource): boolean {
    const { macros } = this.#state;
    return (source.guard !== null && macros.has(source.guard)) || macros.has(source.once);
  }

  // Within one run

  /** Records that a header was read, so that it can be recalled. */
  noteRead(passage: Passage): void {
    const { macros, read } = this.#state;
    if (passage.isOnce) read.set(passage.source, { passage, rollbacks: macros.rollbacks });
  }

  /**
   * After a rollback of the macros, a header read earlier in this run need not be read again if its conditions have the
   * same results: its macros are defined again, and its declarations already exist. Returns whether that was done.
   */
  recall(source: LexedSource): boolean {
    const { macros, read } = this.#state;
    const known = read.get(source);
    if (known === undefined || this.#recalling.has(source)) return false;
    // If its guard has been undefined since, the header must be read again.
    if (known.rollbacks === macros.rollbacks) return false;
    const { passage } = known;
    const mark = macros.mark();
    this.#recalling.add(source);
    const holds = passage.questions.there.every((one) => this.isThere(one) || this.recall(one));
    this.#recalling.delete(source);
    if (!holds || !this.#conditionsHold(passage)) {
      macros.rollback(mark);
      return false;
    }
    this.#recorder.recalled(passage);
    macros.apply(passage.changes);
    return true;
  }

  // Across runs

  /** What these lines produced before, if all names in them have the same meaning. */
  findRun(item: SourceItem): KnownRun | null {
    const { pinned } = this.#options;
    const holds = (known: KnownRun) => known.pinned === pinned && this.#mean(known.names, known.meanings);
    return this.#session.findRun(item, holds) ?? null;
  }

  /** Whether names have these meanings. */
  #mean(names: readonly string[], meanings: readonly (string | undefined)[]): boolean {
    const { macros } = this.#state;
    for (let index = 0; index < names.length; index++) {
      if (macros.meaning(names[index] as string) !== meanings[index]) return false;
    }
    return true;
  }

  /** A passage of the header that would be the same if it were read now. */
  find(source: LexedSource, room: Room): Passage | null {
    const others: [Passage, isCurrent: () => boolean][] = [];
    const found = this.#session.find(source, (passage, isCurrent) => {
      if (passage.depth > room.depth || passage.spent > room.tokens || !this.#holds(passage)) return false;
      if (this.#findsTheSame(passage)) return isCurrent();
      others.push([passage, isCurrent]);
      return false;
    });
    if (found !== null) return found;
    for (const [passage, isCurrent] of others) {
      const substitute = this.#substitute(passage);
      if (substitute === null || !isCurrent()) continue;
      this.#session.keep(substitute, this.#session.vocabulary.turned);
      return substitute;
    }
    return null;
  }

  #findsTheSame({ questions }: Passage): boolean {
    const { search } = this.#options;
    return questions.finds.every(({ name, angled, includer, found }) => search.find(name, angled, includer) === found);
  }

  /** The passage as it would be with the current text of the constant headers in it. */
  #substitute(passage: Passage): Passage | null {
    const { search } = this.#options;
    const others = new Map<LexedSource, LexedSource>();
    for (const { name, angled, includer, found } of passage.questions.finds) {
      const now = search.find(name, angled, includer);
      if (now === found) continue;
      if (now === null || found === null || (others.get(found) ?? now) !== now) return null;
      others.set(found, now);
    }
    const constants: [old: Passage, now: Passage][] = [];
    for (const [source, now] of others) {
      const [old, ...more] = passagesOf(source, passage);
      if (old === undefined || more.length > 0 || !isConstant(old)) return null;
      if (this.isThere(now) || this.#state.read.has(now)) return null;
      const constant = this.constantOf(now);
      if (constant === null) return null;
      constants.push([old, constant]);
    }
    let substitute: Passage | null = passage;
    for (const [old, now] of constants) {
      substitute = substituted(substitute, old, now);
      if (substitute === null) return null;
    }
    return substitute;
  }

  /** The passage of a header that is the same in any context; null if it depends on the context. */
  constantOf(source: LexedSource): Passage | null {
    const { constants } = this.#session;
    const { pinned } = this.#options;
    let known = constants.get(source);
    if (known === undefined || known.pinned !== pinned) {
      const passage = this.#readAlone(source);
      known = { pinned, passage: isConstant(passage) ? passage : null };
      constants.set(source, known);
    }
    return known.passage;
  }

  /** Applies all effects of a passage except its text. */
  apply(passage: Passage): void {
    const state = this.#state;
    const { macros, opened, testedUndefined, diagnostics } = state;
    this.#openInner(passage);
    passage.opened.forEach((source) => {
      if (!opened.has(source.path)) opened.set(source.path, source);
    });
    passage.testedUndefined.forEach((token, name) => {
      if (!testedUndefined.has(name)) testedUndefined.set(name, token);
    });
    diagnostics.push(...passage.diagnostics);
    macros.apply(passage.changes);
    this.noteRead(passage);
  }

  #openInner({ inner }: Passage): void {
    for (const passage of inner) {
      this.#openInner(passage);
      this.noteRead(passage);
    }
  }

  /** Whether everything but header search gives the same answers. */
  #holds(passage: Passage): boolean {
    const { questions, source, opened, pinned } = passage;
    const { macros, read } = this.#state;
    if (pinned !== this.#options.pinned) return false;
    // Invalid characters in a header are reported once.
    if (source.diagnostics.length > 0 && read.has(source)) return false;
    // Of the passages of a header, most differ in the answers to its conditions.
    if (!this.#conditionsHold(passage)) return false;
    if (!this.#mean(questions.expanded.names, questions.expanded.answers)) return false;
    if (questions.model !== null && questions.model !== this.#options.model) return false;
    for (const { macro, feature, answer } of questions.features) if (this.has(macro, feature) !== answer) return false;
    for (const one of questions.there) if (!this.isThere(one)) return false;
    for (const one of questions.recalled) {
      const known = read.get(one.source);
      if (known?.passage !== one || known.rollbacks === macros.rollbacks) return false;
    }
    for (const one of opened) if (one !== source && (this.isThere(one) || read.has(one))) return false;
    return true;
  }

  #conditionsHold({ questions: { conditions, defined, tested } }: Passage): boolean {
    const { macros } = this.#state;
    const [first] = conditions;
    if (first !== undefined && !this.#conditions.holds(first)) return false;
    for (let index = 0; index < defined.names.length; index++) {
      if (macros.has(defined.names[index] as string) !== defined.answers[index]) return false;
    }
    if (!this.#mean(tested.names, tested.answers)) return false;
    for (let index = 1; index < conditions.length; index++) {
      const condition = conditions[index] as Condition;
      if (this.#conditions.holds(condition)) continue;
      // Most likely the next readings answer it otherwise too.
      conditions.splice(index, 1);
      conditions.unshift(condition);
      return false;
    }
    return true;
  }

  /** The value of `__has_attribute(feature)` and the like; `__x__` means `x` except for builtins. */
  has(macro: string, feature: string): boolean {
    const { attributes, builtins, features, extensions } = this.#options;
    if (macro === "__has_builtin") return builtins.has(feature);
    const known = macro === "__has_feature" ? features : macro === "__has_extension" ? extensions : attributes;
    return known?.has(feature.replace(/^__(.+)__$/, "$1")) ?? false;
  }
}
