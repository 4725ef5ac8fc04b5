import { isOfStruct, namesOf } from "../check/subject.ts";
import type { Change } from "../diff/model.ts";
import { familyOf, type UsageIndex, type UsagePackage } from "./model.ts";
import { type Origin, type Origins, originIn } from "./origin.ts";

/** How many names of packages are told of one change. */
const mostNames = 10;

/** Who uses something: three numbers, which mean different work for different people. */
export interface Hits {
  packages: number;
  /** Packages whose own code uses it. */
  author: number;
  /** Packages that have it only by way of what a tool wrote, by tool. */
  tools: Record<string, number>;
  /** Packages that have it only by way of macros and inline functions of CPython's headers. */
  headers: number;
  /** The largest packages, those first whose own code it is; at most ten. */
  names: string[];
}

/** Who uses what is in an index. */
export class HitsByChange {
  readonly #users = new Map<string, UsagePackage[]>();
  readonly #members = new Map<string, string[]>();
  readonly #origins: Origins;

  constructor({ packages }: UsageIndex, origins: Origins) {
    this.#origins = origins;
    for (const one of packages) {
      for (const name of new Set(one.units.flatMap(({ uses }) => uses))) {
        const users = this.#users.get(name);
        if (users) users.push(one);
        else this.#users.set(name, [one]);
      }
    }
    for (const name of this.#users.keys()) {
      const struct = /^(\w+)\.(?!h$)/.exec(name)?.[1];
      if (struct !== undefined) this.#members.set(struct, [...(this.#members.get(struct) ?? []), name]);
    }
  }

  /** Who uses what a change is about: a member, where it is about one; of a struct also its members. */
  of(change: Change): Hits {
    const names = namesOf(change);
    if (!isOfStruct(change)) return this.ofNames(names.map((name) => name.replace(/^Include\//, "")));
    const { member } = change;
    if (member !== null) return this.ofNames(names.map((name) => `${name}.${member}`));
    return this.ofNames([...names, ...names.flatMap((name) => this.#members.get(name) ?? [])]);
  }

  ofNames(names: readonly string[]): Hits {
    const found = new Map<UsagePackage, { origin: Origin; name: string }>();
    for (const name of names) {
      for (const one of this.#users.get(name) ?? []) {
        const origin = originIn(name, one, this.#origins);
        if (origin !== null && (found.get(one)?.origin ?? "headers") !== "author") found.set(one, { origin, name });
      }
    }
    const hits: Hits = { packages: found.size, author: 0, tools: {}, headers: 0, names: [] };
    for (const [one, { origin, name }] of found) {
      if (origin !== "tool") hits[origin]++;
      else for (const tool of toolsIn(one, name)) hits.tools[tool] = (hits.tools[tool] ?? 0) + 1;
    }
    const rank = { author: 0, tool: 1, headers: 2 };
    hits.names = [...found]
      .sort(
        ([a, { origin: m }], [b, { origin: n }]) =>
          rank[m] - rank[n] || b.units.length - a.units.length || (a.name < b.name ? -1 : 1),
      )
      .slice(0, mostNames)
      .map(([{ name }]) => name);
    return hits;
  }
}

/** The tools whose modules in a package use a name; a package that two made counts for the first. */
function toolsIn({ units }: UsagePackage, name: string): string[] {
  const [first] = units.flatMap(({ tool, uses }) => (tool !== null && uses.includes(name) ? [familyOf(tool)] : []));
  return first === undefined ? [] : [first];
}
