import { groupBy } from "../../group-by.ts";
import type { Comparison } from "../comparison.ts";
import { counted } from "../counted.ts";
import { editedStructs } from "../edited-structs.ts";
import { spoken, subjectOf } from "../finding.ts";
import { reportsOf } from "../member-finding.ts";
import { type MemberNode, structOfType } from "../member-tree.ts";
import type { ChangeKey } from "../model.ts";
import { elementOf } from "../nested-structs.ts";
import type { Pair } from "../pair.ts";
import { type Rule, structKinds } from "../rule.ts";
import { memberOfEdit, type StructEdit } from "../struct-edits.ts";

export const layoutChanged: Rule = {
  id: "layout-changed",
  title: "Layout changed",
  purpose:
    "Checks that a struct or union whose members have the same names and types keeps its size, alignment and offsets.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "compatible", binary: "breaking" },
  impactReason:
    "Binary breaking if members moved, if a member other than a struct has another size, or if a struct that " +
    "extensions allocate or macros index changed its size. Binary risky if a struct changed its size that begins " +
    "the objects of subclasses or whose allocator the headers do not show, or if only alignment or padding changed. " +
    "Binary compatible otherwise. At most risky for a public struct that only internal headers complete. Source " +
    "breaking if a struct became a union or a union a struct.",
  mirror: "layout-changed",
  explains: [],
  check(comparison, report) {
    reportsOf(comparison, report, "layout", ({ resized }, { from, to }) => {
      const because = resized.map((pair) => reason(comparison, pair.from)).find((found) => found !== undefined);
      const causes = [...groupBy(resized, sizesOf).values()].map(([pair, ...others]) => {
        const more = others.length === 0 ? "" : ` and ${counted(others.length, "other member")}`;
        return `the type of ${pair.to.path}${more}, ${sizesOf(pair)}`;
      });
      const kind = from.kind === to.kind ? "" : ` is a ${to.kind} now and`;
      const align = from.align === to.align ? [] : [`it was aligned to ${from.align} bytes and is to ${to.align}`];
      return {
        because,
        message: `The ${spoken(from)}${kind} has another layout: ${[...causes, ...align].join("; ") || "its members are the same"}`,
      };
    });
  },
};

const sizesOf = ({ from, to }: Pair<MemberNode>) =>
  `${to.member.type}, had ${from.member.size} bytes and has ${to.member.size}`;

/** The change of the struct or typedef that is the type of a member or of its elements. */
function reason(comparison: Comparison, { member }: MemberNode): ChangeKey | undefined {
  const type = elementOf(member.type);
  const struct = structOfType(type, comparison.from);
  if (struct === undefined) return reasonOfTypedef(comparison, type);
  const edited = editedStructs(comparison).find(({ pair }) => pair.from === struct);
  const edit =
    edited?.edits.find((edit) => edit.resizes) ?? edited?.edits.find((edit) => edit.shifts) ?? edited?.edits[0];
  if (edited === undefined || edit === undefined) return undefined;
  const inner = memberOfEdit(edit);
  return {
    rule: ruleOf[edit.kind],
    subject: subjectOf(edited.pair.from),
    ...(inner === null ? {} : { member: inner }),
  };
}

/** The first typedef in resolving the type whose meaning changed. */
function reasonOfTypedef({ from, to }: Comparison, type: string): ChangeKey | undefined {
  const seen = new Set<string>();
  for (let name = type; !seen.has(name); ) {
    seen.add(name);
    const [before, after] = [from.symbols.get(name), to.symbols.get(name)];
    if (before?.kind !== "typedef" || after?.kind !== "typedef") return undefined;
    if (before.type !== after.type) return { rule: "typedef-changed", subject: subjectOf(before) };
    name = before.type;
  }
  return undefined;
}

const ruleOf: Record<StructEdit["kind"], string> = {
  added: "member-added",
  removed: "member-removed",
  renamed: "member-renamed",
  retyped: "member-type-changed",
  "bit-field": "bitfield-changed",
  reordered: "member-reordered",
  layout: "layout-changed",
};
