import { HeaderGraph } from "../diff/header-graph.ts";
import { memberTree } from "../diff/member-tree.ts";
import type { Manifest, ManifestStruct } from "../manifest/model.ts";
import { isInternalHeader } from "./api.ts";
import type { KnownApi } from "./source/uses.ts";

/** What the names of the C API are in some versions: a source uses what one of them has, whether its target has it or not. */
export class KnownNames implements KnownApi {
  /** For each name what includes may bring it. */
  readonly #names = new Map<string, Set<string>>();
  readonly #headers = new Set<string>();
  readonly #structs = new Map<string, Set<string>>();

  constructor(manifests: Iterable<Manifest>) {
    for (const manifest of manifests) this.#add(manifest);
  }

  /** Whether a symbol, a struct or its tag, or an enum has the name, also one that only other targets have. */
  isName(name: string): boolean {
    return this.#names.has(name);
  }

  isBrought(name: string, headers: readonly string[]): boolean {
    const entries = this.#names.get(name);
    return entries !== undefined && (entries.has("Python.h") || headers.some((header) => entries.has(header)));
  }

  /** The structs that the public headers complete, that have such a member, and whose members are called alike. */
  structsWith(member: string): readonly string[] {
    return [...(this.#structs.get(member) ?? [])];
  }

  /** Whether there is a header of the name, as an `#include` gives it. */
  isHeader(name: string): boolean {
    return this.#headers.has(name);
  }

  #add({ symbols, structs, enums, elsewhere, headers }: Manifest): void {
    const graph = new HeaderGraph(headers);
    const entries = new Map(headers.map(({ path }) => [path, entriesTo(path, graph)]));
    for (const { name, header } of [...symbols, ...structs, ...enums]) this.#addName(name, entries.get(header));
    for (const { tag, header } of [...structs, ...enums]) if (tag !== null) this.#addName(tag, entries.get(header));
    for (const { name } of elsewhere) this.#addName(name, ["Python.h"]);
    for (const { path } of headers) for (const name of includeNames(path)) this.#headers.add(name);
    for (const struct of structs) {
      if (struct.surface === "internal" || struct.opaque) continue;
      for (const name of namespaced(struct)) {
        const known = this.#structs.get(name);
        if (known) known.add(struct.name);
        else this.#structs.set(name, new Set([struct.name]));
      }
    }
  }

  #addName(name: string, entries: readonly string[] = []): void {
    const known = this.#names.get(name) ?? new Set();
    this.#names.set(name, known);
    for (const entry of entries) known.add(entry);
  }
}

/** How an `#include` names a header; those who include internal ones may leave their folder out. */
function includeNames(path: string): string[] {
  const name = path.replace(/^Include\//, "");
  return isInternalHeader(name) ? [name, name.replace(/^internal\//, "")] : [name];
}

/** What an `#include` names that brings a header. */
const entriesTo = (path: string, graph: HeaderGraph): string[] =>
  [path, ...graph.entriesTo(path)].flatMap(includeNames);

/** Names of members with the prefix that most members of the struct have: no other library's have that. */
function namespaced(struct: ManifestStruct): string[] {
  const names = memberTree(struct).map(({ name }) => name);
  const counts = new Map<string, number>();
  const prefixOf = (name: string) => /^[a-z]{1,4}_/.exec(name)?.[0] ?? "";
  for (const name of names) counts.set(prefixOf(name), (counts.get(prefixOf(name)) ?? 0) + 1);
  return names.filter((name) => prefixOf(name) !== "" && (counts.get(prefixOf(name)) ?? 0) * 2 > names.length);
}
