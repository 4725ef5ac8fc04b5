import type { ManifestHeader } from "../manifest/model.ts";

/** Which headers bring which, by their `#include` lines. */
export class HeaderGraph {
  readonly #includes: ReadonlyMap<string, readonly string[]>;
  readonly #entries = new Map<string, readonly string[]>();
  readonly #brought = new Map<string, ReadonlySet<string>>();

  constructor(headers: readonly ManifestHeader[]) {
    this.#includes = new Map(headers.map(({ path, includes }) => [path, includes]));
  }

  has(path: string): boolean {
    return this.#includes.has(path);
  }

  /** Whether `#include` of one header brings another, directly or not; each brings itself if it is there. */
  brings(path: string, other: string): boolean {
    return this.#closure(path).has(other);
  }

  /** Whether code that includes `Python.h`, as all extensions must, has the header. */
  inPython(path: string): boolean {
    return this.brings("Include/Python.h", path);
  }

  /** Headers that an extension may name in `#include` and that bring this one: those directly in `Include`. */
  entriesTo(path: string): readonly string[] {
    const known = this.#entries.get(path);
    if (known !== undefined) return known;
    const entries = [...this.#includes.keys()].filter((entry) => isEntry(entry) && this.brings(entry, path));
    this.#entries.set(path, entries);
    return entries;
  }

  #closure(path: string): ReadonlySet<string> {
    const known = this.#brought.get(path);
    if (known !== undefined) return known;
    const brought = new Set<string>();
    const open = [path];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const includes = this.#includes.get(next);
      if (includes === undefined || brought.has(next)) continue;
      brought.add(next);
      open.push(...includes);
    }
    this.#brought.set(path, brought);
    return brought;
  }
}

/** Headers of the folders below are brought by others, only these are named in `#include`. */
export function isEntry(path: string): boolean {
  return /^Include\/[^/]+$/.test(path);
}

/** As in an `#include` line. */
export function includeName(path: string): string {
  return `"${path.replace(/^Include\//, "")}"`;
}
