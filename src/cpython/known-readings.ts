import { LRUCache } from "lru-cache";
import type { LexedSource } from "../c/lexer.ts";
import type { Macro } from "../c/macro.ts";
import type { Passage } from "../c/passage.ts";
import { isConstant, passagesOf, substituted } from "../c/substitution.ts";
import type { RefHeaders } from "./headers.ts";
import type { PlatformDefinition } from "./platforms/platform.ts";
import type { RawSurface } from "./surface.ts";

/** The input of a reading. */
export interface Beginning {
  readonly platform: PlatformDefinition;
  readonly macros: string;
  readonly headers: RefHeaders;
  /** Paths of the headers that may be included by themselves. */
  readonly entries: readonly string[];
}

/** The part of the input, besides headers, that decides which paths are looked up. */
const pathsOf = ({ headers, entries }: Beginning) => JSON.stringify([headers.folders, entries]);

/** The result of a reading, and the headers it depends on. */
interface KnownReading {
  readonly surface: RawSurface;
  readonly paths: string;
  /** The header at each path looked up. */
  readonly sources: ReadonlyMap<string, LexedSource | null>;
  /** A passage per header included from outside, including rejected ones. */
  readonly passages: readonly Passage[];
}

/** How many readings are kept per beginning: the builds of one version. */
const maxAlike = 3;

/** How many beginnings are kept; a manifest has about twenty. */
const maxBeginnings = 64;

/**
 * A cache of readings of public surfaces. A reading with the same beginning and the same headers has the same result.
 * If only constant headers such as `patchlevel.h` differ, and nothing looked up what differs in them, the result is the
 * same except for their macros.
 */
export class KnownReadings {
  readonly #known = new LRUCache<string, KnownReading[]>({ max: maxBeginnings });

  /** @param constantOf the passage of a header that is the same in any context, or null */
  find(beginning: Beginning, constantOf: (source: LexedSource) => Passage | null): RawSurface | null {
    const paths = pathsOf(beginning);
    const known = this.#known.get(keyOf(beginning)) ?? [];
    for (const one of known) {
      if (one.paths !== paths) continue;
      const now = asNow(one, beginning.headers, constantOf);
      if (now === null) continue;
      // Records the lookups that the reading would have made.
      for (const path of now.sources.keys()) beginning.headers.source(path);
      if (now !== one) this.#remember(beginning, now);
      return now.surface;
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
    this.#remember(beginning, { surface, paths: pathsOf(beginning), sources, passages });
  }

  #remember(beginning: Beginning, reading: KnownReading): void {
    const key = keyOf(beginning);
    this.#known.set(key, [reading, ...(this.#known.get(key)?.slice(0, maxAlike - 1) ?? [])]);
  }
}

const keyOf = ({ platform, macros }: Beginning) => `${platform.name}\n${macros}`;

/** The reading as it would be with the current headers; null if it must be repeated. */
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

/** The reading with the constant header `source` replaced; null if the result is unknown. */
function withConstant(reading: KnownReading, source: LexedSource, now: Passage): KnownReading | null {
  const { surface, passages } = reading;
  const [old, ...more] = passages.flatMap((passage) => passagesOf(source, passage));
  // It was looked up but not read, like a header shadowed by another folder; or it was read twice.
  if (old === undefined || more.length > 0 || !isConstant(old)) return null;
  if (source.guard !== now.source.guard || source.path !== now.source.path) return null;
  if (passages.some(({ questions }) => questions.recalled.some((one) => one.source === source))) return null;
  const standing = now.changes;
  if (old.changes.size !== standing.size || ![...old.changes.keys()].every((name) => standing.has(name))) return null;
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
