import { type Extension, kindsIn, namedUses, readExtension, usesIn, type VersionUses } from "../src/check/extension.ts";

import type { InputFile } from "../src/check/input.ts";
import { KnownNames } from "../src/check/known.ts";
import { judgeVersions, sideOf, type Version } from "../src/check/versions.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { Manifest } from "../src/manifest/model.ts";

/** A version for a check: its manifest as JSON, and its tree where that is asked for. */
export interface VersionBytes {
  manifest: Uint8Array;
  tree: SourceTree | null;
}

/** How sources are compiled for a version; null where there are none. */
export interface CompilationBytes {
  tree: SourceTree;
  target: TargetRequest;
  defines: readonly string[];
  /** As JSON. */
  manifest: Uint8Array;
  /** `KnownNames` of all versions, as JSON. */
  known: Uint8Array;
}

/** A step of a check, all that is big as JSON; what `src/check/` makes of it is answered as JSON too. */
export type CheckTask =
  | { step: "read"; files: readonly InputFile[] }
  | { step: "kinds"; extension: Uint8Array }
  /** Manifests, in the order of versions. */
  | { step: "known"; manifests: Uint8Array[] }
  | { step: "uses"; extension: Uint8Array; compilation: CompilationBytes | null }
  | { step: "side"; manifest: Uint8Array }
  /** `VersionUses` as JSON; `usedKey` of what is wanted of them. */
  | { step: "named"; uses: Uint8Array; keys: string[] }
  | {
      step: "judge";
      from: VersionBytes;
      to: VersionBytes;
      uses: Uint8Array;
      before: Uint8Array | null;
      changes: boolean;
    };

/** @param manifestOf for who has just built what he asks for */
export async function workOn(task: CheckTask, manifestOf: (bytes: Uint8Array) => Manifest = parse): Promise<unknown> {
  const version = ({ manifest, tree }: VersionBytes): Version => ({ manifest: manifestOf(manifest), tree });
  switch (task.step) {
    case "read":
      return readExtension(task.files);
    case "kinds":
      return kindsIn(parse<Extension>(task.extension));
    case "known": {
      const known = new KnownNames();
      // One after the other: a manifest takes far more room than its names.
      for (const manifest of task.manifests) known.add(manifestOf(manifest));
      return known;
    }
    case "uses": {
      const { extension, compilation } = task;
      const compiled = compilation && {
        ...compilation,
        manifest: manifestOf(compilation.manifest),
        known: KnownNames.from(parse(compilation.known)),
      };
      return usesIn(parse<Extension>(extension), compiled);
    }
    case "side":
      return sideOf(manifestOf(task.manifest));
    case "named":
      return namedUses(parse<VersionUses>(task.uses), new Set(task.keys));
    case "judge": {
      const { from, to, uses, before, changes } = task;
      const compiled = before && parse<VersionUses>(before);
      return judgeVersions(version(from), version(to), parse<VersionUses>(uses), compiled, changes);
    }
  }
}

const decoder = new TextDecoder();

function parse<T>(bytes: Uint8Array): T {
  return JSON.parse(decoder.decode(bytes));
}
