import type { Change, Side } from "../diff/model.ts";
import type { UseList } from "./use.ts";

/** Changes by what they are about, to ask for many extensions which changes touch what they use. */
export class ChangeIndex {
  readonly #byName = new Map<string, Change[]>();
  readonly #turns: ReadonlyMap<Change, number>;

  constructor(changes: readonly Change[]) {
    this.#turns = new Map(changes.map((change, turn) => [change, turn]));
    for (const change of changes) {
      for (const name of namesOf(change)) {
        const known = this.#byName.get(name);
        if (known) known.push(change);
        else this.#byName.set(name, [change]);
      }
    }
  }

  /**
   * The changes that are about something used, in the order of the diff, each with the uses that it touches. Nothing is
   * said of how bad that is: a change's impact is.
   */
  touching({ symbols = [], members = [], headers = [] }: UseList): { change: Change; uses: UseList }[] {
    const found = new Map<Change, UseList>();
    const usesOf = (change: Change) => {
      const uses = found.get(change) ?? {};
      found.set(change, uses);
      return uses;
    };
    for (const name of new Set(symbols)) {
      for (const change of this.#byName.get(name) ?? []) {
        if (!touchesName(change, name)) continue;
        const uses = usesOf(change);
        uses.symbols = [...(uses.symbols ?? []), name];
      }
    }
    for (const use of members) {
      for (const change of this.#byName.get(use.struct) ?? []) {
        if (!isAboutStruct(change) || !touchesMember(change, use.member)) continue;
        const uses = usesOf(change);
        uses.members = [...(uses.members ?? []), use];
      }
    }
    for (const header of new Set(headers)) {
      for (const change of pathsOf(header).flatMap((path) => this.#byName.get(path) ?? [])) {
        const uses = usesOf(change);
        uses.headers = [...(uses.headers ?? []), header];
      }
    }
    const turn = (change: Change) => this.#turns.get(change) ?? 0;
    return [...found].map(([change, uses]) => ({ change, uses })).sort((a, b) => turn(a.change) - turn(b.change));
  }
}

/**
 * The names by which code knows the subject of a change, where it stood before if it was there: of a struct also its
 * typedefs and its tag, of an enum its enumerators. A header has its path.
 */
export function namesOf({ subject, from, to }: Change): string[] {
  const side = from ?? to;
  const typedefs = (side?.typedefs ?? []) as string[];
  const tag = typeof side?.tag === "string" ? [side.tag] : [];
  return [...new Set([subject.name, ...typedefs, ...tag, ...Object.keys(valuesOf(side))])];
}

const valuesOf = (side: Side | null) => (side?.values ?? {}) as Record<string, string>;

/** Whether a use of just the name meets the change. */
function touchesName({ rule, member, from, to }: Change, name: string): boolean {
  // Whoever names a struct may embed it: one member more or less matters to him where the size changes.
  if (member !== null) return from?.size !== to?.size;
  const [before, after] = [valuesOf(from)[name], valuesOf(to)[name]];
  return rule !== "enum-value-changed" || before === undefined || before !== after;
}

const isAboutStruct = ({ subject: { kind } }: Change) => kind === "struct" || kind === "union";

/**
 * Whether a change of its struct touches a member: what is about the struct as a whole does (it is gone, opaque, laid
 * out anew), and what is about this member, one inside it or one that it is inside of.
 */
function touchesMember({ member, shifted = [] }: Change, used: string): boolean {
  if (member === null || overlap(member, used)) return true;
  return shifted.some((shift) => overlap(shift.member, used));
}

const overlap = (a: string, b: string) => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

/** Where an `#include` may find a header; those who include internal ones may leave their folder out. */
function pathsOf(header: string): string[] {
  const path = header.replace(/^Include\//, "");
  return [`Include/${path}`, `Include/internal/${path}`];
}
