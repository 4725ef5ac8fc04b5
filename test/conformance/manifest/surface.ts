/**
 * What gcc and castxml say about one surface.
 *
 * A surface is many translation units: Python.h, and for every further header one that goes on with it right after
 * Python.h. gcc preprocesses each of them, which is exact for macros; a precompiled header keeps the state after
 * Python.h for that. Compiling each would take minutes, so headers are compiled in groups, one after the other in one unit. That this says the same is not assumed but seen in the
 * preprocessed text, line of source by line of source:
 * - what a header gives within the group it gives alone too (no header before it switched something on), and
 * - what it gives alone stands somewhere in the group (no header before it switched something off; what an include
 *   guard keeps out the second time stands where it was first).
 * Equal tokens at equal places are equal declarations. A group of which this is not true, or in which a compiler finds
 * an error, is divided; a header that fails in a group of its own is no C, and is listed.
 */
import { precompile, preprocess, type Setting, writeUnit } from "./compiler.ts";
import { emptyDeclarations } from "./declarations.ts";
import { type Preprocessed, readPreprocessed } from "./preprocessed.ts";
import type { Declarations, SurfaceTruth } from "./truth.ts";
import { erringHeaders, firstError, type HeaderOf, judgeUnit } from "./unit.ts";

export interface SurfaceHeaders {
  /** `Include/Python.h` and then, in order, the headers that continue from it. */
  paths: string[];
  /** The absolute path of a header. */
  pathOf(header: string): string;
  headerOf: HeaderOf;
  /** The macro of a header's include guard. */
  guardOf(header: string): string | null;
}

/** What one header's unit adds after Python.h. */
interface Continuation extends Preprocessed {
  header: string;
}

export async function judgeSurface(setting: Setting, headers: SurfaceHeaders): Promise<SurfaceTruth> {
  const { headerOf } = headers;
  const [python = "", ...others] = headers.paths;
  const truth: SurfaceTruth = { ...emptyDeclarations(), macros: new Map(), rejected: [], judged: new Set() };
  const unitOf = (list: string[]) => list.map((header) => include(headers.pathOf(header))).join("");

  const { ok, output, errors } = await preprocess(setting, await writeUnit(setting, pythonState, unitOf([python])));
  const base = { header: python, ...readPreprocessed(output, headerOf) };
  if (!ok) {
    truth.rejected.push({
      header: python,
      stage: "preprocessing",
      error: firstError(errors, headerOf),
      brought: base.headers,
    });
    return truth;
  }
  addMacros(truth, base, headers);
  await precompile(setting, pythonState);

  // A header that Python.h has included and whose guard stands defined adds nothing, by the rules of C.
  const continuing = others.filter(
    (header) => !(base.headers.has(header) && base.macros.has(headers.guardOf(header) ?? "")),
  );
  const outcomes = await Promise.all(
    continuing.map(async (header, index) => {
      const unit = await writeUnit(setting, `alone${index}.c`, afterPython + unitOf([header]));
      const { ok, output, errors } = await preprocess(setting, unit);
      return { ok, errors, member: { header, ...readPreprocessed(sections(output).at(-1) ?? "", headerOf) } };
    }),
  );
  for (const { ok, errors, member } of outcomes) {
    const { header, headers: brought } = member;
    const error = firstError(errors, headerOf);
    if (!ok) truth.rejected.push({ header, stage: "preprocessing", error, brought });
  }
  const members = rootsFirst(outcomes.filter(({ ok }) => ok).map(({ member }) => member));
  for (const member of members) addMacros(truth, member, headers);

  const groups = [members];
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    const list = group.map(({ header }) => header);
    let leaving = dissenting(group);
    if (leaving.size === 0) leaving = await disturbed(setting, unitOf(list), group, headerOf);
    if (leaving.size === 0) {
      const { declarations, errors } = await judgeUnit(setting, "group.c", unitOf([python, ...list]), headerOf);
      if (declarations) {
        addDeclarations(truth, declarations, [base, ...group]);
        continue;
      }
      if (group.length <= 1) {
        const { header, headers: brought } = group[0] ?? base;
        truth.rejected.push({ header, stage: "compiling", error: firstError(errors, headerOf), brought });
        continue;
      }
      const erring = erringHeaders(errors, headerOf);
      leaving = new Set(group.filter(({ headers }) => erring.some((header) => headers.has(header))));
    }
    groups.push(...divide(group, leaving));
  }
  return truth;
}

/** The pragma passes through the preprocessor and tells where a header of the unit begins. */
const boundary = "#pragma capidiff";

function include(path: string): string {
  return `${boundary}\n#include "${path}"\n`;
}

/** Of preprocessed text: one for each header that the unit names, after what it begins with. */
function sections(output: string): string[] {
  return output.split(boundary).slice(1);
}

/** What gcc's precompiled header is made of. Should gcc not take it, it reads this: slower, and the same. */
const pythonState = "python-state.h";
const afterPython = `#include "${pythonState}"\n`;

/** What a header says where another includes it comes before what it says by itself: some are parts of another. */
function rootsFirst(members: Continuation[]): Continuation[] {
  const isRoot = ({ header }: Continuation) =>
    !members.some((other) => other.header !== header && other.headers.has(header));
  return [...members.filter(isRoot), ...members.filter((member) => !isRoot(member))];
}

/** The members for which a line of source became something else than for most members that bring it. */
function dissenting(group: Continuation[]): Set<Continuation> {
  const shapes = new Map<string, Map<string, Continuation[]>>();
  for (const member of group) {
    for (const [place, text] of member.code) {
      const ofPlace = shapes.get(place) ?? new Map<string, Continuation[]>();
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
async function disturbed(
  setting: Setting,
  text: string,
  group: Continuation[],
  headerOf: HeaderOf,
): Promise<Set<Continuation>> {
  const { output } = await preprocess(setting, await writeUnit(setting, "group.c", afterPython + text));
  const given = sections(output)
    .slice(-group.length)
    .map((section) => readPreprocessed(section, headerOf).code);
  const all = new Map(given.flatMap((code) => [...code]));
  const differs = (code: Map<string, string>, from: Map<string, string>) =>
    [...code].some(([place, text]) => from.get(place) !== text);
  return new Set(group.filter(({ code }, index) => differs(given[index] ?? new Map(), code) || differs(code, all)));
}

/** Those that leave and those that stay; halves where this would be no division. */
function divide(group: Continuation[], leaving: Set<Continuation>): Continuation[][] {
  const half = Math.ceil(group.length / 2);
  const divided = leaving.size > 0 && leaving.size < group.length;
  const stays = (member: Continuation, index: number) => (divided ? !leaving.has(member) : index < half);
  return [group.filter(stays), group.filter((member, index) => !stays(member, index))];
}

/** The first to define a name wins: the state after Python.h, then each header's. */
function addMacros(truth: SurfaceTruth, { macros }: Preprocessed, { guardOf }: SurfaceHeaders): void {
  for (const [name, { header, ...macro }] of macros) {
    if (header === null || guardOf(header) === name || truth.macros.has(name)) continue;
    truth.macros.set(name, { header, ...macro });
  }
}

/** Names that several groups have: the first is kept, save that a definition tells more than a declaration. */
function addDeclarations(truth: SurfaceTruth, found: Declarations, units: Preprocessed[]): void {
  const add = <T>(into: Map<string, T>, entries: Map<string, T>, isMore: (known: T, entry: T) => boolean) => {
    for (const [name, entry] of entries) {
      const known = into.get(name);
      if (known === undefined || isMore(known, entry)) into.set(name, entry);
    }
  };
  const no = () => false;
  add(truth.functions, found.functions, (known, entry) => !known.inline && entry.inline);
  add(truth.variables, found.variables, no);
  add(truth.typedefs, found.typedefs, no);
  add(truth.enumerators, found.enumerators, no);
  add(truth.enums, found.enums, no);
  for (const [key, entry] of found.structs) {
    const known = truth.structs.get(key);
    const typedefs = [...new Set([...(known?.typedefs ?? []), ...entry.typedefs])];
    const more = known === undefined || (known.members === null && entry.members !== null) ? entry : known;
    truth.structs.set(key, { ...more, typedefs });
  }
  for (const { headers } of units) for (const header of headers) truth.judged.add(header);
}
