import type { Repository, ResolvedRef } from "../src/cpython/repository.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import { CapidiffError } from "../src/errors.ts";
import type { Builder } from "./builder.ts";
import type { Indexes } from "./indexes.ts";
import { isUnreadable } from "./unreadable.ts";

/** Options for filling an index. */
export interface FillOptions {
  repository: Pick<Repository, "trees">;
  builder: Builder;
  indexes: Indexes;
  /** Called before each manifest. */
  onProgress?: (progress: FillProgress) => void;
  /** Awaited before each manifest. */
  ready?: () => Promise<void>;
  /** Stops between two manifests. */
  signal?: AbortSignal;
}

/** How far filling the index has come, and what is read now. */
export interface FillProgress {
  /** Number of missing manifests read so far. */
  done: number;
  total: number;
  ref: string;
  target: TargetRequest;
}

/** A tag with the targets missing for it, in the order of tags. */
export interface MissingManifests {
  ref: ResolvedRef;
  targets: TargetRequest[];
}

/** The tags whose manifests the index lacks, each with the targets it lacks. */
export async function missingIn(
  indexes: Indexes,
  tags: readonly ResolvedRef[],
  targets: readonly TargetRequest[],
): Promise<MissingManifests[]> {
  const known = await Promise.all(targets.map(async (target) => ({ target, index: await indexes.of(target) })));
  return tags.flatMap((ref) => {
    const lacking = known.filter(({ index }) => !index.has(ref.ref, ref.commit)).map(({ target }) => target);
    return lacking.length === 0 ? [] : [{ ref, targets: lacking }];
  });
}

/**
 * Reads missing manifests and adds them to the index, or records that a tag has none for a target. Headers are fetched
 * in few requests.
 * @throws CapidiffError of the repository and of builds
 */
export async function fill(missing: readonly MissingManifests[], options: FillOptions): Promise<void> {
  const { repository, builder, indexes, onProgress, ready, signal } = options;
  const total = missing.reduce((sum, { targets }) => sum + targets.length, 0);
  let done = 0;
  let at = 0;
  for await (const tree of treesOf(repository, missing)) {
    const { ref, targets } = missing[at++] as MissingManifests;
    for (const target of targets) {
      if (signal?.aborted) return;
      onProgress?.({ done, total, ref: ref.ref, target });
      await ready?.();
      try {
        if (tree instanceof CapidiffError) throw tree;
        await builder.build("index", { target, manifest: await builder.build("manifest", { tree, target }) });
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        const { code, message } = error;
        await indexes.addAbsence(target, { ref: ref.ref, commit: ref.commit, absence: { code, message } });
      }
      done++;
    }
  }
}

/** The tree of each tag, fetched in few requests; an error for a tag without CPython's headers. */
async function* treesOf(
  repository: FillOptions["repository"],
  missing: readonly MissingManifests[],
): AsyncGenerator<SourceTree | CapidiffError> {
  let next = 0;
  while (next < missing.length) {
    try {
      for await (const tree of repository.trees(missing.slice(next).map(({ ref }) => ref))) {
        next++;
        yield tree;
      }
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      next++;
      yield error;
    }
  }
}
