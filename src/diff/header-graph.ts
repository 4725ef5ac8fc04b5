import type { Entry, ManifestHeader } from "../manifest/model.ts";

/** A header as the subject of a change, named by its path. */
export interface HeaderEntry extends Entry {
  kind: "header";
}

/** The header that all extensions include. */
export const pythonHeader = "Include/Python.h";

/** Which headers include which, directly or indirectly. */
export class HeaderGraph {
  readonly #includes: ReadonlyMap<string, readonly string[]>;
  /** The headers that may be named in `#include` lines. */
  readonly #named: readonly string[];
  readonly #entries = new Map<string, readonly string[]>();
  readonly #brought = new Map<string, ReadonlySet<string>>();

  constructor(headers: readonly ManifestHeader[]) {
    this.#includes = new Map(headers.map(({ path, includes }) => [path, includes]));
    this.#named = [...this.#includes.keys()].filter(isEntry);
  }

  paths(): Iterable<string> {
    return this.#includes.keys();
  }

  has(path: string): boolean {
    return this.#includes.has(path);
  }

  /** Whether including one header brings in another; each brings in itself if it exists. */
  brings(path: string, other: string): boolean {
    return this.#closure(path).has(other);
  }

  /** Whether code that includes `Python.h`, as all extensions must, gets the header. */
  inPython(path: string): boolean {
    return this.brings(pythonHeader, path);
  }

  /** Headers directly in `Include`, which an extension may include, that bring in this one. */
  entriesTo(path: string): readonly string[] {
    const known = this.#entries.get(path);
    if (known !== undefined) return known;
    const entries = this.#named.filter((entry) => this.brings(entry, path));
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

/** Only headers directly in `Include` are named in `#include` lines; those in subfolders are included by others. */
export function isEntry(path: string): boolean {
  return /^Include\/[^/]+$/.test(path);
}

/** As written in an `#include` line. */
export function includeName(path: string): string {
  return `"${path.replace(/^Include\//, "")}"`;
}
