import type { EnumDefinition } from "../c/types.ts";
import { resolveTarget } from "../cpython/resolve-target.ts";
import type { TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { versionOf } from "../cpython/version.ts";
import { declarationsOf } from "./declared.ts";
import { enumOf } from "./enums.ts";
import { identityOf } from "./identity.ts";
import type { Manifest, Surface } from "./model.ts";
import { RefReader } from "./reader.ts";
import { ManifestSession } from "./session.ts";
import { structOf } from "./structs.ts";
import type { Report } from "./symbols.ts";
import { tierOf } from "./tier.ts";

/**
 * A manifest for questions about presence only: which of some names a ref declares, as what, and the members of structs.
 * It costs a fraction of one, for it lacks what takes further readings: versions of the limited API, the stable ABI,
 * what symbols compile to, documentation, other targets' names, and diagnostics.
 *
 * @param names of symbols; structs, enums and typedefs are all there
 * @throws CapidiffError as `buildManifest`
 */
export function buildOutline(
  tree: SourceTree,
  request: TargetRequest,
  names: ReadonlySet<string>,
  session = new ManifestSession(),
): Manifest {
  const version = versionOf(tree);
  const target = resolveTarget(request, tree, version);
  const reader = new RefReader(tree, request, session);
  const surfaces = reader.readSurfaces(request.abi, target.limitedApi);
  const ignored: Report = () => {};
  const { unit, structs, enums, names: declared } = declarationsOf(surfaces, reader, ignored);
  const enumName = (definition: EnumDefinition) => enums.nameOf(definition);
  const entry = (name: string, surface: Surface) => ({
    name,
    surface,
    tier: tierOf(name, surface, false),
    limitedApi: null,
    stableAbi: null,
  });
  const wanted = [...declared()].filter(({ name, facts }) => names.has(name) || facts.typedefs.length > 0);
  return {
    ...identityOf(tree, version, target),
    complete: true,
    diagnostics: [],
    headers: [...tree.files.values()]
      .filter(({ path }) => /^Include\/.*\.h$/.test(path))
      .map(({ path, blob }) => ({ path, blob, includes: [] })),
    symbols: wanted.map(({ name, facts, surfaceName, surface }) =>
      session.symbols.symbolOf(facts, entry(name, surfaceName), { unit, surface, report: ignored, enumName }),
    ),
    structs: [...structs.named()].map(([name, facts]) => structOf(facts, entry(name, facts.surface), unit, ignored)),
    enums: [...enums.named()].map(([name, facts]) => enumOf(facts, entry(name, facts.surface), unit)),
    elsewhere: [],
  };
}
