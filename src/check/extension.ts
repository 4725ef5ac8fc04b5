import type { TargetRequest } from "../cpython/target.ts";
import type { SourceTree } from "../cpython/tree.ts";
import type { Manifest } from "../manifest/model.ts";
import { parseUseList, usesOfList } from "./list.ts";
import type { CheckDiagnostic } from "./model.ts";
import { type BuiltModule, isModule, moduleUses, readModules } from "./module/module.ts";
import type { Use } from "./use.ts";

export interface InputFile {
  file: string;
  bytes: Uint8Array;
}

/** An extension as it was given, its archives unpacked. */
export interface Extension {
  /** C and C++: what they use depends on the version that they are compiled for. */
  sources: { path: string; text: string }[];
  /** Of what is no C: lists, `.pyx`. */
  uses: Use[];
  modules: BuiltModule[];
}

/** What an extension uses that is compiled for one version. */
export interface VersionUses {
  /** Of sources, lists and `.pyx`. */
  source: Use[];
  /** What modules import; the same for all versions. */
  binary: Use[];
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

export async function readExtension(files: readonly InputFile[]): Promise<Extension> {
  const extension: Extension = { sources: [], uses: [], modules: [] };
  for (const { file, bytes } of files) {
    if (isModule(bytes)) extension.modules.push(...readModules(bytes, file));
    else extension.uses.push(...usesOfList(parseUseList(JSON.parse(new TextDecoder().decode(bytes)))));
  }
  return extension;
}

export function usesIn({ uses, modules }: Extension, _for: Compilation | null): VersionUses {
  return { source: uses, binary: modules.flatMap(moduleUses), complete: true, diagnostics: [], cython: {} };
}
