import type { KnownNames } from "./known.ts";
import type { KnownApi } from "./source/uses.ts";

/** Names not found in the versions read so far, which other versions may have. */
export interface Asked {
  /** Of symbols, structs, enums, tags and members. */
  names: string[];
  /** As in an `#include`. */
  headers: string[];
}

/** Answers from the versions that are known, and notes the questions that others may answer otherwise. */
export class AskedNames implements KnownApi {
  readonly #known: KnownNames;
  readonly #names = new Set<string>();
  readonly #headers = new Set<string>();

  constructor(known: KnownNames) {
    this.#known = known;
  }

  get asked(): Asked {
    return { names: [...this.#names], headers: [...this.#headers] };
  }

  isName(name: string): boolean {
    const is = this.#known.isName(name);
    if (!is) this.#names.add(name);
    return is;
  }

  isBrought(name: string, headers: readonly string[]): boolean {
    const is = this.#known.isBrought(name, headers);
    if (!is) this.#names.add(name);
    return is;
  }

  structsWith(member: string): readonly string[] {
    // Others have no prefix, and so identify no struct in any version.
    if (/^[a-z]{1,4}_/.test(member)) this.#names.add(member);
    return this.#known.structsWith(member);
  }

  isHeader(name: string): boolean {
    const is = this.#known.isHeader(name);
    if (!is) this.#headers.add(name);
    return is;
  }

  factsOf(name: string): ReturnType<KnownNames["factsOf"]> {
    this.#names.add(name);
    return this.#known.factsOf(name);
  }
}
