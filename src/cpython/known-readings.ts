import { LRUCache } from "lru-cache";
import type { LexedSource } from "../c/lexer.ts";
import type { Macro } from "../c/macro.ts";
import type { Passage } from "../c/passage.ts";
import { isConstant, passagesOf, substituted } from "../c/substitution.ts";
import type { RefHeaders } from "./headers.ts";
import type { PlatformDefinition } from "./platforms/platform.ts";
import type { RawSurface } from "./surface.ts";

/** What a reading begins with. */
export interface Beginning {
  readonly platform: PlatformDefinition;
  readonly macros: string;
  readonly headers: RefHeaders;
  /** Paths of the headers that may be included by themselves. */
  readonly entries: readonly string[];
}

/** What decides which paths are asked for, beside the headers. */
const pathsOf = ({ headers, entries }: Beginning) => JSON.stringify([headers.folders, entries]);

/** What a reading gave, and the headers that it depends on. */
interface KnownReading {
  readonly surface: RawSurface;
  readonly paths: string;
  /** What there was at each path that was asked for. */
  readonly sources: ReadonlyMap<string, LexedSource | null>;
  /** Of each header that was included from outside, also of those that were refused. */
  readonly passages: readonly Passage[];
}

/** How many readings are kept that begin alike: those of the builds of a version. */
const maxAlike = 3;

/** How many beginnings are kept: a manifest has some twenty. */
const maxBeginnings = 64;

/**
 * Readings of public surfaces that were done. One that begins alike and finds the same headers gives the same. Where only
 * constant headers differ, such as `patchlevel.h`, and nobody asked for what differs in them, it gives the same but for
 * their macros.
 */
export class KnownReadings {
  private readonly known = new LRUCache<string, KnownReading[]>({ max: maxBeginnings });

  /** @param constantOf what a header gives wherever it stands; null where that depends on what stands before it */
  find(beginning: Beginning, constantOf: (source: LexedSource) => Passage | null): RawSurface | null {
    const paths = pathsOf(beginning);
    const known = this.known.get(keyOf(beginning)) ?? [];
    for (const one of known) {
      if (one.paths !== paths) continue;
      const now = asNow(one, beginning.headers, constantOf);
      if (now === null) continue;
      // As the reading would have.
      for (const path of now.sources.keys()) beginning.headers.source(path);
      if (now !== one) this.remember(beginning, now);
      return now.surface;
    }
    return null;
  }

  /**
   * @param sources what there was at each path that was asked for
   * @param passages of each header that was included from outside, also of those that were refused
   */
  keep(
    beginning: Beginning,
    surface: RawSurface,
    sources: ReadonlyMap<string, LexedSource | null>,
    passages: readonly Passage[],
  ): void {
    // What depends on more than its questions may be another the next time, even over the same headers.
    if (passages.some(({ isVolatile }) => isVolatile)) return;
    this.remember(beginning, { surface, paths: pathsOf(beginning), sources, passages });
  }

  private remember(beginning: Beginning, reading: KnownReading): void {
    const key = keyOf(beginning);
    this.known.set(key, [reading, ...(this.known.get(key)?.slice(0, maxAlike - 1) ?? [])]);
  }
}

const keyOf = ({ platform, macros }: Beginning) => `${platform.name}\n${macros}`;

/** A reading as it is over these headers; null where it has to be done. */
function asNow(
  reading: KnownReading,
  headers: RefHeaders,
  constantOf: (source: LexedSource) => Passage | null,
): KnownReading | null {
  let now = reading;
  for (const path of headers.differing(reading.sources)) {
    const source = headers.peek(path);
    const old = reading.sources.get(path) ?? null;
    const constant = source === null ? null : constantOf(source);
    if (old === null || constant === null) return null;
    const substitute = withConstant(now, old, constant);
    if (substitute === null) return null;
    now = substitute;
  }
  if (now === reading) return reading;
  return { ...now, sources: new Map([...reading.sources.keys()].map((path) => [path, headers.peek(path)])) };
}

/** A reading as it would be with another constant header in the place of `source`; null where that is not known. */
function withConstant(reading: KnownReading, source: LexedSource, now: Passage): KnownReading | null {
  const { surface, passages } = reading;
  const [old, ...more] = passages.flatMap((passage) => passagesOf(source, passage));
  // It was asked for and not read, as a header that is in another folder; or read twice.
  if (old === undefined || more.length > 0 || !isConstant(old)) return null;
  if (source.guard !== now.source.guard || source.path !== now.source.path) return null;
  if (passages.some(({ questions }) => questions.recalled.some((one) => one.source === source))) return null;
  const standing = new Map(now.changes);
  if (old.changes.length !== standing.size || !old.changes.every(([name]) => standing.has(name))) return null;
  const others: Passage[] = [];
  for (const passage of passages) {
    const other = substituted(passage, old, now);
    if (other === null) return null;
    others.push(other);
  }
  const replacements = new Map<Macro, Macro>();
  for (const [name, macro] of old.changes) {
    const other = standing.get(name);
    if ((macro === undefined) !== (other === undefined)) return null;
    if (macro !== undefined && other !== undefined) replacements.set(macro, other);
  }
  const macros = surface.macros.map((macro) => replacements.get(macro) ?? macro);
  return { ...reading, surface: { ...surface, macros }, passages: others };
}
