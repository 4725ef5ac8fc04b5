import type { ManifestMember } from "../manifest/model.ts";
import { completedBy } from "./completion.ts";
import type { ManifestIndex } from "./manifest-index.ts";

/** Smaller groups are not a table. */
const fewest = 16;

/**
 * Finds members that are rows of a table: many siblings, all of anonymous types with the same members, inside a struct
 * that only CPython's internal headers complete. The strings that CPython interns are such a table.
 */
export class Tables {
  /** By struct and the path of the member around. */
  readonly #known = new Map<string, Map<string, boolean>>();
  readonly #parts = new Map<string, boolean>();
  readonly #sides: readonly ManifestIndex[];

  constructor(...sides: ManifestIndex[]) {
    this.#sides = sides;
  }

  /** Whether a member, by its path in a struct, is a row of a table on either side. */
  hasRow(struct: string, path: string): boolean {
    const parent = path.slice(0, Math.max(path.lastIndexOf("."), 0));
    const known = this.#known.get(struct) ?? new Map<string, boolean>();
    this.#known.set(struct, known);
    let isRow = known.get(parent);
    if (isRow === undefined) {
      const parents = path.split(".").slice(0, -1);
      isRow = this.#sides.some((index) => isTable(membersAt(struct, parents, index)));
      known.set(parent, isRow);
    }
    return isRow;
  }

  /** Whether a struct, by its name, is the type of a member on each side. */
  isPart(name: string): boolean {
    let known = this.#parts.get(name);
    if (known === undefined) {
      known = this.#sides.every(({ structs }) => {
        const struct = structs.get(name);
        if (struct === undefined) return false;
        const types = new Set([...struct.typedefs, `${struct.kind} ${struct.tag}`]);
        return [...structs.values()].some(({ members }) => haveType(members, types));
      });
      this.#parts.set(name, known);
    }
    return known;
  }
}

/** Whether one of the members, or one inside them, has one of the types. */
const haveType = (members: readonly ManifestMember[] | null | undefined, types: ReadonlySet<string>): boolean =>
  members?.some((member) => types.has(member.type) || haveType(member.members, types)) ?? false;

/** The members inside those named one after the other, or none if extensions see them. */
function membersAt(name: string, parents: readonly string[], { structs }: ManifestIndex): readonly ManifestMember[] {
  const struct = structs.get(name);
  if (struct === undefined || completedBy(struct) !== "internal") return [];
  return parents.reduce(
    (members, parent) => members.find(({ name }) => name === parent)?.members ?? [],
    struct.members ?? [],
  );
}

function isTable(members: readonly ManifestMember[]): boolean {
  const form = ({ members }: ManifestMember) => members?.map(({ name }) => name).join() ?? "";
  const [first] = members;
  if (first === undefined || members.length < fewest || form(first) === "") return false;
  return members.every((member) => form(member) === form(first));
}
