import { push } from "../../group-by.ts";

/** The declarations of a C library's headers, for the headers that CPython's include. */
export interface SystemHeaderFacts {
  /** Functions, variables, macros, typedefs and enumerators by declaring header; space-separated. */
  names: Readonly<Record<string, string>>;
  /** Tags of structs and unions, in the same form. */
  tags: Readonly<Record<string, string>>;
  /** Of these names, what other headers declare without including one of the above that does; in the same form. */
  namesElsewhere: Readonly<Record<string, string>>;
  tagsElsewhere: Readonly<Record<string, string>>;
  /** For any header, which of these it includes, directly or not; space-separated. */
  includes: Readonly<Record<string, string>>;
  /** Headers that include none of these. */
  others: string;
}

/** Finds the system headers that declare a name. */
export class SystemHeaders {
  readonly #names: ReadonlyMap<string, readonly string[]>;
  readonly #tags: ReadonlyMap<string, readonly string[]>;
  readonly #namesElsewhere: ReadonlyMap<string, readonly string[]>;
  readonly #tagsElsewhere: ReadonlyMap<string, readonly string[]>;
  readonly #includes: ReadonlyMap<string, readonly string[]>;
  readonly #known: ReadonlySet<string>;

  /** @param libraries a C library, and the parts of it that a C++ library's headers bring in */
  constructor(...libraries: readonly SystemHeaderFacts[]) {
    this.#names = byWord(libraries.map(({ names }) => names));
    this.#tags = byWord(libraries.map(({ tags }) => tags));
    this.#namesElsewhere = byWord(libraries.map(({ namesElsewhere }) => namesElsewhere));
    this.#tagsElsewhere = byWord(libraries.map(({ tagsElsewhere }) => tagsElsewhere));
    const brought = libraries.flatMap(({ includes }) => Object.entries(includes));
    this.#includes = new Map(brought.map(([header, words]) => [header, wordsOf(words)]));
    this.#known = new Set([...this.#includes.keys(), ...libraries.flatMap(({ others }) => wordsOf(others))]);
  }

  /**
   * The headers that declare a name, or complete a struct with the tag, themselves; best first, empty if there is none.
   */
  with(kind: "name" | "tag", name: string): readonly string[] {
    return (kind === "name" ? this.#names : this.#tags).get(name) ?? [];
  }

  /** Whether one of the headers, which are all that is included, declares a name or completes a struct with the tag. */
  declares(headers: ReadonlySet<string>, kind: "name" | "tag", name: string): boolean {
    const elsewhere = (kind === "name" ? this.#namesElsewhere : this.#tagsElsewhere).get(name) ?? [];
    return [...this.with(kind, name), ...elsewhere].some((header) => headers.has(header));
  }

  /** Whether a header belongs to the libraries. */
  isKnown(header: string): boolean {
    return this.#known.has(header);
  }

  /** The headers, and those they include. */
  broughtBy(headers: Iterable<string>): Set<string> {
    const all = new Set<string>();
    for (const header of headers) {
      all.add(header);
      for (const brought of this.#includes.get(header) ?? []) all.add(brought);
    }
    return all;
  }
}

/** Headers by word. Those with the fewest names come first, except for the standard places of types. */
function byWord(tables: readonly Readonly<Record<string, string>>[]): Map<string, string[]> {
  const rows = tables
    .flatMap((table) => Object.entries(table))
    .map(([header, text]) => [header, wordsOf(text)] as const);
  const rank = new Map(rows.map(([header, words]) => [header, homes.has(header) ? 0 : words.length]));
  const found = new Map<string, string[]>();
  for (const [header, words] of rows) {
    for (const word of words) push(found, word, header);
  }
  for (const headers of found.values()) headers.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  return found;
}

/** Where C and POSIX define types that other headers also declare. */
const homes = new Set(["stddef.h", "stdint.h", "sys/types.h"]);

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
