import { type PageRequest, pageOf } from "../cpython/page.ts";
import type { Entry, Manifest, ManifestStruct, ManifestSymbol, Surface, Tier } from "./model.ts";
import { compilePattern } from "./pattern.ts";
import { structNames } from "./struct-names.ts";

/** A filter for the entries of a manifest; all given fields must match. */
export interface EntryFilter {
  /** The kind of a symbol or struct. */
  kind?: ManifestSymbol["kind"] | ManifestStruct["kind"] | undefined;
  tier?: Tier | undefined;
  surface?: Surface | undefined;
  /** The full path, `Include/…`. */
  header?: string | undefined;
  /** A name, or a glob with `*`, `?` and `[…]`, of at most 200 characters; for a struct any of its names. */
  name?: string | undefined;
}

/** Identifies the manifest of a page. */
interface PageHead extends Pick<Manifest, "schemaVersion" | "ref" | "commit" | "version" | "target"> {
  /** False if the manifest is incomplete, so that entries may be missing. */
  complete: boolean;
  /** `cursor` of the next page; null on the last one. */
  next: string | null;
}

export interface SymbolsPage extends PageHead {
  symbols: ManifestSymbol[];
}

export interface StructsPage extends PageHead {
  structs: ManifestStruct[];
}

/** One page of the symbols, by name. @throws CapidiffError `invalid-request` for an invalid cursor */
export function listSymbols(manifest: Manifest, filter: EntryFilter, request: PageRequest): SymbolsPage {
  const { items, next } = pageOf(
    manifest.symbols,
    request,
    ({ name }) => name,
    compile(filter, ({ name }) => [name]),
  );
  return { ...headOf(manifest), symbols: items, next };
}

/** One page of the structs, by name. @throws CapidiffError `invalid-request` for an invalid cursor */
export function listStructs(manifest: Manifest, filter: EntryFilter, request: PageRequest): StructsPage {
  const { items, next } = pageOf(
    manifest.structs,
    request,
    ({ name }) => name,
    compile<ManifestStruct>(filter, structNames),
  );
  return { ...headOf(manifest), structs: items, next };
}

function headOf({ schemaVersion, ref, commit, version, target, complete }: Manifest) {
  return { schemaVersion, ref, commit, version, target, complete };
}

function compile<T extends Entry & { kind: string }>(
  { kind, tier, surface, header, name }: EntryFilter,
  namesOf: (entry: T) => string[],
): (entry: T) => boolean {
  const hasName = name === undefined ? null : compilePattern(name);
  return (entry) =>
    (kind === undefined || entry.kind === kind) &&
    (tier === undefined || entry.tier === tier) &&
    (surface === undefined || entry.surface === surface) &&
    (header === undefined || entry.header === header) &&
    (hasName === null || namesOf(entry).some(hasName));
}
