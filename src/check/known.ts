import { seriesOf } from "../cpython/version.ts";
import { HeaderGraph } from "../diff/header-graph.ts";
import { memberTree } from "../diff/member-tree.ts";
import type { Manifest, ManifestStruct } from "../manifest/model.ts";
import { isInternalHeader } from "./api.ts";
import { versionIn } from "./history.ts";
import type { KnownApi } from "./source/uses.ts";

/** What is known of a name in some versions. */
export interface NameFacts {
  /** The series that have it, in order: `3.10`. */
  series: string[];
  /** The version of the limited API that has it, in the newest of them; null where none has. */
  limitedApi: string | null;
}

interface Known {
  /** What includes may bring it. */
  entries: Set<string>;
  series: Set<string>;
  limitedApi: string | null;
}

/** `KnownNames` as JSON: in `names` positions of `entries` and `series`. */
interface KnownJson {
  entries: string[];
  series: string[];
  names: Record<string, [number[], number[], string | null]>;
  headers: string[];
  structs: Record<string, string[]>;
}

/** What the names of the C API are in some versions: a source uses what one of them has, whether its target has it or not. */
export class KnownNames implements KnownApi {
  readonly #names = new Map<string, Known>();
  readonly #headers = new Set<string>();
  readonly #structs = new Map<string, Set<string>>();

  /** @param manifests in the order of versions */
  constructor(manifests: Iterable<Manifest> = []) {
    for (const manifest of manifests) this.add(manifest);
  }

  /** Where a name is, in the versions that were added; null where it is in none. */
  factsOf(name: string): NameFacts | null {
    const known = this.#names.get(name);
    if (known === undefined) return null;
    const minorOf = (series: string) => Number(series.split(".")[1]);
    return { series: [...known.series].sort((a, b) => minorOf(a) - minorOf(b)), limitedApi: known.limitedApi };
  }

  static from({ entries, series, names, headers, structs }: KnownJson): KnownNames {
    const known = new KnownNames();
    const at = (table: string[], positions: number[]) =>
      new Set(positions.map((position) => table[position] as string));
    for (const [name, [brought, versions, limitedApi]] of Object.entries(names))
      known.#names.set(name, { entries: at(entries, brought), series: at(series, versions), limitedApi });
    for (const header of headers) known.#headers.add(header);
    for (const [member, names] of Object.entries(structs)) known.#structs.set(member, new Set(names));
    return known;
  }

  toJSON(): KnownJson {
    const [entries, series] = [new Map<string, number>(), new Map<string, number>()];
    const place = (table: Map<string, number>, values: Iterable<string>) =>
      [...values].map((value) => {
        const position = table.get(value) ?? table.size;
        table.set(value, position);
        return position;
      });
    const names: KnownJson["names"] = {};
    for (const [name, known] of this.#names)
      names[name] = [place(entries, known.entries), place(series, known.series), known.limitedApi];
    const structs = Object.fromEntries([...this.#structs].map(([member, owners]) => [member, [...owners]]));
    return { entries: [...entries.keys()], series: [...series.keys()], names, headers: [...this.#headers], structs };
  }

  /** Whether a symbol, a struct or its tag, or an enum has the name, also one that only other targets have. */
  isName(name: string): boolean {
    return this.#names.has(name);
  }

  isBrought(name: string, headers: readonly string[]): boolean {
    const entries = this.#names.get(name)?.entries;
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

  /** A version that is newer than those before. */
  add(manifest: Manifest): void {
    const { symbols, structs, enums, elsewhere, headers } = manifest;
    const graph = new HeaderGraph(headers);
    const brought = new Map(headers.map(({ path }) => [path, entriesTo(path, graph)]));
    const series = seriesOf(versionIn(manifest));
    const add = (name: string, entries: readonly string[] = [], limitedApi: string | null = null) => {
      const known = this.#names.get(name) ?? { entries: new Set(), series: new Set(), limitedApi: null };
      this.#names.set(name, known);
      for (const entry of entries) known.entries.add(entry);
      known.series.add(series);
      known.limitedApi = limitedApi ?? known.limitedApi;
    };
    for (const { name, header, limitedApi } of [...symbols, ...structs])
      add(name, brought.get(header), limitedApi?.since);
    for (const { name, header } of enums) add(name, brought.get(header));
    for (const { tag, header } of [...structs, ...enums]) if (tag !== null) add(tag, brought.get(header));
    for (const { name } of elsewhere) add(name, ["Python.h"]);
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
