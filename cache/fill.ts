import type { Repository, ResolvedRef } from "../src/cpython/repository.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import { CapidiffError } from "../src/errors.ts";
import type { Builder } from "./builder.ts";
import { unreadable } from "./check-steps.ts";
import type { Indexes } from "./indexes.ts";

/** What an index is filled with, and from where. */
export interface FillOptions {
  repository: Pick<Repository, "tree">;
  builder: Pick<Builder, "manifest" | "index">;
  indexes: Indexes;
  /** Told before each manifest that is read. */
  onProgress?: (progress: FillProgress) => void;
  /** Ends it between two manifests. */
  signal?: AbortSignal;
}

export interface FillProgress {
  /** Manifests that are there, of those that were missing. */
  done: number;
  total: number;
  ref: string;
  target: TargetRequest;
}

/** What is missing of tags for targets: a tag with the targets that it lacks, in the order of the tags. */
export interface Missing {
  ref: ResolvedRef;
  targets: TargetRequest[];
}

export async function missingIn(
  indexes: Indexes,
  tags: readonly ResolvedRef[],
  targets: readonly TargetRequest[],
): Promise<Missing[]> {
  const known = await Promise.all(targets.map(async (target) => ({ target, index: await indexes.of(target) })));
  return tags.flatMap((ref) => {
    const lacking = known.filter(({ index }) => !index.has(ref.ref, ref.commit)).map(({ target }) => target);
    return lacking.length === 0 ? [] : [{ ref, targets: lacking }];
  });
}

/**
 * Reads what is missing and adds it to the index; that a tag has nothing for a target, too. Headers are downloaded while
 * those before are read.
 * @throws CapidiffError of the repository and of builds
 */
export async function fill(missing: readonly Missing[], options: FillOptions): Promise<void> {
  const { repository, builder, indexes, onProgress, signal } = options;
  const total = missing.reduce((sum, { targets }) => sum + targets.length, 0);
  let done = 0;
  let next = treeOf(missing[0]);
  for (const [i, { ref, targets }] of missing.entries()) {
    const tree = await next;
    next = treeOf(missing[i + 1]);
    for (const target of targets) {
      if (signal?.aborted) return;
      onProgress?.({ done, total, ref: ref.ref, target });
      try {
        if (tree instanceof CapidiffError) throw tree;
        await builder.index(target, await builder.manifest(tree as SourceTree, target));
      } catch (error) {
        if (!(error instanceof CapidiffError && unreadable.has(error.code))) throw error;
        const { code, message } = error;
        await indexes.addAbsence(target, { ref: ref.ref, commit: ref.commit, absence: { code, message } });
      }
      done++;
    }
  }

  /** An error is given, since nobody may wait for it yet. */
  async function treeOf(one: Missing | undefined): Promise<SourceTree | CapidiffError | null> {
    if (one === undefined || signal?.aborted) return null;
    try {
      return await repository.tree(one.ref);
    } catch (error) {
      if (error instanceof CapidiffError) return error;
      throw error;
    }
  }
}
