import { decodeText } from "../cpython/files.ts";
import type { TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import { CapidiffError } from "../errors.ts";
import type { Manifest } from "../manifest/model.ts";
import { type InputFile, readInputs } from "./input.ts";
import { KnownNames } from "./known.ts";
import type { CheckDiagnostic } from "./model.ts";
import type { BuiltModule } from "./module/module.ts";
import { cythonUses } from "./pyx/uses.ts";
import { type SourceText, sourceUses } from "./source/uses.ts";
import type { Use } from "./use.ts";

/** An extension as it was given, its archives unpacked. */
export interface Extension {
  /** C and C++: what they use depends on the version that they are compiled for. */
  sources: SourceText[];
  /** `.pyx` and its like: names in them are the C API's where a version has them. */
  cython: SourceText[];
  /** Of lists. */
  uses: Use[];
  modules: BuiltModule[];
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
  /** Sources that Cython wrote, and the version of each. */
  cython: Record<string, string>;
}

/** How sources are compiled for a version. */
export interface Compilation {
  tree: SourceTree;
  target: TargetRequest;
  /** Of all versions whose names may be meant. */
  known: readonly Manifest[];
}

/** Bytes of sources that are read together. */
const mostSource = 64 * 2 ** 20;

/** @throws CapidiffError of what is given, as `readInputs` does; `payload-too-large` for more sources than can be read */
export async function readExtension(files: readonly InputFile[]): Promise<Extension> {
  const { sources, cython, modules, uses } = await readInputs(files);
  const size = [...sources, ...cython].reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > mostSource) {
    throw new CapidiffError("payload-too-large", `There are more than ${mostSource / 2 ** 20} MB of sources.`);
  }
  return {
    sources: sources.map(textOf),
    cython: cython.map(textOf),
    uses,
    modules,
  };
}

const textOf = ({ file, bytes }: InputFile): SourceText => ({ path: file, text: decodeText(Buffer.from(bytes)) });

/** What there is in an extension, which may be large. */
export interface Kinds {
  /** Then what it uses depends on the version. */
  hasSources: boolean;
  hasModules: boolean;
}

export const kindsIn = ({ sources, cython, modules }: Extension): Kinds => ({
  hasSources: sources.length > 0 || cython.length > 0,
  hasModules: modules.length > 0,
});

/**
 * @param compilation null where there are no sources
 * @throws CapidiffError `unknown-abi` and `invalid-target` where the version has no such target
 */
export function usesIn({ sources, cython, uses, modules }: Extension, compilation: Compilation | null): VersionUses {
  if (compilation === null) return { commit: null, source: uses, modules, complete: true, diagnostics: [], cython: {} };
  const { tree, target, known } = compilation;
  const names = new KnownNames(known);
  const compiled = sourceUses(sources, tree, target, names);
  const named = cythonUses(cython, names);
  return {
    commit: tree.commit,
    source: [...uses, ...named, ...compiled.uses],
    modules,
    complete: compiled.complete,
    diagnostics: compiled.diagnostics.map(({ code, file, line, message }) => ({
      code,
      place: { file, line },
      message,
      gap: !compiled.complete,
    })),
    cython: Object.fromEntries(compiled.cython),
  };
}
