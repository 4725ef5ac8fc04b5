/**
 * Compiles the units of many headers in few.
 *
 * Compiling each header's unit would take minutes, so groups of headers are compiled in one unit, one after the other.
 * That this gives the same declarations is checked in the preprocessed text, source line by source line:
 * - the text of a header within the group is also its text alone (no earlier header switched something on), and
 * - its text alone is somewhere in the group (no earlier header switched something off; text omitted by an include guard
 *   is where it was first included).
 * Equal tokens at equal locations are equal declarations. A group that fails this check, or in which a compiler finds an
 * error, is divided, down to single headers.
 */
import { preprocess, type Setting, writeUnit } from "./compiler.ts";
import { readPreprocessed } from "./preprocessed.ts";
import type { Continuation } from "./surface.ts";
import { erringHeaders, type HeaderOf, judgeUnit, type Verdict } from "./unit.ts";

export type Group = Continuation[];

export interface GroupCompiler {
  setting: Setting;
  headerOf: HeaderOf;
  /** The text of the unit that is compiled. */
  compiled(group: Group): string;
  /** The text of the unit that is preprocessed: the same from the state after Python.h. */
  preprocessed(group: Group): string;
  /** What each member of the group gave, at the end of preprocessed text. */
  sections(output: string): string[];
}

/** Each member is in one of the groups; one that both compilers take, or of a single member. */
export async function* compileInGroups(
  members: Group,
  compiler: GroupCompiler,
): AsyncGenerator<Verdict & { group: Group }> {
  const groups = [members];
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    let leaving = dissenting(group);
    if (leaving.size === 0) leaving = await disturbed(group, compiler);
    if (leaving.size === 0) {
      const { setting, headerOf } = compiler;
      const verdict = await judgeUnit(setting, "group.c", compiler.compiled(group), headerOf);
      if (verdict.declarations || group.length <= 1) {
        yield { ...verdict, group };
        continue;
      }
      const erring = erringHeaders(verdict.errors, headerOf);
      leaving = new Set(group.filter(({ headers }) => erring.some((header) => headers.has(header))));
    }
    groups.push(...divide(group, leaving));
  }
}

/** The members for which a line of source became something else than for most members that bring it. */
function dissenting(group: Group): Set<Continuation> {
  const shapes = new Map<string, Map<string, Group>>();
  for (const member of group) {
    for (const [place, text] of member.code) {
      const ofPlace = shapes.get(place) ?? new Map<string, Group>();
      const ofText = ofPlace.get(text) ?? [];
      ofText.push(member);
      shapes.set(place, ofPlace.set(text, ofText));
    }
  }
  const minorities = [...shapes.values()]
    .filter((ofPlace) => ofPlace.size > 1)
    .flatMap((ofPlace) => [...ofPlace.values()].sort((a, b) => b.length - a.length).slice(1));
  return new Set(minorities.flat());
}

/** The members that do not give in the group's unit what they give alone. */
async function disturbed(group: Group, compiler: GroupCompiler): Promise<Set<Continuation>> {
  const { setting, headerOf } = compiler;
  const { output } = await preprocess(setting, await writeUnit(setting, "group.c", compiler.preprocessed(group)));
  const given = compiler
    .sections(output)
    .slice(-group.length)
    .map((section) => readPreprocessed(section, headerOf).code);
  const all = new Map(given.flatMap((code) => [...code]));
  const differs = (code: Map<string, string>, from: Map<string, string>) =>
    [...code].some(([place, text]) => from.get(place) !== text);
  return new Set(group.filter(({ code }, index) => differs(given[index] ?? new Map(), code) || differs(code, all)));
}

/** Those that stay and those that leave; halves where this would be no division. */
function divide(group: Group, leaving: Set<Continuation>): Group[] {
  const half = Math.ceil(group.length / 2);
  const divided = leaving.size > 0 && leaving.size < group.length;
  const stays = (member: Continuation, index: number) => (divided ? !leaving.has(member) : index < half);
  return [group.filter(stays), group.filter((member, index) => !stays(member, index))];
}
