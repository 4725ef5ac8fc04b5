/**
 * gcc's and castxml's view of one surface: of Python.h, and of every further header directly after it, each by itself.
 * gcc preprocesses each such unit, which is exact for macros, with the state after Python.h in a precompiled header.
 * Declarations come from fewer units, see groups.ts.
 */
import { precompile, preprocess, type Setting, writeUnit } from "./compiler.ts";
import { emptyDeclarations } from "./declarations.ts";
import { compileInGroups, type Group } from "./groups.ts";
import { type Preprocessed, readPreprocessed } from "./preprocessed.ts";
import type { Declarations, SurfaceTruth } from "./truth.ts";
import { firstError, type HeaderOf, judgeUnit } from "./unit.ts";
import { addValues } from "./values.ts";

export interface SurfaceHeaders {
  /** `Include/Python.h` and then, in order, the headers that continue from it. */
  paths: string[];
  /** The absolute path of a header. */
  pathOf(header: string): string;
  headerOf: HeaderOf;
  /** The macro of a header's include guard. */
  guardOf(header: string): string | null;
  /** A header that has to be included before this one, null if none. */
  before(header: string): string | null;
  /** Whether values of macros are asked for. */
  values: boolean;
}

/** What one header's unit adds after Python.h. */
export interface Continuation extends Preprocessed {
  header: string;
}

export async function judgeSurface(setting: Setting, headers: SurfaceHeaders): Promise<SurfaceTruth> {
  const { headerOf } = headers;
  const truth = noTruth();
  const reject = ({ header, headers: brought }: Continuation, stage: "preprocessing" | "compiling", errors: string) =>
    truth.rejected.push({ header, stage, error: firstError(errors, headerOf), brought });

  const [python = "", ...others] = headers.paths;
  const start = await preprocess(setting, await writeUnit(setting, pythonState, unitOf([python], headers)));
  const base = { header: python, ...readPreprocessed(start.output, headerOf) };
  if (!start.ok) {
    reject(base, "preprocessing", start.errors);
    return truth;
  }
  await precompile(setting, pythonState);

  const members: Continuation[] = [];
  for (const { ok, errors, member } of await preprocessEach(setting, base, others, headers)) {
    if (ok) members.push(member);
    else reject(member, "preprocessing", errors);
  }
  const taken: Continuation[][] = [];
  const refused: Continuation[] = [];
  const compiler = {
    setting,
    headerOf,
    compiled: (group: Group) => unitOf([python, ...group.map(({ header }) => header)], headers),
    preprocessed: (group: Group) =>
      afterPython +
      unitOf(
        group.map(({ header }) => header),
        headers,
      ),
    sections,
  };
  for await (const { group, declarations, errors } of compileInGroups(rootsFirst(members), compiler)) {
    const judged = group.length === 0 ? [base] : group;
    if (declarations) {
      addDeclarations(truth, declarations);
      taken.push(judged);
      truth.groups.push(group.map(({ header }) => header));
    } else {
      for (const member of judged) reject(member, "compiling", errors);
      refused.push(...judged);
    }
  }
  for (const { headers } of [base, ...taken.flat()]) for (const header of headers) truth.judged.add(header);
  for (const member of [base, ...rootsFirst(members)]) {
    // Of a unit that does not compile, the macros are good where no other unit shows that header.
    const isGood = (header: string) => !refused.includes(member) || !truth.judged.has(header);
    addMacros(truth, member, headers, isGood);
  }
  if (headers.values) await addValues(truth, rootsFirst(members), base, taken, compiler);
  return truth;
}

/**
 * Declarations of the same headers on another platform according to castxml and gcc. Reuses the first platform's groups,
 * with one compilation each, its rejected headers and its macros.
 */
export async function judgeOnAnotherPlatform(
  setting: Setting,
  headers: SurfaceHeaders,
  first: SurfaceTruth,
): Promise<SurfaceTruth> {
  const { headerOf } = headers;
  const [python = ""] = headers.paths;
  const { judged, macros } = first;
  const truth = { ...noTruth(), judged, macros, rejected: [...first.rejected] };
  // castxml would have to be asked again for structs that are defined within others.
  const tags = [...first.structs.values()].flatMap(({ kind, tag }) => (tag === null ? [] : [`${kind} ${tag};\n`]));
  const groups = [...first.groups];
  for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
    const text = unitOf([python, ...group], headers);
    const { declarations, errors } = await judgeUnit(setting, "group.c", text + tags.join(""), headerOf);
    if (declarations) {
      addDeclarations(truth, declarations);
      truth.groups.push(group);
    } else if (group.length > 1) {
      const half = Math.ceil(group.length / 2);
      groups.push(group.slice(0, half), group.slice(half));
    } else {
      const { output } = await preprocess(setting, "group.c");
      const { headers: brought } = readPreprocessed(output, headerOf);
      truth.rejected.push({
        header: group[0] ?? python,
        stage: "compiling",
        error: firstError(errors, headerOf),
        brought,
      });
    }
  }
  return truth;
}

function noTruth(): SurfaceTruth {
  const none = { macros: new Map(), values: new Map(), rejected: [], judged: new Set<string>(), groups: [] };
  return { ...emptyDeclarations(), ...none };
}

/** The pragma passes through the preprocessor and tells where the unit goes on to another header. */
const boundary = "#pragma capidiff";

function unitOf(list: string[], { before, pathOf }: SurfaceHeaders): string {
  const include = (path: string) => `#include "${pathOf(path)}"\n`;
  return list
    .map((header) => [before(header), header].filter((path) => path !== null))
    .map((paths) => `${boundary}\n${paths.map(include).join("")}`)
    .join("");
}

/** Of preprocessed text: one for each header that the unit names, after what it begins with. */
function sections(output: string): string[] {
  return output.split(boundary).slice(1);
}

/** What gcc's precompiled header is made of. Should gcc not take it, it reads this: slower, and the same. */
const pythonState = "python-state.h";
const afterPython = `#include "${pythonState}"\n`;

/** The unit of each header alone. One that Python.h has included and whose guard stands defined adds nothing. */
function preprocessEach(setting: Setting, base: Continuation, list: string[], headers: SurfaceHeaders) {
  const continuing = list.filter(
    (header) => !(base.headers.has(header) && base.macros.has(headers.guardOf(header) ?? "")),
  );
  return Promise.all(
    continuing.map(async (header, index) => {
      const unit = await writeUnit(setting, `alone${index}.c`, afterPython + unitOf([header], headers));
      const { ok, output, errors } = await preprocess(setting, unit);
      const member = { header, ...readPreprocessed(sections(output).at(-1) ?? "", headers.headerOf) };
      return { ok, errors, member };
    }),
  );
}

/** What a header says where another includes it comes before what it says by itself: some are parts of another. */
function rootsFirst(members: Continuation[]): Continuation[] {
  const isRoot = ({ header }: Continuation) =>
    !members.some((other) => other.header !== header && other.headers.has(header));
  return [...members.filter(isRoot), ...members.filter((member) => !isRoot(member))];
}

/** The first to define a name wins: the state after Python.h, then each header's. */
function addMacros(
  truth: SurfaceTruth,
  { macros }: Preprocessed,
  { guardOf }: SurfaceHeaders,
  isGood: (header: string) => boolean,
): void {
  for (const [name, { header, ...macro }] of macros) {
    if (header === null || guardOf(header) === name || truth.macros.has(name) || !isGood(header)) continue;
    truth.macros.set(name, { header, ...macro });
  }
}

/** Names that several groups have: the first is kept, save that a definition tells more than a declaration. */
function addDeclarations(truth: SurfaceTruth, found: Declarations): void {
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
}
