import { type Change, type Impact, impacts } from "../diff/model.ts";
import { structMoved } from "../diff/rules/struct-moved.ts";
import { structRemoved } from "../diff/rules/struct-removed.ts";
import { structRenamed } from "../diff/rules/struct-renamed.ts";
import type { Api } from "./api.ts";
import type { Used } from "./model.ts";
import { isOfStruct, listAt, namesOf } from "./subject.ts";

/** Changes of a struct that affect uses of its name alone, such as a declaration of a pointer to it. */
const rulesOfNames = new Set([structRemoved.id, structRenamed.id, structMoved.id]);

/** The changes of a diff, indexed by use. */
export class ChangesByUse {
  readonly #byName = new Map<string, Change[]>();

  constructor(changes: Iterable<Change>) {
    for (const change of changes) {
      for (const name of namesOf(change)) listAt(this.#byName, name).push(change);
    }
  }

  /** Changes about the use itself, worst first. @param from the version where it last existed */
  about(used: Used, from: Api, on: "source" | "binary"): Change[] {
    const changes = this.#about(used, from);
    const ids = new Set(changes.map(({ id }) => id));
    // A consequence of another change about the same use is not repeated.
    const headlines = changes.filter(({ because }) => because === undefined || !ids.has(because));
    return headlines.sort((a, b) => severity(a[on]) - severity(b[on]));
  }

  #about(used: Used, from: Api): readonly Change[] {
    if (used.kind === "header") return this.#named(pathOf(used));
    if (used.kind === "symbol") {
      return this.#named(used.name).filter((change) => !isOfStruct(change) || rulesOfNames.has(change.rule));
    }
    const owners = from.memberNames(used);
    if (owners.length === 0) return this.#named(used.struct).filter(({ member }) => member === null);
    return [...new Set(owners.flatMap(({ struct, path }) => this.#ofMember(struct.name, path)))];
  }

  #ofMember(struct: string, path: string): Change[] {
    return this.#named(struct).filter((change) => isOfStruct(change) && isAboutMember(change, path));
  }

  #named(name: string): readonly Change[] {
    return this.#byName.get(name) ?? [];
  }
}

/** All names under which {@link ChangesByUse.about} looks for changes. */
export function namesToLookUp(uses: Iterable<Used>, from: Api): Set<string> {
  const names = new Set<string>();
  for (const used of uses) {
    if (used.kind === "header") names.add(pathOf(used));
    else if (used.kind === "symbol") names.add(used.name);
    else for (const name of [used.struct, ...from.memberNames(used).map(({ struct }) => struct.name)]) names.add(name);
  }
  return names;
}

const pathOf = ({ header }: Extract<Used, { kind: "header" }>) => `Include/${header.replace(/^Include\//, "")}`;

/** A rank to sort by: 0 is the worst. */
export const severity = (impact: Impact): number => impacts.indexOf(impact);

/**
 * Whether a change concerns the member or all of its struct. Sources do not depend on offsets, so shifts do not count.
 */
const isAboutMember = ({ member }: Change, path: string) => member === null || member === path;
