import type { FunctionSymbol } from "../manifest/model.ts";
import { declarationEvidence } from "./declaration.ts";
import type { SubjectEntry } from "./manifest-index.ts";
import type { ChangeKey, Evidence, Finding, Impact, ImpactPair, Side, Subject, SubjectKind } from "./model.ts";

/** Fields that only some rules set. */
type Extra = Pick<
  Finding,
  | "hint"
  | "replacement"
  | "newName"
  | "confidence"
  | "aliasKept"
  | "against"
  | "renamedFrom"
  | "shifted"
  | "accessors"
  | "elsewhere"
>;

/** A finding about an entry that is in `from`, in `to` or in both; the subject is the one in `from` if it exists. */
export function findingOf(
  says: { from: SubjectEntry | null; to: SubjectEntry | null } & ImpactPair &
    Pick<Finding, "message"> &
    Partial<Extra> & { because?: ChangeKey | undefined; evidence?: readonly Evidence[] },
): Finding {
  const { from, to, source, binary, message, hint = null, evidence = [], because, ...extra } = says;
  const entry = from ?? to;
  if (entry === null) throw new TypeError("a finding is about something");
  return {
    subject: subjectOf(entry),
    member: null,
    source,
    binary,
    from: from && sideOf(from),
    to: to && sideOf(to),
    ...extra,
    ...(because && { because }),
    evidence: [
      ...(from ? [declarationEvidence("from", from)] : []),
      ...(to ? [declarationEvidence("to", to)] : []),
      ...evidence,
    ],
    message,
    hint,
  };
}

export function subjectOf(entry: SubjectEntry): Subject {
  return { kind: kindOf(entry), name: entry.name };
}

function kindOf(entry: SubjectEntry): SubjectKind {
  return "kind" in entry ? entry.kind : "enum";
}

/** The place of an entry in its manifest, and the facts that decide the impact of its changes. */
function sideOf(entry: SubjectEntry): Side {
  const { header, line, tier, surface } = entry;
  const side: Side = { header, line, tier, surface, kind: kindOf(entry) };
  if ("limitedApi" in entry) side.limitedApi = entry.limitedApi;
  if ("exported" in entry) side.exported = entry.exported;
  if ("opaque" in entry) {
    const { tag, typedefs, opaque, size, align } = entry;
    Object.assign(side, { tag, typedefs, opaque, size, align });
  }
  if ("values" in entry) Object.assign(side, { tag: entry.tag, values: entry.values });
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

/** Whether a built module resolves the entry in the Python it is loaded into. */
export function isExported(entry: SubjectEntry): boolean {
  return "exported" in entry && entry.exported;
}

/**
 * The impact on built modules of an entry that is gone or, in `to`, no longer exported. Modules that saw a struct
 * complete have member offsets compiled in that no header describes any more.
 */
export function binaryOfLoss(from: SubjectEntry, to: SubjectEntry | null): Impact {
  if (to === null && "members" in from && from.members !== null && !from.opaque) return "risky";
  if (!isExported(from) || (to !== null && isExported(to))) return "compatible";
  return "stableAbi" in from && from.stableAbi !== null ? "risky" : "breaking";
}

export function isFunction(entry: SubjectEntry): entry is FunctionSymbol {
  return "kind" in entry && (entry.kind === "function" || entry.kind === "inline-function");
}
