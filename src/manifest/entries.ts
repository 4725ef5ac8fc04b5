import type { Diagnostic } from "../c/diagnostic.ts";
import { isDebug } from "../cpython/pyconfig.ts";
import type { StableAbiEntry } from "../cpython/stable-abi.ts";
import type { SurfaceReading } from "../cpython/surface-reading.ts";
import type { Abi } from "../cpython/target.ts";
import type { Version } from "../cpython/version.ts";
import { enumOf } from "./enums.ts";
import { hidesUnmarked } from "./exported.ts";
import type { LimitedNames } from "./limited-names.ts";
import type { Entries, ManifestSymbol, Surface } from "./model.ts";
import { sortByName } from "./places.ts";
import type { RefReader } from "./reader.ts";
import type { ManifestSession } from "./session.ts";
import { type Report, reportAgain, reportInto } from "./symbols.ts";
import { tierOf } from "./tier.ts";

/** What was read for a manifest. */
export interface ManifestReadings {
  reader: RefReader;
  version: Version;
  abi: Abi;
  /** The public one first. */
  surfaces: ReadonlyMap<Surface, SurfaceReading>;
  limitedApi: LimitedNames;
  stableAbi: ReadonlyMap<string, StableAbiEntry>;
}

/** The entries of all names that an extension gets, each list sorted by name. */
export function entriesOf(
  { reader, version, abi, surfaces, limitedApi, stableAbi }: ManifestReadings,
  session: ManifestSession,
  report: Report,
): Entries {
  const base = (name: string, surface: Surface, isTag = false) => {
    const listed = stableAbi.get(name);
    return {
      name,
      surface,
      tier: tierOf(name, surface, limitedApi.own.has(name) || (isTag && limitedApi.tags.own.has(name))),
      limitedApi: limitedApi.since.get(name) ?? (isTag ? limitedApi.tags.since.get(name) : null) ?? null,
      stableAbi: listed === undefined ? null : { added: listed.added },
    };
  };
  const declared = session.units.declarationsOf(surfaces, reader, report);
  const { unit, structs, enums, names } = declared;
  const lists = [limitedApi, stableAbi];
  const symbols = session.symbols.symbolsOf(declared, surfaces, base, lists, reader.commit, report);
  const build = { asserts: isDebug(abi), hides: hidesUnmarked(version, reader.platform.name) };
  const formOf = (symbol: ManifestSymbol) => session.symbols.formOf(symbol);
  // Which names they have is said by declarations alone.
  const types = session.types.of([unit.identity, ...lists], () => {
    session.structs.begin(reader.commit);
    const diagnostics: Diagnostic[] = [];
    const note = reportInto(diagnostics);
    return {
      structs: sortByName(
        [...structs.named()].map(([name, facts]) => {
          const isTag = facts.typedefs.size === 0;
          return session.structs.structOf(facts, base(name, facts.surface, isTag), unit, note);
        }),
      ),
      enums: sortByName([...enums.named()].map(([name, facts]) => enumOf(facts, base(name, facts.surface), unit))),
      diagnostics,
    };
  });
  reportAgain(types.diagnostics, report);
  return {
    symbols: session.meanings.withMeaning(symbols, names, build, formOf),
    structs: types.structs,
    enums: types.enums,
  };
}
