import type { EnumDefinition } from "../c/types.ts";
import { configuredElsewhere } from "../cpython/configuration.ts";
import { isConfigured, isDebug } from "../cpython/pyconfig.ts";
import { resolveTarget } from "../cpython/resolve-target.ts";
import type { SurfaceReading } from "../cpython/surface.ts";
import { isLimited, limitedApiVersions, type TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { versionOf } from "../cpython/version.ts";
import { CapidiffError } from "../errors.ts";
import { harmless, stableAbiDisagreements, uniqueDiagnostics } from "./diagnostics.ts";
import { withDocumentation } from "./documented.ts";
import { readElsewhere } from "./elsewhere.ts";
import { enumOf } from "./enums.ts";
import { identityOf } from "./identity.ts";
import { readLimitedApi } from "./limited-api.ts";
import { firstListed, withLimitedEvidence, withoutList } from "./limited-evidence.ts";
import type { Manifest, ManifestHeader, ManifestSymbol, Surface } from "./model.ts";
import type { NameFacts } from "./names.ts";
import { RefReader } from "./reader.ts";
import { ManifestSession } from "./session.ts";
import type { Report } from "./symbols.ts";
import { tierOf } from "./tier.ts";

/**
 * Builds the manifest of one ref for one target. Throws `unknown-abi` and `invalid-target` if the ref has no such
 * target, `no-headers` if the tree is not CPython's; anything else that goes wrong is a diagnostic.
 *
 * @param session shared with earlier manifests to make this one cheaper; the result does not depend on it
 */
export function buildManifest(tree: SourceTree, request: TargetRequest, session = new ManifestSession()): Manifest {
  if (!tree.files.has("Include/Python.h"))
    throw new CapidiffError("no-headers", `${tree.ref} has no Include/Python.h.`);
  session.begin();
  const version = versionOf(tree);
  const target = resolveTarget(request, tree, version);
  const reader = new RefReader(tree, request, session);
  const surfaces = reader.readSurfaces(request.abi, target.limitedApi);
  const limited = isLimited(request.abi) ? request.abi : "abi3";
  const api = readLimitedApi(reader, session, limited, limitedApiVersions(limited, version));
  const { documents } = session;
  const stableAbi = documents.stableAbi(tree);
  const [counts, threadSafety] = [documents.referenceCounts(tree), documents.threadSafety(tree)];
  const diagnostics = [reader, api, stableAbi, counts, threadSafety].flatMap((read) => read.diagnostics);
  const entry = (name: string, surface: Surface, isTag = false) => {
    const since = api.since.get(name) ?? (isTag ? api.tags.since.get(name) : undefined);
    const listed = stableAbi.entries.get(name);
    return {
      name,
      surface,
      tier: tierOf(name, surface, api.own.has(name) || (isTag && api.tags.own.has(name))),
      limitedApi: since === undefined ? null : { since },
      stableAbi: listed === undefined ? null : { added: listed.added },
    };
  };

  const [main] = surfaces.values();
  if (isConfigured(tree) && main) diagnostics.push(...configuredElsewhere(main, request.abi, reader.platform));

  const report: Report = (code, { header, line }, message) => diagnostics.push({ code, header, line, message });
  for (const surface of surfaces.values()) diagnostics.push(...surface.diagnostics);
  const { unit, structs, enums, names: declared } = session.units.declarationsOf(surfaces, reader, report);
  const enumName = (definition: EnumDefinition) => enums.nameOf(definition);
  const symbols = new Map<string, ManifestSymbol>();
  const factsOf = new Map<string, NameFacts>();
  for (const { name, facts, surfaceName, surface } of declared()) {
    const surroundings = { unit, surface, report, enumName };
    symbols.set(name, session.symbols.symbolOf(facts, entry(name, surfaceName), surroundings));
    factsOf.set(name, facts);
  }
  const formOf = (symbol: ManifestSymbol) => session.symbols.formOf(symbol);
  const meaningful = session.meanings.withMeaning(symbols.values(), factsOf, isDebug(request.abi), formOf);
  const all = {
    symbols: sortByName(withDocumentation(meaningful, counts.entries, threadSafety.entries, session.variants)),
    structs: sortByName(
      [...structs.named()].map(([name, facts]) => {
        const isTag = facts.typedefs.size === 0;
        return session.structs.structOf(facts, entry(name, facts.surface, isTag), unit, report);
      }),
    ),
    enums: sortByName([...enums.named()].map(([name, facts]) => enumOf(facts, entry(name, facts.surface), unit))),
  };
  const hasList = stableAbi.entries.size > 0 || version.minor >= firstListed;
  const exports = stableAbi.entries.size > 0 ? null : documents.python3Def(tree);
  const meant = hasList ? all : withLimitedEvidence(all, exports, session.variants);
  // Before 3.2 there was no stable ABI.
  const isListed = stableAbi.entries.size > 0 || version.minor < 2;
  const entries = {
    ...meant,
    symbols: isListed ? meant.symbols : withoutList(meant.symbols, exports, session.variants),
  };
  if (!isListed && exports === null) {
    const message = "The tree has no list of the stable ABI, so libpython's exports for it are unknown";
    diagnostics.push({ code: "stable-abi-unknown", header: "Misc/stable_abi.toml", line: 1, message });
  }
  const names = new Set([
    ...symbols.keys(),
    ...entries.structs.flatMap(({ name, tag, typedefs }) => [name, tag, ...typedefs]),
    ...entries.enums.flatMap(({ name, tag }) => [name, tag]),
  ]);
  const elsewhere = sortByName(readElsewhere(reader, request, tree, version, session, (name) => names.has(name)));
  const unique = uniqueDiagnostics([...diagnostics, ...stableAbiDisagreements(entries.symbols, stableAbi.entries)]);
  return {
    ...identityOf(tree, version, target),
    complete: unique.every(({ code }) => harmless.has(code)),
    diagnostics: unique,
    headers: headerList(tree, [...surfaces.values()]),
    ...entries,
    elsewhere,
  };
}

/**
 * The headers in `Include` and others of the tree that were read. `includes` comes from the first surface that reads
 * the header.
 */
function headerList(tree: SourceTree, surfaces: readonly SurfaceReading[]): ManifestHeader[] {
  const isHeader = (path: string) => /^Include\/.*\.h$/.test(path) || surfaces.some(({ headers }) => headers.has(path));
  const headers = [...tree.files.values()].filter(({ path }) => isHeader(path));
  const includesOf = (path: string) => {
    const included = surfaces.find((surface) => surface.headers.has(path))?.headers.get(path) ?? [];
    return [...included].filter((other) => tree.files.has(other)).sort();
  };
  return headers
    .map(({ path, blob }) => ({ path, blob, includes: includesOf(path) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** By code unit, so that the order is the same on every machine. */
function sortByName<T extends { name: string }>(entries: T[]): T[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
