import type { FunctionSymbol, ManifestStruct } from "../manifest/model.ts";
import { declarationEvidence, memberEvidence } from "./declaration.ts";
import type { ManifestIndex, SubjectEntry } from "./manifest-index.ts";
import { type MemberNode, positionOf } from "./member-tree.ts";
import type { ChangeKey, Evidence, Finding, Impact, ImpactPair, Side, Subject, SubjectKind } from "./model.ts";
import type { Pair } from "./pair.ts";

/** Fields that only some rules set, in the order of their output. */
const extras = [
  "newName",
  "confidence",
  "aliasKept",
  "against",
  "renamedFrom",
  "elsewhere",
  "shifted",
  "accessors",
  "replacement",
] as const satisfies (keyof Finding)[];

export type Extras = { [K in (typeof extras)[number]]?: Finding[K] | undefined };

/** Sets those that are defined. Diffs have thousands of findings: this takes less than spreading objects. */
export function copyExtras(from: Extras, into: Extras): void {
  for (const extra of extras) if (from[extra] !== undefined) (into as Record<string, unknown>)[extra] = from[extra];
}

/** The member that a finding about a struct is about, on the sides that have it. */
interface Member {
  path: string;
  from: MemberNode | null;
  to: MemberNode | null;
}

/** What a rule says about an entry that is in `from`, in `to` or in both, or about a member of it. */
interface Says extends ImpactPair, Extras {
  from: SubjectEntry | null;
  to: SubjectEntry | null;
  message: string;
  hint?: string | null | undefined;
  because?: ChangeKey | undefined;
  member?: Member | null;
  evidence?: readonly Evidence[];
}

/** The subject is the entry in `from` if it exists. */
export function findingOf(says: Says): Finding {
  const { from, to, member = null, source, binary, message, hint = null } = says;
  const entry = from ?? to;
  if (entry === null) throw new TypeError("a finding is about something");
  const finding: Finding = {
    subject: subjectOf(entry),
    member: member === null ? null : member.path,
    source,
    binary,
    from: from && sideOf(from, member?.from),
    to: to && sideOf(to, member?.to),
    evidence: evidenceOf(says, member),
    message,
    hint,
  };
  copyExtras(says, finding);
  if (says.because !== undefined) finding.because = says.because;
  return finding;
}

/** The declarations of the member where there are any, else those of the entry if it has one, and what the rule adds. */
function evidenceOf({ from, to, evidence: more = none }: Says, member: Member | null): Evidence[] {
  const before = from && declared("from", from, member);
  const after = to && declared("to", to, member);
  // A list that grows takes the memory of many more: diffs have thousands.
  if (before && after) return [before, after, ...more];
  return before || after ? [(before ?? after) as Evidence, ...more] : [...more];
}

const none: readonly Evidence[] = [];

function declared(side: "from" | "to", entry: SubjectEntry, member: Member | null): Evidence | null {
  const node = member?.[side] ?? null;
  if (node !== null) return memberEvidence(side, entry as ManifestStruct, node);
  if (member?.from || member?.to || ("kind" in entry && entry.kind === "header")) return null;
  return declarationEvidence(side, entry);
}

export function subjectOf(entry: SubjectEntry): Subject {
  return { kind: kindOf(entry), name: entry.name };
}

function kindOf(entry: SubjectEntry): SubjectKind {
  return "kind" in entry ? entry.kind : "enum";
}

/** The place of an entry in its manifest, and the facts that decide the impact of its changes. */
function sideOf(entry: SubjectEntry, node: MemberNode | null = null): Side {
  const { header, line, tier, surface } = entry;
  const side: Side = { header, line, tier, surface, kind: kindOf(entry) };
  if ("limitedApi" in entry) side.limitedApi = entry.limitedApi;
  if ("exported" in entry) side.exported = entry.exported;
  if ("opaque" in entry) {
    side.tag = entry.tag;
    side.typedefs = entry.typedefs;
    side.opaque = entry.opaque;
    side.size = entry.size;
    side.align = entry.align;
  }
  if ("values" in entry) {
    side.tag = entry.tag;
    side.values = entry.values;
  }
  if (node !== null) {
    const { type, size, bitWidth } = node.member;
    side.member = { name: node.path, type, size, ...positionOf(node), ...(bitWidth && { bitWidth }) };
  }
  return side;
}

const kindNames: Record<SubjectKind, string> = {
  function: "function",
  "inline-function": "inline function",
  macro: "macro",
  variable: "variable",
  typedef: "typedef",
  enumerator: "enumerator",
  enum: "enum",
  struct: "struct",
  union: "union",
  header: "header",
};

/** For use in a sentence: `inline function Py_INCREF`. */
export function spoken(entry: SubjectEntry): string {
  return `${kindNames[kindOf(entry)]} ${entry.name}`;
}

/** For use in a sentence: `an inline function`. */
export function spokenKind(entry: SubjectEntry): string {
  const kind = kindNames[kindOf(entry)];
  return `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;
}

/**
 * The impact on built modules of an entry that is gone or, in `to`, no longer exported. Modules that saw a struct
 * complete have member offsets compiled in that no header describes any more. Of a name without a mark, which older
 * versions export too ({@link hidesUnmarked}), headers do not show whether libpython has it at all.
 */
export function binaryOfLoss(
  { from, to }: Pair<ManifestIndex>,
  before: SubjectEntry,
  after: SubjectEntry | null,
): Impact {
  if (after === null && "members" in before && before.members !== null && !before.opaque) return "risky";
  if (!from.isExported(before) || (after !== null && to.isExported(after))) return "compatible";
  const isPromised = "stableAbi" in before && before.stableAbi !== null;
  return isPromised || !isMarked(before) ? "risky" : "breaking";
}

/** The impact on source that uses a symbol which, in `to`, is declared but no longer exported: it does not link. */
export function sourceOfHiding({ from, to }: Pair<ManifestIndex>, before: SubjectEntry, after: SubjectEntry): Impact {
  if (!from.isExported(before) || to.isExported(after)) return "compatible";
  return isMarked(before) ? "breaking" : "risky";
}

/** Whether a function or variable is declared with `PyAPI_FUNC` or `PyAPI_DATA`. */
export const isMarked = (entry: SubjectEntry): boolean => "exported" in entry && entry.exported;

/** ` since 3.13`; nothing for a deprecation without a version. */
export const sinceText = (version: string): string => (version === "" ? "" : ` since ${version}`);

export function isFunction(entry: SubjectEntry): entry is FunctionSymbol {
  return "kind" in entry && (entry.kind === "function" || entry.kind === "inline-function");
}
