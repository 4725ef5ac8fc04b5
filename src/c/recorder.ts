import type { CharacterModel } from "./character.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { LexedSource } from "./lexer.ts";
import type { ChangePosition, MacroTable } from "./macro-table.ts";
import type { Condition, Feature, Find, NameAnswers, Passage } from "./passage.ts";
import type { DirectiveItem } from "./source-items.ts";
import { HeaderRun, type TextRun } from "./text-run.ts";
import type { Token } from "./token.ts";

/** Names looked up, with the last change of each at that time. */
type Asked = Map<string, ChangePosition>;

/** A condition with the macros it looked up. */
interface AskedCondition {
  readonly condition: Condition;
  /** The last change of each name. */
  readonly last: readonly ChangePosition[];
}

/** A header being read. */
interface Frame {
  readonly source: LexedSource;
  /** Changes of macros from here on are its own. */
  readonly mark: number;
  readonly spent: number;
  readonly diagnostics: number;
  readonly defined: Asked;
  readonly tested: Asked;
  readonly conditions: Map<DirectiveItem, AskedCondition>;
  readonly expanded: Asked;
  readonly finds: Set<Find>;
  readonly features: Map<string, Feature>;
  readonly there: Set<LexedSource>;
  readonly recalled: Set<Passage>;
  readonly opened: Set<LexedSource>;
  readonly inner: Passage[];
  readonly runs: TextRun[];
  readonly inclusions: (readonly [string, string])[];
  readonly testedUndefined: Map<string, Token>;
  readonly ownAsked: Set<string>;
  model: CharacterModel | null;
  fatal: Diagnostic | null;
  depth: number;
  /** Whether it depends on more than is recorded, for instance on `__COUNTER__`. */
  isVolatile: boolean;
}

/**
 * Records for each open header what it looks up in its context and what it produces: a passage. What an inner header
 * looks up, its includer looks up too, unless the includer defined it.
 */
export class Recorder {
  readonly #frames: Frame[] = [];
  readonly #macros: MacroTable;

  constructor(macros: MacroTable) {
    this.#macros = macros;
  }

  /** `spent` and `diagnostics` are the counts so far. */
  open(source: LexedSource, spent: number, diagnostics: number): void {
    this.#frames.push({
      source,
      mark: this.#macros.mark(),
      spent,
      diagnostics,
      defined: new Map(),
      tested: new Map(),
      conditions: new Map(),
      expanded: new Map(),
      finds: new Set(),
      features: new Map(),
      there: new Set(),
      recalled: new Set(),
      opened: new Set([source]),
      inner: [],
      runs: [],
      inclusions: [],
      testedUndefined: new Map(),
      ownAsked: new Set(),
      model: null,
      fatal: null,
      depth: 1,
      isVolatile: false,
    });
  }

  /** Closes the innermost header. */
  close(spent: number, diagnostics: readonly Diagnostic[], pinned: string | undefined): Passage {
    const frame = this.#frames.pop() as Frame;
    const { source, runs, inner, inclusions, testedUndefined, ownAsked, fatal, depth, isVolatile } = frame;
    const passage: Passage = {
      source,
      pinned,
      inner,
      inclusions,
      testedUndefined,
      ownAsked,
      fatal,
      depth,
      isVolatile,
      isOnce: source.guard !== null || this.#macros.has(source.once),
      questions: {
        defined: answersOf(frame.defined, (last) => this.#macros.at(last) !== undefined),
        tested: this.#meanings(frame.tested),
        conditions: [...frame.conditions.values()].map(({ condition }) => condition),
        expanded: this.#meanings(frame.expanded),
        finds: [...frame.finds],
        features: [...frame.features.values()],
        model: frame.model,
        there: [...frame.there],
        recalled: [...frame.recalled],
      },
      changes: this.#macros.changesSince(frame.mark),
      run: runs.length === 1 ? (runs[0] as TextRun) : new HeaderRun(runs),
      opened: [...frame.opened],
      diagnostics: diagnostics.slice(frame.diagnostics),
      spent: spent - frame.spent,
    };
    const outer = this.#frames.at(-1);
    if (outer !== undefined) {
      if (frame.isVolatile) outer.isVolatile = true;
      inheritAsked(outer, frame);
      this.#inherit(outer, passage);
    }
    return passage;
  }

  /** Records that the innermost header included one that was replayed. */
  replayed(passage: Passage): void {
    const outer = this.#frames.at(-1);
    if (outer === undefined) return;
    this.#askNow(outer, passage);
    this.#askAll(outer, outer.expanded, passage.questions.expanded.names);
    this.#inherit(outer, passage);
  }

  /** Records that the innermost header included one whose macros alone were defined again. */
  recalled(passage: Passage): void {
    const outer = this.#frames.at(-1);
    if (outer === undefined) return;
    outer.recalled.add(passage);
    this.#askNow(outer, passage);
    for (const source of passage.questions.there) if (!outer.opened.has(source)) outer.there.add(source);
    for (const source of passage.opened) outer.opened.add(source);
  }

  /** Records that the innermost header included one that was already read. */
  there(source: LexedSource): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined && !frame.opened.has(source)) frame.there.add(source);
  }

  /** Abandons all open headers. */
  abandon(): void {
    this.#frames.length = 0;
  }

  /** Marks the open headers as depending on more than they look up. */
  spoil(): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) frame.isVolatile = true;
  }

  give(run: TextRun): void {
    this.#frames.at(-1)?.runs.push(run);
  }

  fatal(diagnostic: Diagnostic): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) frame.fatal ??= diagnostic;
  }

  included(includer: string, included: string): void {
    this.#frames.at(-1)?.inclusions.push([includer, included]);
  }

  find(find: Find): void {
    this.#frames.at(-1)?.finds.add(find);
  }

  feature(feature: Feature): void {
    this.#frames.at(-1)?.features.set(`${feature.macro} ${feature.feature}`, feature);
  }

  /** Records that `#ifdef` or `#ifndef` tested a name. */
  defined(name: string): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) this.#askIn(frame, frame.defined, name);
  }

  /** Records that conditions tested an undefined name. */
  testedUndefined(token: Token): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined && !frame.testedUndefined.has(token.text)) frame.testedUndefined.set(token.text, token);
  }

  /** Records the macros that an `#if` looked up and its result. */
  condition(condition: Condition, model: CharacterModel | null): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    addCondition(frame, this.#asking(condition));
    frame.model ??= model;
  }

  /** Records names looked up while expanding text. */
  expanded(asked: ReadonlyMap<string, ChangePosition>): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    noteAll(frame, frame.expanded, asked);
  }

  /** The same, with the names' current meanings. */
  expandedNames(names: readonly string[]): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    this.#askAll(frame, frame.expanded, names);
  }

  #meanings(asked: Asked): NameAnswers<string | undefined> {
    return answersOf(asked, (last) => this.#macros.meaningAt(last));
  }

  /** Asks what the conditions of a passage did, with current definitions; to be called before it changes them. */
  #askNow(outer: Frame, { questions: { defined, tested, conditions, model } }: Passage): void {
    this.#askAll(outer, outer.defined, defined.names);
    this.#askAll(outer, outer.tested, tested.names);
    for (const condition of conditions) {
      if (!outer.conditions.has(condition.item)) addCondition(outer, this.#asking(condition));
    }
    outer.model ??= model;
  }

  #askIn(frame: Frame, asked: Asked, name: string): void {
    note(frame, asked, name, this.#macros.lastChange(name));
  }

  #askAll(frame: Frame, asked: Asked, names: readonly string[]): void {
    for (let index = 0; index < names.length; index++) this.#askIn(frame, asked, names[index] as string);
  }

  #asking(condition: Condition): AskedCondition {
    return { condition, last: condition.names.map((name) => this.#macros.lastChange(name)) };
  }

  /** All of an inner passage but what it asked of macros. */
  #inherit(outer: Frame, passage: Passage): void {
    const { questions } = passage;
    outer.runs.push(passage.run);
    addAll(outer.finds, questions.finds);
    for (const feature of questions.features) outer.features.set(`${feature.macro} ${feature.feature}`, feature);
    for (const source of questions.there) if (!outer.opened.has(source)) outer.there.add(source);
    addAll(outer.recalled, questions.recalled);
    addAll(outer.opened, passage.opened);
    passage.testedUndefined.forEach((token, name) => {
      if (!outer.testedUndefined.has(name)) outer.testedUndefined.set(name, token);
    });
    outer.inner.push(passage);
    outer.fatal ??= passage.fatal;
    outer.depth = Math.max(outer.depth, passage.depth + 1);
  }
}

function inheritAsked(outer: Frame, { defined, tested, conditions, expanded, model }: Frame): void {
  noteAll(outer, outer.defined, defined);
  noteAll(outer, outer.tested, tested);
  for (const condition of conditions.values()) addCondition(outer, condition);
  noteAll(outer, outer.expanded, expanded);
  outer.model ??= model;
}

/** Names that the header defined itself do not become questions. */
function addCondition(frame: Frame, asked: AskedCondition): void {
  const { condition, last } = asked;
  if (frame.conditions.has(condition.item)) return;
  if (last.some((change) => isOwn(frame, change))) {
    condition.names.forEach((name, index) => {
      note(frame, frame.tested, name, last[index] as ChangePosition);
    });
  } else frame.conditions.set(condition.item, asked);
}

/** Whether the header, or one it included, made the change. */
function isOwn({ mark }: Frame, change: ChangePosition): boolean {
  return change >= mark;
}

function note(frame: Frame, asked: Asked, name: string, last: ChangePosition): void {
  if (isOwn(frame, last)) frame.ownAsked.add(name);
  else if (!asked.has(name)) asked.set(name, last);
}

function noteAll(frame: Frame, asked: Asked, inner: ReadonlyMap<string, ChangePosition>): void {
  inner.forEach((last, name) => {
    note(frame, asked, name, last);
  });
}

function addAll<T>(to: Set<T>, items: readonly T[]): void {
  for (let index = 0; index < items.length; index++) to.add(items[index] as T);
}

function answersOf<T>(asked: Asked, of: (last: ChangePosition) => T): NameAnswers<T> {
  return { names: [...asked.keys()], answers: [...asked.values()].map(of) };
}
