import { configuredElsewhere } from "../cpython/configuration.ts";
import { isConfigured } from "../cpython/pyconfig.ts";
import { resolveTarget } from "../cpython/resolve-target.ts";
import type { SurfaceReading } from "../cpython/surface-reading.ts";
import { isLimited, limitedApiVersions, type TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { versionOf } from "../cpython/version.ts";
import { CapidiffError } from "../errors.ts";
import { once } from "../once.ts";
import { harmless, stableAbiDisagreements, uniqueDiagnostics } from "./diagnostics.ts";
import { withDocumentation } from "./documented.ts";
import { readElsewhere } from "./elsewhere.ts";
import { entriesOf } from "./entries.ts";
import { identityOf } from "./identity.ts";
import { readLimitedApi } from "./limited-api.ts";
import { stableAbiUnknown, withoutStableAbi } from "./limited-evidence.ts";
import type { Entries, Manifest, ManifestHeader } from "./model.ts";
import { RefReader } from "./reader.ts";
import { ManifestSession } from "./session.ts";
import { reportInto } from "./symbols.ts";

/**
 * Builds the manifest of one ref for one target. Throws `unsupported-platform`, `unknown-abi` and `invalid-target` if the
 * ref has no such target, `no-headers` if the tree is not CPython's; anything else that goes wrong is a diagnostic.
 *
 * @param session shared with earlier manifests to make this one cheaper; the result does not depend on it
 */
export function buildManifest(tree: SourceTree, request: TargetRequest, session = new ManifestSession()): Manifest {
  if (!tree.files.has("Include/Python.h"))
    throw new CapidiffError("no-headers", `${tree.ref} has no Include/Python.h.`);
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
  const [main] = surfaces.values();
  if (isConfigured(tree) && main) diagnostics.push(...configuredElsewhere(main, request.abi, reader.platform));
  for (const surface of surfaces.values()) diagnostics.push(...surface.diagnostics);

  const report = reportInto(diagnostics);
  const readings = { reader, version, abi: request.abi, surfaces, limitedApi: api.names, stableAbi: stableAbi.entries };
  let entries = entriesOf(readings, session, report);
  entries.symbols = withDocumentation(entries.symbols, counts.entries, threadSafety.entries, session);
  if (stableAbi.entries.size === 0) {
    const exports = documents.python3Def(tree);
    entries = withoutStableAbi(entries, version, exports, api.surface, session.limited);
    diagnostics.push(...stableAbiUnknown(version, exports));
  }

  const names = once(() => namesIn(entries));
  // A name that configure defines here is no entry, but not one of other targets alone.
  const isHere = (name: string) => main?.macros.has(name) === true || names().has(name);
  const elsewhere = readElsewhere(reader, request, tree, version, session, isHere);
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

/** All names and tags of the entries. */
function namesIn({ symbols, structs, enums }: Entries): ReadonlySet<string | null> {
  const names = new Set<string | null>(symbols.map(({ name }) => name));
  for (const { name, tag } of [...structs, ...enums]) names.add(name).add(tag);
  for (const { typedefs } of structs) for (const name of typedefs) names.add(name);
  return names;
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
