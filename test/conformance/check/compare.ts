/** Compares capidiff's findings with gcc's errors. */

import { KnownNames } from "../../../src/check/known.ts";
import type { MemberUse, Use } from "../../../src/check/use.ts";
import type { Manifest } from "../../../src/manifest/model.ts";
import type { Verdict } from "./gcc.ts";

export interface Missing {
  /** `name PyFoo`, `member PyThreadState.frame`, `arguments PyFoo`, `header longintrepr.h`. */
  key: string;
  file: string;
  line: number;
  /** Whether the struct is guessed from the member's name, or a library's header that is not given may resolve it. */
  isGuess: boolean;
  /** Of a macro's definition: where gcc refuses what it expands to. */
  expansions: { file: string; line: number }[];
}

/** What any of the manifests knows. */
export class Api extends KnownNames {
  readonly #structNames = new Map<string, string>();

  constructor(manifests: readonly Manifest[]) {
    super(manifests);
    for (const { structs } of manifests)
      for (const { name, tag, typedefs } of structs)
        for (const one of [name, tag, ...typedefs]) if (one !== null) this.#structNames.set(one, name);
  }

  /** The struct that a name, a tag or a typedef means, as manifests name it. */
  structNamed = (name: string): string | null => this.#structNames.get(name) ?? null;
}

/** The uses that a version lacks, with locations. */
export function missingOf(uses: readonly Use[], manifest: Manifest, api: Api): Missing[] {
  const symbols = new Map(manifest.symbols.map((symbol) => [symbol.name, symbol]));
  const headers = new Set(manifest.headers.map(({ path }) => path.replace(/^Include\//, "")));
  // Code that includes internal headers may omit their folder.
  const hasHeader = (name: string) => headers.has(name) || headers.has(`internal/${name}`);
  const hasMember = ({ struct, member }: MemberUse) =>
    manifest.structs.some(({ name, members }) => name === struct && members?.some((one) => one.name === member));
  const keyOf = (use: Use): string | null => {
    if (use.fault) return null;
    if (use.kind === "header") return hasHeader(use.header) ? null : `header ${use.header}`;
    if (use.kind === "member") {
      const struct = api.structNamed(use.struct) ?? use.struct;
      // A guess at the struct says nothing of what is included.
      return (use.declared ?? hasMember(use)) ? null : `member ${struct}.${use.member.split(".").at(-1)}`;
    }
    if (use.declared === false) return `name ${use.name}`;
    const symbol = symbols.get(use.name);
    const params = symbol !== undefined && "params" in symbol ? symbol.params : null;
    const isVariadic = symbol !== undefined && "variadic" in symbol && symbol.variadic;
    if (!params || isVariadic || use.arguments === undefined || params.some((name) => name === "__VA_ARGS__"))
      return null;
    return use.arguments === params.length ? null : `arguments ${use.name}`;
  };
  return uses.flatMap((use) => {
    const key = keyOf(use);
    return key === null ? [] : [{ key, ...placesOf(use) }];
  });
}

function placesOf(use: Use): Omit<Missing, "key"> {
  const { place, expansions = [] } = use;
  const at = expansions.map(({ file, line = 0 }) => ({ file, line }));
  const isGuess = use.kind === "member" && use.confidence === "likely";
  return { file: place?.file ?? "", line: place?.line ?? 0, isGuess, expansions: at };
}

/** What a compiler of the version refuses although the version has it, by capidiff's word. */
export function faultsOf(uses: readonly Use[]): Missing[] {
  return uses.flatMap((use) => {
    if (!use.fault) return [];
    const isGuess = use.fault.kind === "refused" || use.fault.isLikely === true;
    const what = use.kind === "symbol" ? use.name : use.kind === "member" ? `${use.struct}.${use.member}` : use.header;
    return [{ key: `${use.fault.kind} ${what}`, ...placesOf(use), isGuess }];
  });
}

/** Lines that a fault may stand away from where gcc tells it: an expression may go on for some. */
const near = 6;

/**
 * What is refused, by the places. What is not declared has no type, and gcc says so once in a file: what it says of the
 * type follows from what is missing.
 */
export function compareFaults(
  ours: readonly Missing[],
  missing: readonly Missing[],
  verdicts: readonly Verdict[],
): Pick<Comparison, "excess"> & { agreed: number; missed: Place[] } {
  const isNear = (one: Missing, other: Place) =>
    [one, ...one.expansions].some(({ file, line }) => file === other.file && Math.abs(line - other.line) <= near);
  const agreed = ours.filter((one) => verdicts.some((other) => isNear(one, other)));
  // What headers lack is not declared either, and gcc says so once in a file.
  const reported = new Set(agreed.filter(isOfHeader).map(({ file }) => file));
  const isUnjudged = (one: Missing) => one.isGuess || (isOfHeader(one) && reported.has(one.file));
  const excess = ours.filter((one) => !agreed.includes(one) && !isUnjudged(one));
  const undeclared = verdicts
    .filter(({ kind }) => kind !== "fault")
    .map((one) => ({ key: "", ...one, isGuess: false, expansions: [] }));
  const missed = verdicts
    .filter(({ kind, file }) => kind === "fault" && !file.startsWith(".."))
    .filter((one) => ![...ours, ...missing, ...undeclared].some((other) => isNear(other, one)));
  return { agreed: agreed.length, excess, missed };
}

const isOfHeader = ({ key }: Missing) => key.startsWith("broken-header ");

interface Place {
  file: string;
  line: number;
}

export interface Comparison {
  /** What both find, by key. */
  agreed: Set<string>;
  /** What gcc does not find. */
  excess: Missing[];
  /** What capidiff does not find. */
  missed: Reported[];
  /** What capidiff finds, but not at that place. */
  misplaced: Reported[];
}

const placeKey = ({ file, line }: Place) => `${file}:${line}`;

/** What gcc finds missing. */
type Reported = Omit<Missing, "expansions" | "isGuess">;

/**
 * gcc's errors count if they are in the extension's own files and about CPython: a name or header that some version has
 * or that has one of its prefixes, or a member of one of its structs. gcc reports a name once per function, no members of
 * unknown types, and a missing macro as a wrong declaration: so a finding of capidiff is right if gcc reports the same
 * name anywhere, or cannot parse that line. Locations that only gcc reports are printed but are no misses: an `#if` may
 * depend on a macro of a library that capidiff lacks.
 */
export function compare(
  ours: readonly Missing[],
  faults: readonly Missing[],
  verdicts: readonly Verdict[],
  api: Api,
): Comparison {
  const theirs = verdicts.flatMap((verdict): Reported[] => {
    const { kind, name, file, line } = verdict;
    if (kind === "syntax" || file.startsWith("..")) return [];
    if (kind === "fault") return [];
    if (kind !== "member") {
      return kind === "header" || api.isName(name) || /^_?Py/.test(name)
        ? [{ key: `${kind} ${name}`, file, line }]
        : [];
    }
    const struct = verdict.types.map((type) => api.structNamed(type)).find((one) => one !== null);
    return struct == null ? [] : [{ key: `member ${struct}.${name}`, file, line }];
  });
  const at = ({ key, file, line }: Reported) => `${key} ${file}:${line}`;
  /** A member of what gcc has no type for, or of a base class: all that it can say is that there is no such. */
  const typeless = new Set(
    verdicts.flatMap(({ kind, name, file, line }) =>
      kind === "member" || kind === "name" ? [`${name} ${file}:${line}`] : [],
    ),
  );
  const unparsed = new Set(verdicts.flatMap(({ kind, file, line }) => (kind === "syntax" ? [`${file}:${line}`] : [])));
  /** Of what a macro expands to, gcc only says where. */
  const refused = new Set(verdicts.flatMap(({ kind, file, line }) => (kind === "fault" ? [`${file}:${line}`] : [])));
  const reported = new Set(theirs.map(({ key }) => key));
  // In C an undeclared function is declared by its first use, which gcc alone reports.
  for (const verdict of verdicts)
    if (verdict.kind === "fault" && verdict.lacked !== undefined) reported.add(`name ${verdict.lacked}`);
  const places = new Set(ours.map(at));
  const found = new Set(ours.map(({ key }) => key));
  /** A name that the headers lack where one of their macros or functions names it. */
  const faulty = new Set(
    faults.filter(isOfHeader).flatMap(({ file, line, expansions }) => [{ file, line }, ...expansions].map(placeKey)),
  );
  const isRight = (one: Missing) =>
    reported.has(one.key) ||
    unparsed.has(`${one.file}:${one.line}`) ||
    one.expansions.some(({ file, line }) => refused.has(`${file}:${line}`)) ||
    typeless.has(`${one.key.replace(/^member .*\./, "")} ${one.file}:${one.line}`);
  /** Of a member of something undeclared gcc says nothing. */
  const refusedLines = new Set(verdicts.map(({ file, line }) => `${file}:${line}`));
  const isUnjudged = ({ isGuess, expansions, ...place }: Missing) =>
    isGuess && [place, ...expansions].some((one) => refusedLines.has(placeKey(one)));
  return {
    agreed: new Set(ours.filter(isRight).map(({ key }) => key)),
    excess: ours.filter((one) => !isRight(one) && !isUnjudged(one)),
    missed: theirs.filter((one) => !found.has(one.key) && !faulty.has(placeKey(one))),
    misplaced: theirs.filter((one) => found.has(one.key) && !places.has(at(one))),
  };
}
