import type { Diagnostic } from "../c/diagnostic.ts";
import { Scope } from "../c/scope.ts";
import { readStableAbi, type StableAbiEntry } from "../cpython/stable-abi.ts";
import {
  isLimited,
  limitedApiMacro,
  limitedApiVersions,
  resolveTarget,
  type TargetRequest,
} from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { versionOf } from "../cpython/version.ts";
import { CapidiffError } from "../errors.ts";
import { stableAbiDisagreements, uniqueDiagnostics } from "./diagnostics.ts";
import { EnumCollector, enumOf } from "./enums.ts";
import { readLimitedApi } from "./limited-api.ts";
import { type Manifest, type ManifestSymbol, type Surface, schemaVersion } from "./model.ts";
import { type NameFacts, namesOf } from "./names.ts";
import { RefReader } from "./reader.ts";
import { StructCollector, structOf } from "./structs.ts";
import { type SymbolContext, symbolOf } from "./symbols.ts";
import { tierOf } from "./tier.ts";

/** Diagnostics that tell of the headers' own ways and not of something that was left out. */
const harmless = new Set(["header-rejected", "header-not-self-contained", "stable-abi-disagrees"]);

/**
 * Reads the headers of one ref for one target. Throws `unknown-abi` and `invalid-target` where the ref has no such
 * target, `no-headers` where the tree is not CPython's; all else that goes wrong is among the diagnostics.
 */
export function buildManifest(tree: SourceTree, request: TargetRequest): Manifest {
  if (!tree.files.has("Include/Python.h"))
    throw new CapidiffError("no-headers", `${tree.ref} has no Include/Python.h.`);
  const version = versionOf(tree);
  const target = resolveTarget(request, tree, version);
  const reader = new RefReader(tree, request);
  const limited = isLimited(request.abi) ? request.abi : null;

  const publicSurface = reader.read(
    request.abi,
    limited === null ? "" : limitedApiMacro(limited, target.limitedApi as string),
    false,
  );
  const internalSurface = limited === null ? reader.read(request.abi, "#define Py_BUILD_CORE 1\n", true) : null;
  const api = readLimitedApi(reader, limited ?? "abi3", limitedApiVersions(limited ?? "abi3", version));
  const stableAbi = readStableAbi(tree);

  const diagnostics: Diagnostic[] = [...reader.diagnostics, ...api.diagnostics, ...stableAbi.diagnostics];
  const scope = new Scope(reader.platform.dataModel);
  const structs = new StructCollector(reader.isOurs);
  const enums = new EnumCollector(reader.isOurs);
  const names: [Surface, Map<string, NameFacts>][] = [];
  for (const [surface, kind] of [
    [publicSurface, "public"],
    [internalSurface, "internal"],
  ] as const) {
    if (surface === null) continue;
    diagnostics.push(...surface.diagnostics);
    for (const { declaration } of surface.declarations) scope.declare(declaration);
    structs.add(surface.declarations, kind);
    enums.add(surface.declarations, kind);
    names.push([kind, namesOf(surface, reader.isOurs, reader.guards())]);
  }

  const context: SymbolContext = {
    scope,
    types: (internalSurface ?? publicSurface).types,
    expand: (tokens) => (internalSurface ?? publicSurface).expand(tokens),
    enumName: (definition) => enums.nameOf(definition),
    report: (code, at, message) => diagnostics.push({ code, header: at.header, line: at.line, message }),
  };
  const entry = (name: string, surface: Surface) => ({
    name,
    surface,
    tier: tierOf(name, surface, api.own.has(name)),
    limitedApi: api.since.has(name) ? { since: api.since.get(name) as string } : null,
    stableAbi: stableAbi.entries.has(name) ? { added: (stableAbi.entries.get(name) as StableAbiEntry).added } : null,
  });
  const symbols = new Map<string, ManifestSymbol>();
  for (const [surface, facts] of names) {
    for (const [name, fact] of facts)
      if (!symbols.has(name)) symbols.set(name, symbolOf(fact, entry(name, surface), context));
  }
  const manifest = {
    symbols: sortByName([...symbols.values()]),
    structs: sortByName(
      [...structs.named()].map(([name, facts]) => structOf(facts, entry(name, facts.surface), context)),
    ),
    enums: sortByName([...enums.named()].map(([name, facts]) => enumOf(facts, entry(name, facts.surface), context))),
  };
  diagnostics.push(...stableAbiDisagreements(manifest.symbols, stableAbi.entries));
  const unique = uniqueDiagnostics(diagnostics);
  return {
    schemaVersion,
    ref: tree.ref,
    commit: tree.commit,
    version: version.text,
    target,
    complete: unique.every(({ code }) => harmless.has(code)),
    diagnostics: unique,
    headers: headerList(tree),
    ...manifest,
  };
}

function headerList(tree: SourceTree): Manifest["headers"] {
  const headers = [...tree.files.values()].filter(({ path }) => path.startsWith("Include/") && path.endsWith(".h"));
  return headers.map(({ path, blob }) => ({ path, blob })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** By code unit, so that every machine sorts alike. */
function sortByName<T extends { name: string }>(entries: T[]): T[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
