import type { ManifestStruct } from "../manifest/model.ts";
import { type Allocator, allocatorOf } from "./allocators.ts";
import type { Comparison } from "./comparison.ts";
import { isHidden } from "./completion.ts";
import { replacement, worst } from "./conversion.ts";
import { isIndexed } from "./indexed-structs.ts";
import { type MemberNode, structOfType } from "./member-tree.ts";
import type { Impact, ImpactPair } from "./model.ts";
import type { Pair } from "./pair.ts";
import { bitsOf, type StructEdit, structEdits } from "./struct-edits.ts";
import type { ParsedType } from "./type.ts";

/** The impact of an edit on users of the member, or of the struct if the edit is about several members. */
export function impactOfEdit(comparison: Comparison, pair: Pair<ManifestStruct>, edit: StructEdit): ImpactPair {
  const impact = openImpact(comparison, pair, edit);
  return isHidden(pair.from) ? { source: soften(impact.source), binary: soften(impact.binary) } : impact;
}

/** The impact on a built module that reads members of a struct it could no longer see, or embeds the struct. */
export function binaryOfHiding(comparison: Comparison, pair: Pair<ManifestStruct>): Impact {
  const { from, to } = pair;
  if (from.members === null || to.members === null || from.size === null || to.size === null) return "risky";
  return worst(...structEdits(comparison, pair).map((edit) => openImpact(comparison, pair, edit).binary));
}

const soften = (impact: Impact): Impact => (impact === "breaking" ? "risky" : impact);

function openImpact(comparison: Comparison, pair: Pair<ManifestStruct>, edit: StructEdit): ImpactPair {
  const allocator = allocatorOf(pair.from, comparison.from);
  const binary = binaryOfLayout(edit, pair, allocator, isIndexed(pair.from, comparison.from));
  switch (edit.kind) {
    case "removed":
      if (isPadding(edit.from)) return { source: "breaking", binary };
      return { source: "breaking", binary: edit.from.start === null ? "risky" : "breaking" };
    case "added":
      // Positional initializers shift, and old memory has arbitrary bytes in padding.
      return {
        source: allocator === "extension" && !edit.isLast && !edit.inUnion ? "risky" : "compatible",
        binary: allocator === "extension" && !edit.resizes && edit.inPadding ? worst(binary, "risky") : binary,
      };
    case "renamed":
      return {
        source: edit.pair?.alias ? "compatible" : "breaking",
        binary: worst(binary, binaryOfMove(edit)),
      };
    case "retyped": {
      const { types, from, to } = comparison;
      const impact = typeImpact(types.of(from, edit.from.member.type), types.of(to, edit.to.member.type), comparison);
      return { source: impact.source, binary: worst(binary, impact.binary, binaryOfStart(edit)) };
    }
    case "bit-field":
      return { source: bitsOf(edit.to) < bitsOf(edit.from) ? "risky" : "compatible", binary: "breaking" };
    case "reordered":
      return { source: allocator === "extension" ? "risky" : "compatible", binary: "breaking" };
    case "layout":
      return {
        source: pair.from.kind === pair.to.kind ? "compatible" : "breaking",
        binary: worst(binary, binaryOfResized(comparison, edit.resized)),
      };
  }
}

/** Whether a member is there for its size alone, so that no built module uses what is in it. */
const isPadding = ({ name }: MemberNode) => /^_*pad(?:ding)?\d*$/.test(name);

/** The impact of new offsets and a new size. */
function binaryOfLayout(
  edit: StructEdit,
  { from, to }: Pair<ManifestStruct>,
  allocator: Allocator,
  isIndexed: boolean,
): Impact {
  if (edit.shifts) return "breaking";
  if (from.size === null || to.size === null) return "risky";
  if (!edit.resizes) return "compatible";
  if (allocator === "extension" || isIndexed) return "breaking";
  return allocator === "python" ? "compatible" : "risky";
}

/**
 * In a struct that grew, the first members keep their offsets; a larger number is a different value, and array elements
 * move.
 */
function binaryOfResized({ from }: Comparison, resized: readonly Pair<MemberNode>[]): Impact {
  if (resized.length === 0) return "risky";
  return resized.every((pair) => structOfType(pair.from.member.type, from) !== undefined) ? "compatible" : "breaking";
}

/** As for any value, except that the first elements of an array that got longer keep their offsets. */
function typeImpact(from: ParsedType, to: ParsedType, comparison: Comparison): ImpactPair {
  if (from.kind !== "array" || to.kind !== "array") return replacement(from, to, comparison.types.model);
  const elements = typeImpact(from.of, to.of, comparison);
  return from.length === to.length ? elements : { ...elements, source: worst(elements.source, "risky") };
}

function binaryOfMove({ from, to }: Pair<MemberNode>): Impact {
  const isSameSize = from.member.size === to.member.size && from.member.bitWidth === to.member.bitWidth;
  return worst(binaryOfStart({ from, to }), isSameSize ? "compatible" : "breaking");
}

function binaryOfStart({ from, to }: Pair<MemberNode>): Impact {
  if (from.start === null || to.start === null) return "risky";
  return from.start === to.start ? "compatible" : "breaking";
}
