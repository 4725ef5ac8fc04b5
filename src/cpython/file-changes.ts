import type { SourceTree } from "./tree.ts";

/** Finds the files that differ between two trees, once for the many readings of a manifest. */
export class FileChanges {
  #before: SourceTree | null = null;
  #now: SourceTree | null = null;
  #paths: readonly string[] = [];

  /** The paths of files that differ or that only one tree has. */
  between(before: SourceTree, now: SourceTree): readonly string[] {
    if (before !== this.#before || now !== this.#now) {
      this.#paths = differing(before, now);
      this.#before = before;
      this.#now = now;
    }
    return this.#paths;
  }
}

function differing({ files: before }: SourceTree, { files: now }: SourceTree): string[] {
  const changed = [...now.values()].filter(({ path, text }) => before.get(path)?.text !== text).map(({ path }) => path);
  return [...changed, ...[...before.keys()].filter((path) => !now.has(path))];
}
