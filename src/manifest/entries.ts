import type { EnumDefinition } from "../c/types.ts";
import { isDebug } from "../cpython/pyconfig.ts";
import type { StableAbiEntry } from "../cpython/stable-abi.ts";
import type { SurfaceReading } from "../cpython/surface.ts";
import type { Abi } from "../cpython/target.ts";
import type { Version } from "../cpython/version.ts";
import { enumOf } from "./enums.ts";
import { hidesUnmarked } from "./exported.ts";
import type { LimitedApi } from "./limited-api.ts";
import type { ManifestEnum, ManifestStruct, ManifestSymbol, Surface } from "./model.ts";
import type { NameFacts } from "./names.ts";
import type { RefReader } from "./reader.ts";
import type { ManifestSession } from "./session.ts";
import type { Report } from "./symbols.ts";
import { tierOf } from "./tier.ts";

/** A manifest's symbols, structs and enums. */
export interface Entries {
  symbols: ManifestSymbol[];
  structs: ManifestStruct[];
  enums: ManifestEnum[];
}

/** What was read for a manifest. */
export interface ManifestReadings {
  reader: RefReader;
  version: Version;
  abi: Abi;
  /** The public one first. */
  surfaces: ReadonlyMap<Surface, SurfaceReading>;
  limitedApi: LimitedApi;
  stableAbi: ReadonlyMap<string, StableAbiEntry>;
}

/** The entries of all names that an extension gets, each list sorted by name. */
export function entriesOf(
  { reader, version, abi, surfaces, limitedApi, stableAbi }: ManifestReadings,
  session: ManifestSession,
  report: Report,
): Entries {
  const base = (name: string, surface: Surface, isTag = false) => {
    const since = limitedApi.since.get(name) ?? (isTag ? limitedApi.tags.since.get(name) : undefined);
    const listed = stableAbi.get(name);
    return {
      name,
      surface,
      tier: tierOf(name, surface, limitedApi.own.has(name) || (isTag && limitedApi.tags.own.has(name))),
      limitedApi: since === undefined ? null : { since },
      stableAbi: listed === undefined ? null : { added: listed.added },
    };
  };
  const { unit, structs, enums, names } = session.units.declarationsOf(surfaces, reader, report);
  const enumName = (definition: EnumDefinition) => enums.nameOf(definition);
  const symbols: ManifestSymbol[] = [];
  const factsOf = new Map<string, NameFacts>();
  for (const { name, facts, surfaceName, surface } of names()) {
    const surroundings = { unit, surface, report, enumName };
    symbols.push(session.symbols.symbolOf(facts, base(name, surfaceName), surroundings));
    factsOf.set(name, facts);
  }
  const build = { asserts: isDebug(abi), hides: hidesUnmarked(version, reader.platform.name) };
  const formOf = (symbol: ManifestSymbol) => session.symbols.formOf(symbol);
  return {
    symbols: sortByName(session.meanings.withMeaning(symbols, factsOf, build, formOf)),
    structs: sortByName(
      [...structs.named()].map(([name, facts]) => {
        const isTag = facts.typedefs.size === 0;
        return session.structs.structOf(facts, base(name, facts.surface, isTag), unit, report);
      }),
    ),
    enums: sortByName([...enums.named()].map(([name, facts]) => enumOf(facts, base(name, facts.surface), unit))),
  };
}

/** By code unit, so that the order is the same on every machine. */
export function sortByName<T extends { name: string }>(entries: T[]): T[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
