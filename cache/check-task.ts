import type { VersionData } from "../src/check/api.ts";
import type { Asked } from "../src/check/asked.ts";
import { Unread } from "../src/check/earlier-uses.ts";
import {
  type CompilationOptions,
  type Extension,
  kindsIn,
  namedUses,
  partFor,
  readExtension,
  usesIn,
  type VersionUses,
} from "../src/check/extension.ts";
import type { InputFile } from "../src/check/input-file.ts";
import { factsIn, type KnownJson, type KnownName, KnownNames } from "../src/check/known.ts";
import { questionOf } from "../src/check/lookups.ts";
import type { Occurrence } from "../src/check/since.ts";
import type { UseGroup } from "../src/check/use-groups.ts";
import { judgeVersions, sideOf } from "../src/check/versions.ts";
import type { Abi, Platform, TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { Manifest } from "../src/manifest/model.ts";
import { jsonBytes, parseJson } from "./json.ts";
import type { ThreadState } from "./thread-state.ts";

/** A version for a check: its manifest as JSON, and its tree if requested. */
export interface VersionBytes {
  manifest: Uint8Array;
  tree: SourceTree | null;
}

/** The names of some versions, as JSON of `KnownNames`, or those of one, as its manifest. */
export type NamesBytes = { names: Uint8Array } | { manifest: Uint8Array };

/** How sources are compiled for a version, as in `CompilationOptions`. */
export interface CompilationBytes {
  tree: SourceTree | null;
  target: TargetRequest;
  defines: readonly string[];
  /** As JSON. */
  manifest: Uint8Array;
  /** Likewise. */
  baseline: Uint8Array | null;
  /** Oldest first. */
  known: readonly NamesBytes[];
}

/** What `judgeVersions` takes. */
interface Judgement {
  from: VersionBytes;
  to: VersionBytes;
  uses: Uint8Array;
  /** The uses when compiled for `from`; null if that does not matter, undefined if they are not known. */
  before: Uint8Array | null | undefined;
  changes: boolean;
  /** About names that neither has. */
  facts: Readonly<Record<string, KnownName>>;
}

type Mentions = { platform: Platform; asked: Asked } & ({ tree: SourceTree } | { manifest: Uint8Array });

interface OccurrencesInput {
  /** The manifest to compare with, or its outline. */
  baseline: Uint8Array;
  /** The version's outline, or its tree to make one of. */
  version: { outline: Uint8Array } | { tree: SourceTree };
  target: TargetRequest;
  uses: Uint8Array;
}

/**
 * The steps of a check that threads do, with JSON as input and output. A new step is one entry here.
 */
const steps = {
  /** Returns two lines: `Kinds`, and the `Extension`. */
  async read({ files }: { files: readonly InputFile[] }) {
    const extension = await readExtension(files);
    return Buffer.concat([jsonBytes(kindsIn(extension)), jsonBytes(extension)]);
  },

  /** Returns `KnownNames` of one version. */
  async names({ manifest }: { manifest: Uint8Array }, state: ThreadState) {
    return namesBytes(namesOf(state.manifest(manifest), state), state);
  },

  /** Returns `KnownNames` of all versions, from those of each in version order. */
  async known({ names }: { names: readonly Uint8Array[] }, state: ThreadState) {
    const parts = names.map((bytes) => state.parsed.own<KnownNames>(bytes) ?? KnownNames.from(parseJson(bytes)));
    return namesBytes(KnownNames.joined(parts), state);
  },

  /** Returns facts about those of the names that any of the versions has. */
  async facts({ names, known }: { names: readonly string[]; known: readonly NamesBytes[] }, state: ThreadState) {
    return jsonBytes(factsIn(names, layered(known, state)));
  },

  /** Returns two lines: `Asked`, and `VersionUses`. `part`: the limited ABI whose modules are meant; null for the whole extension. */
  async uses(
    { extension, part, compilation }: { extension: Uint8Array; part: Abi | null; compilation: CompilationBytes | null },
    state: ThreadState,
  ) {
    const whole: Extension = parseJson(extension);
    const parsed = part === null ? whole : partFor(part, whole);
    const { asked, uses } = usesIn(parsed, compilation && (await compilationOf(compilation, state)));
    return Buffer.concat([jsonBytes(asked), jsonBytes(uses)]);
  },

  /** Whether the names of a version may have anything that was asked, by its manifest or else its tree. */
  async mentions({ platform, asked, ...given }: Mentions) {
    const { jsonMayHave, mayHave } = await import("../src/manifest/mentions.ts");
    if ("tree" in given) return jsonBytes(mayHave(given.tree, platform, asked));
    return jsonBytes(jsonMayHave(Buffer.from(given.manifest).toString(), asked));
  },

  /** Returns `DiffSide`. */
  async side({ manifest }: { manifest: Uint8Array }, state: ThreadState) {
    return jsonBytes(sideOf(state.manifest(manifest)));
  },

  /** Returns the part of `VersionUses` that has these keys of `usedKey`. */
  async named({ uses, keys }: { uses: Uint8Array; keys: readonly string[] }) {
    return jsonBytes(namedUses(parseJson(uses), new Set(keys)));
  },

  /** Returns `Judged`; null if it takes `before`, which is not known. */
  async judge({ from, to, uses, before, changes, facts }: Judgement, state: ThreadState) {
    const unread = new Unread();
    const compiled: VersionUses | Unread | null = before === undefined ? unread : before && parseJson(before);
    const sides = [versionOf(from, state), versionOf(to, state)] as const;
    const own: VersionUses = parseJson(uses);
    const known = { ...own, facts: { ...own.facts, ...facts } };
    const judged = judgeVersions(...sides, known, compiled, changes, await state.comparisons());
    return jsonBytes(unread.isMissed ? null : judged);
  },

  /** Returns `Occurrence`s in a version, by an outline. */
  async occurrences({ baseline, version, target, uses }: OccurrencesInput, state: ThreadState) {
    const parsed: VersionUses = parseJson(uses);
    const outline: Manifest =
      "tree" in version ? await outlineOf(version.tree, target, parsed.source, state) : parseJson(version.outline);
    const from = versionOf({ manifest: baseline, tree: null }, state);
    const to = { manifest: outline, tree: null };
    const { findings } = judgeVersions(from, to, parsed, null, false, await state.comparisons());
    return jsonBytes(findings.map(({ kind, by, used, change }): Occurrence => ({ kind, by, used, change })));
  },
};

type StepName = keyof typeof steps;

/** A step of a check with its input. */
export type CheckTask = { [Name in StepName]: { step: Name } & Parameters<(typeof steps)[Name]>[0] }[StepName] & {
  /** Whether the check is of a large extension, whose steps hold a thread for seconds. */
  isLarge?: boolean;
};

/** @throws CapidiffError of the files and headers */
export function runStep(task: CheckTask, state: ThreadState): Promise<Buffer> {
  const step: (input: never, state: ThreadState) => Promise<Buffer> = steps[task.step];
  return step(task as never, state);
}

/** The engine that reads headers is loaded only here: an index has outlines of its own. */
async function outlineOf(
  tree: SourceTree,
  target: TargetRequest,
  uses: readonly UseGroup[],
  state: ThreadState,
): Promise<Manifest> {
  const { buildOutline } = await import("../src/manifest/outline.ts");
  return buildOutline(tree, target, questionOf(uses.map(({ use }) => use)), await state.session(tree));
}

async function compilationOf(
  { manifest, baseline, known, ...given }: CompilationBytes,
  state: ThreadState,
): Promise<CompilationOptions> {
  const parsed = state.manifest(manifest);
  const compared = baseline && state.manifest(baseline);
  const session = await state.sources();
  return {
    ...given,
    manifest: parsed,
    baseline: compared,
    known: layered(known, state),
    own: namesOf(parsed, state),
    session,
  };
}

/** The names of versions. */
function layered(known: readonly NamesBytes[], state: ThreadState): KnownNames {
  const parts = known.map((part) =>
    "manifest" in part
      ? namesOf(state.manifest(part.manifest), state)
      : state.parsed.get(part.names, (json) => KnownNames.from(json as KnownJson)),
  );
  return KnownNames.layered(parts);
}

/** The names of one version. */
function namesOf(manifest: Manifest, { names }: ThreadState): KnownNames {
  const made = names.get(manifest) ?? new KnownNames([manifest]);
  names.set(manifest, made);
  return made;
}

/** Names as JSON, which need not be parsed in this thread. */
function namesBytes(names: KnownNames, { parsed }: ThreadState): Buffer {
  const bytes = jsonBytes(names);
  parsed.set(bytes, names);
  return bytes;
}

const versionOf = ({ manifest, tree }: VersionBytes, state: ThreadState): VersionData => ({
  manifest: state.manifest(manifest),
  tree,
});
