import type { Session } from "../c/session.ts";
import { decodeText } from "../cpython/files.ts";
import type { Abi, TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { minorOf } from "../cpython/version.ts";
import { CapidiffError } from "../errors.ts";
import type { Manifest } from "../manifest/model.ts";
import { type Asked, AskedNames } from "./asked.ts";
import { limitedApiIn, type OldestSeries, requiredBy } from "./baseline.ts";
import { type CompileCommand, directivesFor } from "./compile-commands.ts";
import { type Generator, generatedFiles } from "./generators.ts";
import { readInputs } from "./input.ts";
import type { InputFile } from "./input-file.ts";
import { factsIn, type KnownName, type KnownNames } from "./known.ts";
import { type CheckDiagnostic, usedKey } from "./model.ts";
import type { BuiltModule } from "./module/module.ts";
import { promisesOf } from "./module-fit.ts";
import { cythonUses } from "./pyx/uses.ts";
import { type SourceText, type SourceUses, sourceUses } from "./source/uses.ts";
import type { Use } from "./use.ts";
import { groupUses, mergeGroups, type UseGroup } from "./use-groups.ts";

/** An extension as submitted, with archives unpacked. */
export interface Extension {
  /** C and C++: their uses depend on the version they are compiled for. */
  sources: SourceText[];
  /** `.pyx` and the like: names in them belong to the C API if a version has them. */
  cython: SourceText[];
  /** How the build compiles the sources, if given. */
  commands: CompileCommand[];
  /** Uses from lists. */
  uses: Use[];
  modules: BuiltModule[];
  /** Of modules in archives that cannot be read. */
  unread: CheckDiagnostic[];
  support: OldestSeries | null;
}

/** The uses of an extension compiled for one version. */
export interface VersionUses {
  /** The commit whose headers sources are compiled with; null without sources. */
  commit: string | null;
  /** Uses of sources, lists and `.pyx`. */
  source: UseGroup[];
  /** The same for all versions. */
  modules: BuiltModule[];
  /** False if something not understood may hide a use. */
  complete: boolean;
  diagnostics: CheckDiagnostic[];
  /** Facts from all versions about names that this version does not declare. */
  facts: Record<string, KnownName>;
  /** Generated sources and their generators. */
  generated: Record<string, Generator>;
}

/** How sources are compiled for a version, and which names of lists it has. */
export interface CompilationOptions {
  /** Null without C or C++ sources. */
  tree: SourceTree | null;
  target: TargetRequest;
  /** Directives from the build: `#define NAME VALUE`, `#undef NAME`. */
  defines: readonly string[];
  /** The manifest of the version. */
  manifest: Manifest;
  /** The manifest to compare with, whose names need no facts; null if none do. */
  baseline: Manifest | null;
  /** The names of all versions, or of some: see {@link CompiledUses}. */
  known: KnownNames;
  /** Those of the manifest, which may be between the others: of a branch, an alpha. */
  own: KnownNames;
  /** What earlier readings of headers have recorded. */
  session: Session;
}

/** Uses found with the names of some versions; final if no other version has a name in `asked`. */
export interface CompiledUses {
  uses: VersionUses;
  asked: Asked;
}

/** Maximum bytes of sources read together. */
const maxSource = 64 * 2 ** 20;

/** @throws CapidiffError of the input, as `readInputs`; `payload-too-large` for too much source */
export async function readExtension(files: readonly InputFile[]): Promise<Extension> {
  const { sources, cython, modules, uses, project, commands, unread } = await readInputs(files);
  if ([sources, cython, modules, uses, unread].every(({ length }) => length === 0)) {
    throw new CapidiffError("invalid-request", "The input contains no source, module, wheel or list.");
  }
  const size = [...sources, ...cython].reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > maxSource) {
    throw new CapidiffError("payload-too-large", `The sources exceed ${maxSource / 2 ** 20} MB.`);
  }
  const texts = sources.map(textOf);
  const support = requiredBy(project.map(textOf)) ?? limitedApiIn(texts.map(({ text }) => text)) ?? builtFor(modules);
  return { sources: texts, cython: cython.map(textOf), commands, uses, modules, unread, support };
}

const textOf = ({ file, bytes }: InputFile): SourceText => ({ path: file, text: decodeText(Buffer.from(bytes)) });

/** The version that version-specific modules were built for. */
function builtFor(modules: readonly BuiltModule[]): OldestSeries | null {
  const minors = modules.flatMap(({ build }) => (build?.version ? [minorOf(build.version)] : []));
  if (minors.length === 0) return null;
  return { minor: Math.min(...minors), by: "the version the modules are built for", isBuilt: true };
}

/** The contents of an extension, without the possibly large data. */
export interface Kinds {
  /** True also for lists that include sources: the uses depend on the version. */
  hasSources: boolean;
  /** C or C++, which takes the headers to be read. */
  isCompiled: boolean;
  hasModules: boolean;
  /** The limited ABIs that each module promises to suffice. */
  promises: Abi[][];
  support: OldestSeries | null;
}

export const kindsIn = ({ sources, cython, uses, modules, support }: Extension): Kinds => ({
  support,
  promises: modules.map((module) => promisesOf(module).map(({ abi }) => abi)).filter(({ length }) => length > 0),
  hasSources: sources.length > 0 || cython.length > 0 || uses.length > 0,
  isCompiled: sources.length > 0,
  hasModules: modules.length > 0,
});

/** The part of an extension that promises a limited ABI. */
export const partFor = (abi: Abi, { modules, support }: Extension): Extension => ({
  sources: [],
  cython: [],
  commands: [],
  uses: [],
  modules: modules.filter((module) => promisesOf(module).some((promise) => promise.abi === abi)),
  unread: [],
  support,
});

/**
 * @param compilation null without sources
 * @throws CapidiffError `unknown-abi` and `invalid-target` if the version has no such target
 */
export function usesIn(
  { sources, cython, commands, uses, modules, unread }: Extension,
  compilation: CompilationOptions | null,
): CompiledUses {
  if (compilation === null) {
    const facts = { complete: unread.length === 0, diagnostics: unread, facts: {}, generated: {} };
    return { uses: { commit: null, source: groupUses(uses), modules, ...facts }, asked: { names: [], headers: [] } };
  }
  const { tree, target, defines, manifest, baseline, known, own, session } = compilation;
  const names = new AskedNames(known.with(own));
  const directives = (path: string) => [...directivesFor(path, commands), ...defines];
  const compiled = tree === null ? nothing : sourceUses(sources, tree, target, names, { directives, session });
  const named = cythonUses(cython, names);
  const found: VersionUses = {
    commit: manifest.commit,
    source: [...groupUses([...uses, ...named]), ...compiled.uses],
    modules,
    complete: compiled.complete && unread.length === 0,
    diagnostics: [
      ...unread,
      ...compiled.diagnostics.map(({ file, line, ...diagnostic }) => ({ ...diagnostic, place: { file, line } })),
    ],
    facts:
      baseline === null ? {} : factsOf([...uses, ...compiled.uses.map(({ use }) => use)], manifest, baseline, names),
    generated: Object.fromEntries(generatedFiles(sources)),
  };
  return { uses: found, asked: names.asked };
}

const nothing: SourceUses = { uses: [], diagnostics: [], complete: true };

/**
 * The uses among `keys`, each once and without faults found by compiling for one version: to look them up in other
 * versions by manifest only.
 */
export function namedUses(uses: VersionUses, keys: ReadonlySet<string>): VersionUses {
  const named = uses.source.flatMap(({ use }): UseGroup[] => {
    if (!keys.has(usedKey(use))) return [];
    const { fault: _fault, ...bare } = use;
    if ("declared" in bare) delete bare.declared;
    return [{ use: bare, places: [] }];
  });
  return { ...uses, source: mergeGroups(named) };
}

/**
 * Facts about names that are not declared where they are used, or that are listed but missing in the version: only for
 * names that the baseline lacks too; for a limited API, for all.
 */
function factsOf(
  uses: readonly Use[],
  manifest: Manifest,
  baseline: Manifest,
  known: Pick<KnownNames, "factsOf">,
): Record<string, KnownName> {
  const [there, before] = [manifest, baseline].map(
    ({ symbols, structs }) => new Set([...symbols, ...structs].map(({ name }) => name)),
  ) as [Set<string>, Set<string>];
  const isLimited = manifest.target.limitedApi !== null;
  const lacking = uses.flatMap((use) => {
    if (use.kind !== "symbol") return [];
    const { name, declared } = use;
    return (declared ?? there.has(name)) || (before.has(name) && !isLimited) ? [] : [name];
  });
  return factsIn(new Set(lacking), known);
}
