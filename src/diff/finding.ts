import type { ManifestStruct, ManifestSymbol } from "../manifest/model.ts";
import { declarationEvidence } from "./declaration.ts";
import type { Finding, ImpactPair, Side, SubjectKind } from "./model.ts";

/** What a rule says of an entry that is in `from`, in `to` or in both; it is about the one in `from` where there is one. */
export function findingOf(
  says: { from: ManifestSymbol | ManifestStruct | null; to: ManifestSymbol | ManifestStruct | null } & ImpactPair &
    Pick<Finding, "message"> &
    Partial<Pick<Finding, "hint">>,
): Finding {
  const entry = says.from ?? says.to;
  if (entry === null) throw new TypeError("a finding is about something");
  return {
    subject: { kind: entry.kind, name: entry.name },
    member: null,
    source: says.source,
    binary: says.binary,
    from: says.from && sideOf(says.from),
    to: says.to && sideOf(says.to),
    evidence: [says.from, says.to].flatMap((side) => (side ? declarationEvidence(side) : [])),
    message: says.message,
    hint: says.hint ?? null,
  };
}

/** Where an entry stands in one manifest, and the facts that decide the impact of its changes. */
function sideOf(entry: ManifestSymbol | ManifestStruct): Side {
  const { header, line, tier, surface, kind, limitedApi } = entry;
  const side: Side = { header, line, tier, surface, kind, limitedApi };
  if ("exported" in entry) side.exported = entry.exported;
  if ("opaque" in entry) {
    const { tag, typedefs, opaque, size, align } = entry;
    Object.assign(side, { tag, typedefs, opaque, size, align });
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
  struct: "struct",
  union: "union",
};

/** As in a sentence: `inline function Py_INCREF`. */
export function spoken(entry: ManifestSymbol | ManifestStruct): string {
  return `${kindNames[entry.kind]} ${entry.name}`;
}

/** True where a built module finds the symbol in the Python that it is loaded into. */
export function isExported(symbol: ManifestSymbol): boolean {
  return "exported" in symbol && symbol.exported;
}
