import { decodeText } from "../cpython/files.ts";
import type { TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { CapidiffError } from "../errors.ts";
import type { Manifest } from "../manifest/model.ts";
import { limitedApiIn, requiredBy, type Support } from "./baseline.ts";
import { type CompileCommand, directivesFor } from "./compile-commands.ts";
import { type Generator, generatedFiles } from "./generators.ts";
import { type InputFile, readInputs } from "./input.ts";
import type { KnownNames, NameFacts } from "./known.ts";
import { type CheckDiagnostic, usedKey } from "./model.ts";
import type { BuiltModule } from "./module/module.ts";
import { cythonUses } from "./pyx/uses.ts";
import { type SourceText, type SourceUses, sourceUses } from "./source/uses.ts";
import type { Use } from "./use.ts";

/** An extension as it was given, its archives unpacked. */
export interface Extension {
  /** C and C++: what they use depends on the version that they are compiled for. */
  sources: SourceText[];
  /** `.pyx` and its like: names in them are the C API's where a version has them. */
  cython: SourceText[];
  /** How the build compiles sources, where that is given. */
  commands: CompileCommand[];
  /** Of lists. */
  uses: Use[];
  modules: BuiltModule[];
  support: Support | null;
}

/** What an extension uses that is compiled for one version. */
export interface VersionUses {
  /** The commit that sources are compiled for; null where there are none. */
  commit: string | null;
  /** Of sources, lists and `.pyx`. */
  source: Use[];
  /** The same for all versions. */
  modules: BuiltModule[];
  /** False where something that was not understood may hide a use. */
  complete: boolean;
  diagnostics: CheckDiagnostic[];
  /** What is known of names that the version does not declare, in all versions. */
  facts: Record<string, NameFacts>;
  /** Sources that no one mends by hand, and what wrote each. */
  generated: Record<string, Generator>;
}

/** How sources are compiled for a version, and what names of lists are in it. */
export interface Compilation {
  /** Null where there is no C or C++. */
  tree: SourceTree | null;
  target: TargetRequest;
  /** Directives of the build: `#define NAME VALUE`, `#undef NAME`. */
  defines: readonly string[];
  /** Of the version itself. */
  manifest: Manifest;
  /** Of all versions whose names may be meant. */
  known: KnownNames;
}

/** Bytes of sources that are read together. */
const mostSource = 64 * 2 ** 20;

/** @throws CapidiffError of what is given, as `readInputs` does; `payload-too-large` for more sources than can be read */
export async function readExtension(files: readonly InputFile[]): Promise<Extension> {
  const { sources, cython, modules, uses, project, commands } = await readInputs(files);
  if ([sources, cython, modules, uses].every(({ length }) => length === 0)) {
    throw new CapidiffError("invalid-request", "The input contains no source, module, wheel or list.");
  }
  const size = [...sources, ...cython].reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > mostSource) {
    throw new CapidiffError("payload-too-large", `The sources exceed ${mostSource / 2 ** 20} MB.`);
  }
  const texts = sources.map(textOf);
  const support = requiredBy(project.map(textOf)) ?? limitedApiIn(texts.map(({ text }) => text)) ?? builtFor(modules);
  return { sources: texts, cython: cython.map(textOf), commands, uses, modules, support };
}

const textOf = ({ file, bytes }: InputFile): SourceText => ({ path: file, text: decodeText(Buffer.from(bytes)) });

/** What modules that are for one version say: that it worked with that. */
function builtFor(modules: readonly BuiltModule[]): Support | null {
  const minors = modules.flatMap(({ build }) => (build?.version ? [Number(build.version.split(".")[1])] : []));
  return minors.length === 0 ? null : { minor: Math.min(...minors), by: "the version the modules are built for" };
}

/** What there is in an extension, which may be large. */
export interface Kinds {
  /** Or a list: then what it uses depends on the version. */
  hasSources: boolean;
  /** C or C++, which takes the headers to be read. */
  isCompiled: boolean;
  hasModules: boolean;
  support: Support | null;
}

export const kindsIn = ({ sources, cython, uses, modules, support }: Extension): Kinds => ({
  support,
  hasSources: sources.length > 0 || cython.length > 0 || uses.length > 0,
  isCompiled: sources.length > 0,
  hasModules: modules.length > 0,
});

/**
 * @param compilation null where there are no sources
 * @throws CapidiffError `unknown-abi` and `invalid-target` where the version has no such target
 */
export function usesIn(
  { sources, cython, commands, uses, modules }: Extension,
  compilation: Compilation | null,
): VersionUses {
  if (compilation === null)
    return { commit: null, source: uses, modules, complete: true, diagnostics: [], facts: {}, generated: {} };
  const { tree, target, defines, manifest, known } = compilation;
  // It may be between those that are known: a branch, an alpha.
  const names = known.with(manifest);
  const directives = (path: string) => [...directivesFor(path, commands), ...defines];
  const compiled = tree === null ? nothing : sourceUses(sources, tree, target, names, directives);
  const named = cythonUses(cython, names);
  return {
    commit: manifest.commit,
    source: [...uses, ...named, ...compiled.uses],
    modules,
    complete: compiled.complete,
    diagnostics: compiled.diagnostics.map(({ code, file, line, message }) => ({
      code,
      place: { file, line },
      message,
      gap: !compiled.complete && !code.startsWith("unread-"),
    })),
    facts: factsOf([...uses, ...compiled.uses], manifest, names),
    generated: Object.fromEntries(generatedFiles(sources)),
  };
}

const nothing: SourceUses = { uses: [], diagnostics: [], complete: true };

/**
 * What is used that is among `keys`, each once and without what a compiler of one version finds of it: for other versions,
 * which are asked by their manifests alone.
 */
export function namedUses(uses: VersionUses, keys: ReadonlySet<string>): VersionUses {
  const named = new Map<string, Use>();
  for (const use of uses.source) {
    if (!keys.has(usedKey(use))) continue;
    const { fault: _fault, expansions: _expansions, ...bare } = { ...use, place: null };
    if ("declared" in bare) delete bare.declared;
    named.set(JSON.stringify(bare), bare);
  }
  return { ...uses, source: [...named.values()] };
}

/** Of names that are not declared where they are used, or that a list has and the version has not. */
function factsOf(uses: readonly Use[], { symbols, structs }: Manifest, known: KnownNames): Record<string, NameFacts> {
  const facts = new Map<string, NameFacts>();
  const there = new Set([...symbols, ...structs].map(({ name }) => name));
  for (const use of uses) {
    const name = use.kind === "symbol" ? use.name : use.kind === "member" ? use.struct : null;
    if (name === null || use.kind === "header" || facts.has(name)) continue;
    if (use.declared ?? there.has(name)) continue;
    const found = known.factsOf(name);
    if (found !== null) facts.set(name, found);
  }
  return Object.fromEntries(facts);
}
