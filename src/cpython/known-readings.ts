import { LRUCache } from "lru-cache";
import type { LexedSource } from "../c/lexer.ts";
import type { Macro } from "../c/macro.ts";
import { newestFirst } from "../c/newest-first.ts";
import type { Passage } from "../c/passage.ts";
import { asksFor, isConstant, isReplaceable, macrosOf, passagesOf } from "../c/substitution.ts";
import { once } from "../once.ts";
import { FileChanges } from "./file-changes.ts";
import type { RefHeaders } from "./headers.ts";
import type { PlatformDefinition } from "./platforms/platform.ts";
import type { RawSurface, WholeSurface } from "./surface-reading.ts";
import type { SourceTree } from "./tree.ts";

/** The input of a reading. */
export interface Beginning {
  readonly tree: SourceTree;
  readonly platform: PlatformDefinition;
  readonly macros: string;
  readonly internal: boolean;
  readonly headers: RefHeaders;
}

/** A reading that gives the same now, but for some macros. */
interface Found {
  readonly surface: RawSurface;
  readonly replacements: ReadonlyMap<Macro, Macro>;
}

/** The result of a reading, and the headers it depends on. */
interface KnownReading {
  readonly tree: SourceTree;
  readonly surface: RawSurface;
  readonly paths: string;
  /** The header at each path looked up. */
  readonly sources: ReadonlyMap<string, LexedSource | null>;
  /** A passage per header included from outside, including rejected ones. */
  readonly passages: readonly Passage[];
  /** What is known of constant headers in it; null for headers that another text may not replace. */
  readonly constants: Map<LexedSource, ConstantHeader | null>;
}

/** A header in a reading that is the same in any context, as `patchlevel.h`. */
interface ConstantHeader {
  readonly passage: Passage;
  /** Whether the reading looked up one of its macros: `pyconfig.h` has hundreds, of which few ever differ. */
  readonly lookedUp: Map<string, boolean>;
}

/** How many readings are kept per beginning: the builds of the last commit read. */
const maxAlike = 3;

/** How many beginnings are kept; a manifest has about twenty. */
const maxBeginnings = 64;

/** How many whole surfaces are kept: they take much memory, and the next ones are mostly of the same target. */
const maxWhole = 2;

/**
 * A cache of readings of surfaces. A reading with the same beginning and the same headers has the same result.
 * If only constant headers such as `patchlevel.h` differ, and nothing looked up what differs in them, the result is the
 * same except for their macros.
 */
export class KnownReadings {
  readonly #known = new LRUCache<string, KnownReading[]>({ max: maxBeginnings });
  readonly #wholes = new LRUCache<RawSurface, WholeSurface>({ max: maxWhole });
  readonly #changes = new FileChanges();

  /** @param constantOf the passage of a header that is the same in any context, or null */
  find(beginning: Beginning, constantOf: (source: LexedSource) => Passage | null): RawSurface | null {
    const found = this.#find(beginning, constantOf);
    if (found === null) return null;
    const { surface, replacements } = found;
    if (replacements.size === 0) return surface;
    const macros = once(() => replaced(surface.macros, replacements));
    return {
      ...surface,
      replacements,
      get macros() {
        return macros();
      },
    };
  }

  /** The same for a surface that was read and parsed whole; one that is of no use now is dropped before the next is read. */
  findWhole(beginning: Beginning, constantOf: (source: LexedSource) => Passage | null): WholeSurface | null {
    const found = this.#find(beginning, constantOf, (surface) => this.#wholes.has(surface));
    if (found === null) {
      const key = keyOf(beginning);
      for (const { surface } of this.#known.get(key) ?? []) this.#wholes.delete(surface);
      if (beginning.internal) this.#known.delete(key);
      return null;
    }
    const { surface, replacements } = found;
    const whole = this.#wholes.get(surface) as WholeSurface;
    if (replacements.size === 0) return whole;
    const scopes = once(() => whole.scopes.map((macros) => replaced(macros, replacements)));
    const standing = once(() => replaced(whole.standing, replacements));
    return {
      ...whole,
      replacements,
      get scopes() {
        return scopes();
      },
      get standing() {
        return standing();
      },
    };
  }

  #find(
    beginning: Beginning,
    constantOf: (source: LexedSource) => Passage | null,
    isWanted: (surface: RawSurface) => boolean = () => true,
  ): Found | null {
    const { tree, headers, internal } = beginning;
    const paths = headers.paths(internal);
    const known = this.#known.get(keyOf(beginning)) ?? [];
    for (const [index, reading] of known.entries()) {
      if (reading.paths !== paths || !isWanted(reading.surface)) continue;
      const changed = this.#changes.between(reading.tree, tree);
      const replacements = changedSince(reading, headers, changed, constantOf);
      if (replacements === null) continue;
      headers.noteRepeated(reading.sources);
      if (index > 0) known.unshift(...known.splice(index, 1));
      return { surface: reading.surface, replacements };
    }
    return null;
  }

  /**
   * @param sources the header at each path looked up
   * @param passages one per header included from outside, including rejected ones
   */
  keep(
    beginning: Beginning,
    surface: RawSurface,
    sources: ReadonlyMap<string, LexedSource | null>,
    passages: readonly Passage[],
  ): void {
    // A volatile passage may differ next time, even with the same headers.
    if (passages.some(({ isVolatile }) => isVolatile)) return;
    const key = keyOf(beginning);
    const { tree, headers, internal } = beginning;
    const reading = { tree, surface, paths: headers.paths(internal), sources, passages, constants: new Map() };
    const others = this.#known.get(key)?.filter((one) => one.tree.commit === tree.commit);
    this.#known.set(key, newestFirst(reading, others, maxAlike));
  }

  /** Keeps what a surface that may be kept gives in the end. */
  keepWhole(surface: RawSurface, whole: WholeSurface): void {
    this.#wholes.set(surface, whole);
  }
}

const keyOf = ({ platform, macros, internal }: Beginning) => `${platform.name} ${internal}\n${macros}`;

function replaced(macros: readonly Macro[], replacements: ReadonlyMap<Macro, Macro>): readonly Macro[] {
  return macros.map((macro) => replacements.get(macro) ?? macro);
}

/**
 * The macros that the current headers have in place of the reading's; null if it must be repeated.
 * @param changed the paths of files that differ
 */
function changedSince(
  reading: KnownReading,
  headers: RefHeaders,
  changed: readonly string[],
  constantOf: (source: LexedSource) => Passage | null,
): ReadonlyMap<Macro, Macro> | null {
  const { sources } = reading;
  const replacements = new Map<Macro, Macro>();
  for (const path of headers.differing(sources, changed)) {
    const [old, source] = [sources.get(path) ?? null, headers.peek(path)];
    const before = old && constantIn(reading, old);
    const now = before && source && constantOf(source);
    if (!before || !now || !replaceMacros(reading, before, now, replacements)) return null;
  }
  return replacements;
}

/** Null if the reading may depend on more of the header than the macros it looked up. */
function constantIn(reading: KnownReading, source: LexedSource): ConstantHeader | null {
  let constant = reading.constants.get(source);
  if (constant === undefined) {
    constant = findConstant(reading, source);
    reading.constants.set(source, constant);
  }
  return constant;
}

function findConstant({ passages }: KnownReading, source: LexedSource): ConstantHeader | null {
  const [passage, ...more] = passages.flatMap((one) => passagesOf(source, one));
  // It was looked up but not read, like a header shadowed by another folder.
  if (passage === undefined || !isConstant(passage)) return null;
  // `patchlevel.h` has no guard: a header that includes it once more gets the same.
  if (more.some((one) => one !== passage)) return null;
  if (passages.some(({ questions }) => questions.recalled.some((one) => one.source === source))) return null;
  return isReplaceable(passage, passages) ? { passage, lookedUp: new Map() } : null;
}

/** Adds the macros that replace those of a constant header; false if that may change more than these macros. */
function replaceMacros(
  reading: KnownReading,
  constant: ConstantHeader,
  now: Passage,
  replacements: Map<Macro, Macro>,
): boolean {
  const { passage: before } = constant;
  if (!isAlike(before.source, now.source)) return false;
  if (before.changes.length !== now.changes.length) return false;
  const others = macrosOf(now);
  for (const { name, macro } of before.changes) {
    const other = others.get(name);
    if (!others.has(name) || (macro === undefined) !== (other === undefined)) return false;
    if (macro?.meaning !== other?.meaning && (now.ownAsked.has(name) || isLookedUp(name, constant, reading)))
      return false;
    if ((macro?.body.length === 0) !== (other?.body.length === 0)) return false;
    if (macro !== undefined && other !== undefined && !isSame(macro, other)) replacements.set(macro, other);
  }
  return true;
}

/** Whether two texts are one header's, with the same guards and names. */
function isAlike(a: LexedSource, b: LexedSource): boolean {
  const isSame = (one: readonly string[], other: readonly string[]) => one.join() === other.join();
  return a.path === b.path && a.guard === b.guard && isSame(a.guards, b.guards) && isSame(a.defines, b.defines);
}

/** Whether two macros of one header are the same in everything, lines included. */
function isSame(a: Macro, b: Macro): boolean {
  return (
    a.line === b.line && a.meaning === b.meaning && a.body.every(({ line }, index) => line === b.body[index]?.line)
  );
}

function isLookedUp(name: string, { lookedUp }: ConstantHeader, { passages }: KnownReading): boolean {
  const known = lookedUp.get(name) ?? passages.some((passage) => asksFor(passage, name));
  lookedUp.set(name, known);
  return known;
}
