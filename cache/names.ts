import uFuzzy from "@leeoniya/ufuzzy";
import { nearNames } from "../src/cpython/near.ts";
import { compareVersions, parseTagVersion } from "../src/cpython/version.ts";
import { push } from "../src/group-by.ts";
import { entryOf, type Located } from "../src/history/entries.ts";
import type { IndexedTag, TargetIndex } from "../src/history/target-index.ts";
import type { ManifestMember, ManifestStruct } from "../src/manifest/model.ts";

const nameKinds = ["symbol", "struct", "member", "header"] as const;
type NameKind = (typeof nameKinds)[number];

/** A name found by a search. */
export interface FoundName {
  /** A member as `PyObject.ob_type`, a header as `Include/object.h`. */
  name: string;
  kind: NameKind;
  /** The first and last version that has it, as refs. */
  from: string;
  to: string;
}

interface Known {
  kind: NameKind;
  /** The versions of a member; for others they are looked up. */
  tags?: [IndexedTag, IndexedTag];
}

/**
 * All names in any version of one target, for searching: symbols, structs, their members and headers. Tolerates a typo
 * of one letter per word; if that finds nothing, similar names are found.
 */
export class Names {
  readonly #index: TargetIndex;
  /** The end of the index when this was built; the index grows. */
  readonly end: number;
  readonly #names: string[] = [];
  readonly #known: Known[] = [];
  readonly #fuzzy = new uFuzzy({ intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 });

  constructor(index: TargetIndex) {
    this.#index = index;
    this.end = index.end;
    const structs = new Set(index.names("struct"));
    for (const name of index.names("symbol")) if (!structs.has(name)) this.#add(name, { kind: "symbol" });
    for (const name of structs) this.#add(name, { kind: "struct" });
    for (const name of index.names("header")) this.#add(name, { kind: "header" });
    for (const name of structs) this.#addMembers(name);
  }

  /** The best matches first, at most `most`. */
  search(text: string, most: number): FoundName[] {
    const wanted = text.trim().slice(0, 200);
    if (wanted === "") return [];
    const [found, info, order] = this.#fuzzy.search(this.#names, wanted, 1);
    let positions = order && info ? order.map((i) => info.idx[i] as number) : [...(found ?? [])];
    if (positions.length === 0) {
      positions = nearNames([wanted], this.#names).map((name) => this.#names.indexOf(name));
    }
    const ranks = new Map(positions.map((position) => [position, this.#rank(position, wanted.toLowerCase())]));
    return positions
      .sort((a, b) => (ranks.get(a) as number) - (ranks.get(b) as number))
      .slice(0, most)
      .map((position) => this.#at(position));
  }

  /** The first and last version that has a name, as refs; null if none has. */
  range(kind: Exclude<NameKind, "member">, name: string): { from: string; to: string } | null {
    const tags = [...this.#index.find(kind, name).keys()];
    if (tags.length === 0) return null;
    const [from, to] = rangeOf(tags);
    return { from: from.head.ref, to: to.head.ref };
  }

  /** Lower is better: by how much of the name was given, at equal rank public names before private ones. */
  #rank(position: number, wanted: string): number {
    const { kind } = this.#known[position] as Known;
    const name = (this.#names[position] as string).toLowerCase();
    const own = kind === "header" ? name.slice(name.lastIndexOf("/") + 1) : name;
    if (name === wanted || own === wanted) return 0;
    return 2 * (kind === "member" ? memberRank(own, wanted) : nameRank(own, wanted)) + Number(own.startsWith("_"));
  }

  #at(position: number): FoundName {
    const name = this.#names[position] as string;
    const { kind, tags } = this.#known[position] as Known;
    const [from, to] = tags ?? rangeOf(this.#index.find(kind as Exclude<NameKind, "member">, name).keys());
    return { name, kind, from: from.head.ref, to: to.head.ref };
  }

  #add(name: string, known: Known): void {
    this.#names.push(name);
    this.#known.push(known);
  }

  #addMembers(struct: string): void {
    const tagsOf = new Map<string, IndexedTag[]>();
    const paths = new Map<Located["entry"], string[]>();
    for (const [tag, located] of this.#index.find("struct", struct)) {
      for (const one of located) {
        // A struct's entry by its own name; typedefs would only repeat the members.
        if (one.entry.names[0] !== struct) continue;
        const known = paths.get(one.entry) ?? pathsOf(entryOf<ManifestStruct>(one).members ?? []);
        paths.set(one.entry, known);
        for (const path of known) push(tagsOf, path, tag);
      }
    }
    for (const [path, tags] of tagsOf) this.#add(`${struct}.${path}`, { kind: "member", tags: rangeOf(tags) });
  }
}

const pathsOf = (members: readonly ManifestMember[], outer = ""): string[] =>
  members.flatMap(({ name, members: inner = [] }) =>
    name === null ? [] : [`${outer}${name}`, ...pathsOf(inner, `${outer}${name}.`)],
  );

function nameRank(name: string, wanted: string): number {
  const [bare, bareWanted] = [bareName(name), bareName(wanted)];
  if (bare === bareWanted) return 1;
  if (name.startsWith(wanted) || bare.startsWith(bareWanted)) return 2;
  return name.endsWith(`_${wanted}`) ? 3 : 5;
}

const memberRank = (path: string, wanted: string) => (path.endsWith(`.${wanted}`) ? 4 : 6);

/** Lower-case without what a hurried reader leaves out: `threadstate` of `PyThreadState` and of `thread state`. */
const bareName = (name: string) => name.replace(/^_?py(?:unstable_)?/, "").replace(/[^a-z0-9.]/g, "");

/** The first and last tag by version. */
function rangeOf(tags: Iterable<IndexedTag>): [IndexedTag, IndexedTag] {
  const sorted = [...tags].sort((a, b) => byVersion(a.head.ref, b.head.ref));
  return [sorted[0] as IndexedTag, sorted.at(-1) as IndexedTag];
}

function byVersion(a: string, b: string): number {
  const [versionA, versionB] = [parseTagVersion(a), parseTagVersion(b)];
  return versionA && versionB ? compareVersions(versionA, versionB) : 0;
}
