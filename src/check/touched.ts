import type { Change } from "../diff/model.ts";
import { enumValueChanged } from "../diff/rules/enum-value-changed.ts";
import { memberReordered } from "../diff/rules/member-reordered.ts";
import type { Api } from "./api.ts";
import { isOfStruct, listAt, namesOf, valuesOf } from "./subject.ts";
import type { MemberUse, UseList } from "./use.ts";

/** Indexes changes by subject, to find those that affect the uses of many extensions. */
export class ChangeIndex {
  readonly #byName = new Map<string, Change[]>();
  readonly #structs = new Map<string, StructChanges>();
  readonly #turns: ReadonlyMap<Change, number>;

  constructor(changes: readonly Change[]) {
    this.#turns = new Map(changes.map((change, turn) => [change, turn]));
    for (const change of changes) {
      for (const name of namesOf(change)) {
        listAt(this.#byName, name).push(change);
        if (!isOfStruct(change)) continue;
        const struct = this.#structs.get(name) ?? new StructChanges();
        struct.add(change);
        this.#structs.set(name, struct);
      }
    }
  }

  /**
   * Changes about the uses, in the order of the diff, each with the uses it affects. Its impact says how bad it
   * is.
   * @param older the version of `from`, to resolve members named by a path such as `ob_base.ob_type`; without it, none
   * are resolved
   */
  touching(
    { symbols = [], members = [], headers = [] }: UseList,
    older?: Pick<Api, "memberNames">,
  ): { change: Change; uses: UseList }[] {
    const found = new Map<Change, Required<UseList>>();
    const usesOf = (change: Change) => {
      const uses = found.get(change) ?? { symbols: [], members: [], headers: [] };
      found.set(change, uses);
      return uses;
    };
    for (const name of new Set(symbols)) {
      for (const change of this.#byName.get(name) ?? []) {
        if (touchesName(change, name)) usesOf(change).symbols.push(name);
      }
    }
    for (const use of members) {
      const changes = ownersOf(use, older).flatMap(({ struct, member }) => [
        ...(this.#structs.get(struct)?.touching(member) ?? []),
      ]);
      for (const change of new Set(changes)) usesOf(change).members.push(use);
    }
    for (const header of new Set(headers)) {
      for (const change of pathsOf(header).flatMap((path) => this.#byName.get(path) ?? [])) {
        usesOf(change).headers.push(header);
      }
    }
    const turn = (change: Change) => this.#turns.get(change) ?? 0;
    return [...found]
      .map(([change, uses]) => ({ change, uses: withoutEmpty(uses) }))
      .sort((a, b) => turn(a.change) - turn(b.change));
  }
}

/** The changes of one struct by affected member; a struct may have thousands of both. */
class StructChanges {
  /** Changes of the struct as a whole (removed, opaque, new layout) affect all members. */
  readonly #whole: Change[] = [];
  /** By member path: affect the member and everything in it. */
  readonly #at = new Map<string, Change[]>();
  /** By path of an enclosing member. */
  readonly #inside = new Map<string, Change[]>();

  add(change: Change): void {
    const shifted = (change.shifted ?? []).map(({ member }) => member);
    // Another order affects only the members that it moves.
    const itself = change.rule === memberReordered.id ? [] : change.member;
    if (itself === null) {
      this.#whole.push(change);
      return;
    }
    for (const path of [itself, ...shifted].flat()) {
      listAt(this.#at, path).push(change);
      for (const outer of outerPaths(path)) listAt(this.#inside, outer).push(change);
    }
  }

  touching(member: string): Set<Change> {
    const around = [member, ...outerPaths(member)].flatMap((path) => this.#at.get(path) ?? []);
    return new Set([...this.#whole, ...around, ...(this.#inside.get(member) ?? [])]);
  }
}

/** `a.b` and `a` for `a.b.c`. */
function outerPaths(path: string): string[] {
  const paths: string[] = [];
  for (let end = path.lastIndexOf("."); end > 0; end = path.lastIndexOf(".", end - 1)) paths.push(path.slice(0, end));
  return paths;
}

function withoutEmpty({ symbols, members, headers }: Required<UseList>): UseList {
  return {
    ...(symbols.length > 0 && { symbols }),
    ...(members.length > 0 && { members }),
    ...(headers.length > 0 && { headers }),
  };
}

type MemberName = Pick<MemberUse, "struct" | "member">;

/** Whether resolving the member needs the older version. */
export const isPath = ({ member }: MemberName) => member.includes(".");

function ownersOf(use: MemberName, older: Pick<Api, "memberNames"> | undefined): MemberName[] {
  const others = isPath(use) ? (older?.memberNames(use) ?? []) : [];
  return [use, ...others.map(({ struct, path }) => ({ struct: struct.name, member: path }))];
}

/** Whether a change affects a use of the name alone. */
function touchesName({ rule, member, from, to }: Change, name: string): boolean {
  // Code that names a struct may embed it: a new or removed member affects it if the size changes.
  if (member !== null) return from?.size !== to?.size;
  const [before, after] = [valuesOf(from)[name], valuesOf(to)[name]];
  return rule !== enumValueChanged.id || before === undefined || before !== after;
}

/** The paths an `#include` may resolve to; code that includes internal headers may omit their folder. */
function pathsOf(header: string): string[] {
  const path = header.replace(/^Include\//, "");
  return [`Include/${path}`, `Include/internal/${path}`];
}
