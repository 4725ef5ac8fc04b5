import type { ManifestStruct } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { asInternal, completedBy } from "./completion.ts";
import { editedStructs } from "./edited-structs.ts";
import { findingOf, spoken } from "./finding.ts";
import { impactOfEdit } from "./member-impact.ts";
import { type MemberNode, positionOf, startOf } from "./member-tree.ts";
import type { ChangeKey, Finding, Position, Shift } from "./model.ts";
import { structsOnPath } from "./nested-structs.ts";
import type { Pair } from "./pair.ts";
import type { ReportFinding } from "./rule.ts";
import { memberOfEdit, parentsIn, type StructEdit } from "./struct-edits.ts";

type EditOf<K extends StructEdit["kind"]> = Extract<StructEdit, { kind: K }>;

/** What a rule adds to an edit. `message` is one sentence without the full stop. */
export type Says = Pick<Finding, "message"> &
  Partial<Pick<Finding, "hint" | "replacement" | "newName" | "confidence" | "aliasKept" | "accessors">> & {
    because?: ChangeKey | undefined;
  };

/** One report per edit of a kind, over all structs. */
export function reportsOf<K extends StructEdit["kind"]>(
  comparison: Comparison,
  report: ReportFinding,
  kind: K,
  says: (edit: EditOf<K>, pair: Pair<ManifestStruct>) => Says,
): void {
  for (const { pair, edits } of editedStructs(comparison)) {
    for (const edit of edits) {
      if (edit.kind !== kind) continue;
      const said = says(edit as EditOf<K>, pair);
      report(findingOfEdit(comparison, pair, edit, said), structsAround(comparison, pair, edit));
    }
  }
}

/** The structs inside the edited one whose members an edit is about. */
function structsAround(comparison: Comparison, pair: Pair<ManifestStruct>, edit: StructEdit): ManifestStruct[] {
  const parents = parentsIn(edit);
  return (["from", "to"] as const).flatMap((side) =>
    [...parents[side]].flatMap((path) => (path === "" ? [] : structsOnPath(path, pair[side], comparison[side]))),
  );
}

function findingOfEdit(comparison: Comparison, pair: Pair<ManifestStruct>, edit: StructEdit, says: Says): Finding {
  const [before, after] = ["from" in edit ? edit.from : null, "to" in edit ? edit.to : null];
  const isInternal = completedBy(pair.from) === "internal" && completedBy(pair.to) === "internal";
  const seen = isInternal ? { from: asInternal(pair.from), to: asInternal(pair.to) } : pair;
  const path = memberOfEdit(edit);
  const { source, binary } = impactOfEdit(comparison, pair, edit);
  const shifted = edit.kind === "reordered" ? [...edit.members.filter(isElsewhere), ...edit.shifted] : edit.shifted;
  return findingOf({
    from: seen.from,
    to: seen.to,
    member: path === null ? null : { path, from: before, to: after },
    source,
    binary,
    newName: says.newName,
    confidence: says.confidence,
    aliasKept: says.aliasKept,
    because: says.because,
    shifted: shifted.length === 0 ? undefined : shifted,
    accessors: says.accessors,
    replacement: says.replacement,
    message: `${says.message}${consequences(pair, edit)}.`,
    hint: says.hint,
  });
}

const isElsewhere = ({ from, to }: Shift) => startOf(from) !== startOf(to);

/** Side effects of the edit: the number of members that moved too (`shifted` lists them), and the size. */
function consequences({ from, to }: Pair<ManifestStruct>, edit: StructEdit): string {
  const { length } = edit.shifted;
  const parts: string[] = [];
  // Not "it shifts them": how far they moved may be due to several edits.
  if (length > 0) parts.push(length === 1 ? "1 member moved" : `${length} members moved`);
  if ((length > 0 || edit.resizes || edit.kind === "layout") && from.size !== to.size) parts.push(sizeText(from, to));
  return parts.length === 0 ? "" : `; ${parts.join("; ")}`;
}

export function shiftText({ member, from, to }: Shift): string {
  return `${member} moved from ${positionText(from)} to ${positionText(to)}`;
}

function sizeText(from: ManifestStruct, to: ManifestStruct): string {
  return `the ${from.kind} had ${from.size ?? "?"} bytes and has ${to.size ?? "?"}`;
}

/** `offset 16` in bytes; of a bit-field `bit 131`, from the start of the struct as well. */
export function positionText({ offset, bitOffset }: Position): string {
  if (offset === null) return "an offset that is not known";
  return bitOffset === undefined ? `offset ${offset}` : `bit ${bitOffset}`;
}

/** `it was at offset 16 and is at offset 24`; null if the member did not move. */
export function moveText({ from, to }: Pair<MemberNode>): string | null {
  const [before, after] = [positionText(positionOf(from)), positionText(positionOf(to))];
  return before === after ? null : `it was at ${before} and is at ${after}`;
}

/** For use in a sentence: `member ob_hash (Py_hash_t) of the struct PyTupleObject`. */
export function spokenMember(node: MemberNode, struct: ManifestStruct): string {
  const bits = node.member.bitWidth === undefined ? "" : ` : ${node.member.bitWidth}`;
  return `member ${node.path} (${node.member.type}${bits}) of the ${spoken(struct)}`;
}
