import type { EnumDefinition } from "../c/types.ts";
import { resolveTarget } from "../cpython/resolve-target.ts";
import type { SurfaceReading } from "../cpython/surface-reading.ts";
import { isLimited, type TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { versionOf } from "../cpython/version.ts";
import { enumOf } from "./enums.ts";
import { identityOf } from "./identity.ts";
import { mayHave } from "./mentions.ts";
import type { Entries, Manifest, Surface } from "./model.ts";
import { RefReader } from "./reader.ts";
import { ManifestSession } from "./session.ts";
import { structNames } from "./struct-names.ts";
import type { Report } from "./symbols.ts";
import { tierOf } from "./tier.ts";

/** What is asked of an outline. */
export interface OutlineQuestion {
  /** Of symbols; structs, enums and typedefs are all there. */
  names: ReadonlySet<string>;
  /** Structs of whose members is asked, by any of their names. */
  structs: ReadonlySet<string>;
  /** Whether code with `Py_BUILD_CORE` asks: for others, what is internal is as good as missing. */
  internals: boolean;
}

/**
 * A manifest for questions about presence only: which of some names a ref declares, as what, and the members of structs.
 * It costs a fraction of one, for it lacks what takes further readings: versions of the limited API, the stable ABI,
 * what symbols compile to, documentation, other targets' names, diagnostics and, unless asked for, the internal surface.
 * If no header mentions a name that is asked for, none is read.
 *
 * @throws CapidiffError as `buildManifest`
 */
export function buildOutline(
  tree: SourceTree,
  request: TargetRequest,
  question: OutlineQuestion,
  session = new ManifestSession(),
): Manifest {
  const version = versionOf(tree);
  const target = resolveTarget(request, tree, version);
  const outlineOf = (entries: Entries): Manifest => ({
    ...identityOf(tree, version, target),
    complete: true,
    diagnostics: [],
    headers: [...tree.files.values()]
      .filter(({ path }) => /^Include\/.*\.h$/.test(path))
      .map(({ path, blob }) => ({ path, blob, includes: [] })),
    ...entries,
    elsewhere: [],
  });
  const names = [...question.names, ...question.structs];
  if (!mayHave(withoutDocuments(tree), request.platform, { names, headers: [] })) {
    return outlineOf({ symbols: [], structs: [], enums: [] });
  }
  const reader = new RefReader(tree, request, session);
  const { abi } = request;
  const surfaces = new Map<Surface, SurfaceReading>([["public", reader.readPublic(abi, target.limitedApi)]]);
  const read = () => outlineOf(entriesOf(surfaces, reader, question.names, session));
  const outline = read();
  const isEnough = !question.internals && hasStructs(outline, question.structs);
  if (isEnough || isLimited(abi)) return outline;
  surfaces.set("internal", reader.readInternal(abi));
  return read();
}

/** The lists of the stable ABI and the documentation keep names that no header has any more; an outline has none of theirs. */
const withoutDocuments = (tree: SourceTree): SourceTree => ({
  ...tree,
  files: new Map([...tree.files].filter(([path]) => !/^(?:Doc|Misc)\/|\.def$/.test(path))),
});

function entriesOf(
  surfaces: ReadonlyMap<Surface, SurfaceReading>,
  reader: RefReader,
  wanted: ReadonlySet<string>,
  session: ManifestSession,
): Entries {
  const ignored: Report = () => {};
  const { unit, structs, enums, names } = session.units.declarationsOf(surfaces, reader, ignored);
  const enumName = (definition: EnumDefinition) => enums.nameOf(definition);
  const entry = (name: string, surface: Surface) => ({
    name,
    surface,
    tier: tierOf(name, surface, false),
    limitedApi: null,
    stableAbi: null,
  });
  const declared = names.filter(({ name, facts }) => wanted.has(name) || facts.typedefs.length > 0);
  return {
    symbols: declared.map(({ name, facts, surface }) => {
      const surroundings = { unit, surface: surfaces.get(surface) as SurfaceReading, enumName };
      return session.symbols.symbolOf(facts, entry(name, surface), surroundings);
    }),
    structs: [...structs.named()].map(([name, facts]) =>
      session.structs.structOf(facts, entry(name, facts.surface), unit, ignored),
    ),
    enums: [...enums.named()].map(([name, facts]) => enumOf(facts, entry(name, facts.surface), unit)),
  };
}

/** Whether an outline has structs by these names: one of the public surface may be named on the internal one only. */
function hasStructs({ structs }: Manifest, wanted: ReadonlySet<string>): boolean {
  const names = new Set(structs.flatMap(structNames));
  return [...wanted].every((name) => names.has(name));
}
