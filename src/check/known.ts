import { minorOf, seriesOf, versionIn } from "../cpython/version.ts";
import { HeaderGraph } from "../diff/header-graph.ts";
import { memberTree } from "../diff/member-tree.ts";
import type { Manifest, ManifestStruct } from "../manifest/model.ts";
import type { KnownApi } from "./source/uses.ts";
import { isInternalHeader } from "./use.ts";

/** Facts about a name over several versions. */
export interface KnownName {
  /** The series that have it, in order: `3.10`. */
  series: string[];
  /** The limited API version that has it, according to the newest of them; null if none. */
  limitedApi: string | null;
}

/** Facts about those of some names that a version has. */
export function factsIn(names: Iterable<string>, known: Pick<KnownNames, "factsOf">): Record<string, KnownName> {
  const found = Array.from(names, (name) => [name, known.factsOf(name)] as const);
  return Object.fromEntries(found.flatMap(([name, facts]) => (facts === null ? [] : [[name, facts]])));
}

/** Shared by the names of a header, and by tables: replaced, never altered. */
interface Known {
  /** Headers that bring it in when included. */
  readonly entries: ReadonlySet<string>;
  readonly series: ReadonlySet<string>;
  readonly limitedApi: string | null;
}

/** `KnownNames` as JSON; `names` has indices into `entries` and `series`. */
export interface KnownJson {
  entries: string[];
  series: string[];
  names: Record<string, [number[], number[], string | null]>;
  headers: string[];
  structs: Record<string, string[]>;
}

/** The names of the C API in several versions: a source uses what any of them has, whether its target has it or not. */
export class KnownNames implements KnownApi {
  #names = new Map<string, Known>();
  #headers = new Set<string>();
  #structs = new Map<string, Set<string>>();
  /** Of the versions that came before. */
  #older: KnownNames | null = null;

  /** @param manifests in order of version */
  constructor(manifests: Iterable<Manifest> = []) {
    for (const manifest of manifests) this.add(manifest);
  }

  /** These names and those of one more version, which share their tables with both: add nothing to it. */
  with(newer: KnownNames): KnownNames {
    const made = new KnownNames();
    made.#names = newer.#names;
    made.#headers = newer.#headers;
    made.#structs = newer.#structs;
    made.#older = this;
    return made;
  }

  /** The names of all parts, whose tables it shares. @param parts each for some versions, oldest first */
  static layered(parts: Iterable<KnownNames>): KnownNames {
    let all = new KnownNames();
    for (const part of parts) all = all.with(part);
    return all;
  }

  /** Facts about a name in the added versions; null if none has it. */
  factsOf(name: string): KnownName | null {
    const known = this.#names.get(name);
    const older = this.#older?.factsOf(name) ?? null;
    if (known === undefined) return older;
    const series = [...new Set([...(older?.series ?? []), ...known.series])];
    return {
      series: series.sort((a, b) => minorOf(a) - minorOf(b)),
      limitedApi: known.limitedApi ?? older?.limitedApi ?? null,
    };
  }

  static from({ entries, series, names, headers, structs }: KnownJson): KnownNames {
    const read = new KnownNames();
    const valuesAt = (positions: number[], table: string[]) => new Set(positions.map((at) => table[at] as string));
    for (const [name, [brought, versions, limitedApi]] of Object.entries(names)) {
      read.#names.set(name, { entries: valuesAt(brought, entries), series: valuesAt(versions, series), limitedApi });
    }
    read.#headers = new Set(headers);
    for (const [member, owners] of Object.entries(structs)) read.#addOwners(member, owners);
    return read;
  }

  /** @param parts each for some versions, oldest first */
  static joined(parts: Iterable<KnownNames>): KnownNames {
    const all = new KnownNames();
    for (const part of parts) {
      for (const [name, known] of part.#names) all.#add(name, known);
      for (const header of part.#headers) all.#headers.add(header);
      for (const [member, owners] of part.#structs) all.#addOwners(member, owners);
    }
    return all;
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

  /** Whether it names a symbol, struct, tag or enum, including those of other targets. */
  isName(name: string): boolean {
    return this.#names.has(name) || this.#older?.isName(name) === true;
  }

  isBrought(name: string, headers: readonly string[]): boolean {
    const entries = this.#names.get(name)?.entries;
    if (entries?.has("Python.h") || headers.some((header) => entries?.has(header))) return true;
    return this.#older?.isBrought(name, headers) === true;
  }

  /** Structs completed in public headers that have this member and whose members share a prefix. */
  structsWith(member: string): readonly string[] {
    const own = this.#structs.get(member) ?? [];
    return this.#older === null ? [...own] : [...new Set([...this.#older.structsWith(member), ...own])];
  }

  /** Whether a header has this name, as in an `#include`. */
  isHeader(name: string): boolean {
    return this.#headers.has(name) || this.#older?.isHeader(name) === true;
  }

  /** Adds a version newer than those before. */
  add(manifest: Manifest): void {
    const { symbols, structs, enums, elsewhere, headers } = manifest;
    const graph = new HeaderGraph(headers);
    const brought = new Map(headers.map(({ path }) => [path, new Set(entriesTo(path, graph))]));
    const series = new Set([seriesOf(versionIn(manifest))]);
    const add = (name: string, entries: ReadonlySet<string> = none, limitedApi: string | null = null) =>
      this.#add(name, { entries, series, limitedApi });
    for (const { name, header, limitedApi } of [...symbols, ...structs])
      add(name, brought.get(header), limitedApi?.since);
    for (const { name, header } of enums) add(name, brought.get(header));
    for (const { tag, header } of [...structs, ...enums]) if (tag !== null) add(tag, brought.get(header));
    for (const { name } of elsewhere) add(name, always);
    for (const { path } of headers) for (const name of includeNames(path)) this.#headers.add(name);
    for (const struct of structs) {
      if (struct.surface === "internal" || struct.opaque) continue;
      for (const name of namespaced(struct)) this.#addOwners(name, [struct.name]);
    }
  }

  #add(name: string, { entries, series, limitedApi }: Known): void {
    const known = this.#names.get(name);
    const joined = known && {
      entries: union(known.entries, entries),
      series: union(known.series, series),
      limitedApi: limitedApi ?? known.limitedApi,
    };
    this.#names.set(name, joined ?? { entries, series, limitedApi });
  }

  #addOwners(member: string, structs: Iterable<string>): void {
    const owners = this.#structs.get(member) ?? new Set();
    for (const struct of structs) owners.add(struct);
    this.#structs.set(member, owners);
  }
}

const none: ReadonlySet<string> = new Set();
const always: ReadonlySet<string> = new Set(["Python.h"]);

/** The values of both, in order: one of the sets if it has them all. */
function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  for (const value of b) if (!a.has(value)) return new Set([...a, ...b]);
  return a;
}

/** The names of a header in an `#include`; code that includes internal headers may omit their folder. */
function includeNames(path: string): string[] {
  const name = path.replace(/^Include\//, "");
  return isInternalHeader(name) ? [name, name.replace(/^internal\//, "")] : [name];
}

/** The names to `#include` in order to get a header. */
const entriesTo = (path: string, graph: HeaderGraph): string[] =>
  [path, ...graph.entriesTo(path)].flatMap(includeNames);

/** The members with the prefix shared by most members of the struct, which no other library uses. */
function namespaced(struct: ManifestStruct): string[] {
  const names = memberTree(struct).map(({ name }) => name);
  const counts = new Map<string, number>();
  const prefixOf = (name: string) => /^[a-z]{1,4}_/.exec(name)?.[0] ?? "";
  for (const name of names) counts.set(prefixOf(name), (counts.get(prefixOf(name)) ?? 0) + 1);
  return names.filter((name) => prefixOf(name) !== "" && (counts.get(prefixOf(name)) ?? 0) * 2 > names.length);
}
