import { newestFirst } from "../c/newest-first.ts";

/** How many of one name are kept: a commit's targets may have different ones. */
const maxOfName = 3;

interface Used<T> {
  readonly made: T;
  /** The last commit that used it, counted. */
  commit: number;
}

/** What was made for names of the last two commits. What a commit needs anew replaces what those before it had. */
export class Recent<T> {
  readonly #known = new Map<string, Used<T>[]>();
  #commit = "";
  #count = 0;

  /** Starts a manifest of a commit. */
  begin(commit: string): void {
    if (commit === this.#commit) return;
    this.#commit = commit;
    this.#count++;
    const isRecent = (used: Used<T>) => this.#count - used.commit <= 1;
    for (const [name, all] of this.#known) {
      if (all.every(isRecent)) continue;
      const kept = all.filter(isRecent);
      if (kept.length === 0) this.#known.delete(name);
      else this.#known.set(name, kept);
    }
  }

  /** The last one made for a name that fits. */
  find(name: string, fits: (made: T) => boolean): T | undefined {
    const found = this.#known.get(name)?.find(({ made }) => fits(made));
    if (found !== undefined) found.commit = this.#count;
    return found?.made;
  }

  keep(name: string, made: T): void {
    const used = { made, commit: this.#count };
    const others = this.#known.get(name)?.filter(({ commit }) => commit === this.#count);
    this.#known.set(name, newestFirst(used, others, maxOfName));
  }
}
