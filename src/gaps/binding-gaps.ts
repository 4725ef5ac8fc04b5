import { sideOf } from "../check/versions.ts";
import { meaningOf } from "../diff/alias.ts";
import { ManifestIndex } from "../diff/manifest-index.ts";
import { memberTree } from "../diff/member-tree.ts";
import { type Manifest, type ManifestStruct, schemaVersion } from "../manifest/model.ts";
import { structNames } from "../manifest/struct-names.ts";
import { HitsByChange } from "../usage/hits.ts";
import { dataOf, type UsageIndex } from "../usage/model.ts";
import { Origins } from "../usage/origin.ts";
import type { Bindings, BoundStruct } from "./bindings.ts";
import { hiddenIn, structNamed } from "./compare.ts";
import { byUse, summaryOf } from "./gaps.ts";
import { flatMembers } from "./layout.ts";
import type { Gap, Gaps } from "./model.ts";

/**
 * Compares the declarations of a binding with a version. `missing` is what the version lacks; `details` say what the
 * binding has.
 * @param file the name of the bindings in the result
 * @param index of what packages use; null to leave usage out
 */
export function bindingGaps(bindings: Bindings, file: string, reference: Manifest, index: UsageIndex | null): Gaps {
  const known = ManifestIndex.of(reference);
  const hits = index && new HitsByChange(index, new Origins(index));
  const gaps: Gap[] = [];
  const unknown: string[] = [];
  for (const [name, difference] of differencesOf(bindings, known)) {
    if (difference === "unknown") {
      unknown.push(name);
      continue;
    }
    const struct = structNamed([bare(name)], known);
    const entry = struct ?? known.symbols.get(name);
    const { kind, tier = null, header = null } = entry ?? { kind: "name" as const };
    const usedBy = hits && (struct ? hits.ofStruct(structNames(struct)) : hits.ofNames([name]));
    gaps.push({ gap: difference.gap, name, kind, tier, header, details: difference.details, usedBy });
  }
  const { names, constants, structs } = bindings;
  return {
    schemaVersion,
    complete: reference.complete && unknown.length === 0,
    implementation: { bindings: file, entries: names.length + constants.size + structs.size },
    reference: sideOf(reference),
    usage: index && dataOf(index),
    summary: summaryOf(gaps),
    gaps: gaps.sort(byUse),
    unknown: unknown.sort(),
  };
}

type Difference = Pick<Gap, "gap" | "details"> | "unknown";

/** Each entry of the bindings that is not as in the reference. */
function* differencesOf(bindings: Bindings, known: ManifestIndex): Generator<[name: string, Difference]> {
  for (const name of bindings.names) {
    const isThere = isPublic(name, known) || structNamed([name], known) !== undefined;
    if (!isThere) yield [name, missing(name, known)];
  }
  for (const [name, value] of bindings.constants) {
    const difference = constantDifference(name, value, known);
    if (difference !== null) yield [name, difference];
  }
  for (const [name, bound] of bindings.structs) {
    const difference = structDifference(bare(name), bound, known);
    if (difference !== null) yield [name, difference];
  }
}

function constantDifference(name: string, value: string, known: ManifestIndex): Difference | null {
  const symbol = known.symbols.get(name);
  if (symbol === undefined || !isPublic(name, known)) return missing(name, known);
  const meant = meaningOf(symbol, known);
  if (!("value" in meant)) return { gap: "kind", details: [`it is a constant, not a ${meant.kind}`] };
  if (meant.value === null) return "unknown";
  return meant.value === value ? null : { gap: "value", details: [`it is ${value}, not ${meant.value}`] };
}

function structDifference(name: string, bound: BoundStruct, known: ManifestIndex): Difference | null {
  const struct = structNamed([name], known);
  if (struct === undefined) return missing(name, known);
  const details = boundDetails(bound, struct);
  if (details === null) return "unknown";
  return details.length > 0 ? { gap: "layout", details } : null;
}

const isPublic = (name: string, known: ManifestIndex) => known.symbols.get(name)?.surface === "public";

function missing(name: string, known: ManifestIndex): Difference {
  return { gap: "missing", details: absence(name, known) };
}

const bare = (name: string) => name.replace(/^(?:struct|union) /, "");

function absence(name: string, known: ManifestIndex): string[] {
  const elsewhere = known.elsewhere(name);
  if (elsewhere !== undefined) return [`only ${elsewhere.join(", ")} has it`];
  return hiddenIn(known.symbols.get(name) ?? known.structs.get(name) ?? known.tags.get(name));
}

/** How a binding's declaration of a struct differs from the layout; null if that is unknown. */
function boundDetails({ size, align, members }: BoundStruct, struct: ManifestStruct): string[] | null {
  if (size === null && align === null && members.size === 0) return [];
  if (struct.opaque || struct.members === null) return [`it has a layout, and the struct is opaque in the reference`];
  if (struct.size === null) return null;
  const details: string[] = [];
  if (size !== null && size !== struct.size) details.push(`it has ${size} bytes, not ${struct.size}`);
  if (align !== null && align !== struct.align) details.push(`it is aligned to ${align}, not ${struct.align}`);
  const places = new Map(flatMembers(memberTree(struct)).map((node) => [node.path, node.member]));
  for (const [path, offset] of members) {
    const member = places.get(path);
    if (member === undefined) details.push(`${path} is at ${offset}, and not in the struct`);
    else if (member.bitOffset !== undefined) details.push(`${path} is at ${offset}, and a bit-field`);
    else if (member.offset !== offset) details.push(`${path} is at ${offset}, not ${member.offset}`);
  }
  return details;
}
