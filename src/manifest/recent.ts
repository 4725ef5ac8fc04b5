/** How many of one name are kept. */
const maxOfName = 3;
/** What no manifest used is dropped after this many of them. */
const maxAge = 2;

interface Used<T> {
  readonly made: T;
  /** The last manifest that used it. */
  manifest: number;
}

/** What was made for names of the last manifests. */
export class Recent<T> {
  readonly #known = new Map<string, Used<T>[]>();
  #manifest = 0;

  /** Starts a manifest. */
  begin(): void {
    this.#manifest++;
    const isRecent = ({ manifest }: Used<T>) => this.#manifest - manifest <= maxAge;
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
    if (found !== undefined) found.manifest = this.#manifest;
    return found?.made;
  }

  keep(name: string, made: T): void {
    const others = this.#known.get(name)?.slice(0, maxOfName - 1) ?? [];
    this.#known.set(name, [{ made, manifest: this.#manifest }, ...others]);
  }
}
