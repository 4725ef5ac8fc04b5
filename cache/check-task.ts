import { Comparisons } from "../src/check/comparisons.ts";
import {
  type Compilation,
  type Extension,
  kindsIn,
  namedUses,
  readExtension,
  usesIn,
  type VersionUses,
} from "../src/check/extension.ts";
import type { InputFile } from "../src/check/input.ts";
import { type KnownJson, KnownNames } from "../src/check/known.ts";
import { judgeVersions, sideOf, type Version } from "../src/check/versions.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { Manifest } from "../src/manifest/model.ts";
import { jsonBytes } from "./json.ts";
import type { Parsed } from "./parsed.ts";

/** A version for a check: its manifest as JSON, and its tree if requested. */
export interface VersionBytes {
  manifest: Uint8Array;
  tree: SourceTree | null;
}

/** How sources are compiled for a version, as in `Compilation`. */
export interface CompilationBytes {
  tree: SourceTree | null;
  target: TargetRequest;
  defines: readonly string[];
  /** As JSON. */
  manifest: Uint8Array;
  /** `KnownNames` of all versions as JSON. */
  known: Uint8Array;
}

/** A step of a check; large values are JSON. */
export type CheckTask =
  /** Returns two lines: `Kinds`, and the `Extension`. */
  | { step: "read"; files: readonly InputFile[] }
  /** Returns `KnownNames` of one version. */
  | { step: "names"; manifest: Uint8Array }
  /** Returns `KnownNames` of all versions, from those of each in version order. */
  | { step: "known"; names: Uint8Array[] }
  /** Returns `VersionUses`. */
  | { step: "uses"; extension: Uint8Array; compilation: CompilationBytes | null }
  | { step: "side"; manifest: Uint8Array }
  /** `VersionUses`; `usedKey` selects the wanted part. */
  | { step: "named"; uses: Uint8Array; keys: string[] }
  | {
      step: "judge";
      from: VersionBytes;
      to: VersionBytes;
      uses: Uint8Array;
      before: Uint8Array | null;
      changes: boolean;
    };

/** Runs the steps of checks; keeps recent versions, since checks often share them. */
export class CheckWork {
  readonly #parsed: Parsed;
  readonly #comparisons = new Comparisons();

  constructor(parsed: Parsed) {
    this.#parsed = parsed;
  }

  async do(task: CheckTask): Promise<Buffer> {
    switch (task.step) {
      case "read": {
        const extension = await readExtension(task.files);
        return Buffer.concat([jsonBytes(kindsIn(extension)), jsonBytes(extension)]);
      }
      case "names":
        return jsonBytes(new KnownNames([this.#manifest(task.manifest)]));
      case "known":
        return jsonBytes(KnownNames.from(task.names.map((names) => parse<KnownJson>(names))));
      case "uses":
        return jsonBytes(
          usesIn(parse<Extension>(task.extension), task.compilation && this.#compilation(task.compilation)),
        );
      case "side":
        return jsonBytes(sideOf(this.#manifest(task.manifest)));
      case "named":
        return jsonBytes(namedUses(parse<VersionUses>(task.uses), new Set(task.keys)));
      case "judge": {
        const { from, to, uses, before, changes } = task;
        const compiled = before && parse<VersionUses>(before);
        const sides = [this.#version(from), this.#version(to)] as const;
        return jsonBytes(judgeVersions(...sides, parse<VersionUses>(uses), compiled, changes, this.#comparisons));
      }
    }
  }

  #compilation({ tree, target, defines, manifest, known }: CompilationBytes): Compilation {
    const names = this.#parsed.get(known, (json) => KnownNames.from([json as KnownJson]));
    return { tree, target, defines, manifest: this.#manifest(manifest), known: names };
  }

  #version({ manifest, tree }: VersionBytes): Version {
    return { manifest: this.#manifest(manifest), tree };
  }

  #manifest(bytes: Uint8Array): Manifest {
    return this.#parsed.get<Manifest>(bytes);
  }
}

const decoder = new TextDecoder();

function parse<T>(bytes: Uint8Array): T {
  return JSON.parse(decoder.decode(bytes));
}
