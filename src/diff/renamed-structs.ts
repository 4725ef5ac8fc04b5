import { groupBy } from "../group-by.ts";
import type { ManifestMember, ManifestStruct } from "../manifest/model.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import { bareName, nameDistance } from "./near-name.ts";
import type { Pair, Pairing } from "./pair.ts";

/**
 * Pairs a removed struct with an added one of another name if either side has a typedef or macro from one name to the
 * other, or if they have the same members and no other struct does.
 */
export function pairRenamedStructs(
  { removed, added, paired }: Pairing<ManifestStruct>,
  from: ManifestIndex,
  to: ManifestIndex,
): Pairing<ManifestStruct> {
  const found = [...byAlias(removed, added, from, to)];
  const rest = (structs: readonly ManifestStruct[], pairs: readonly Pair<ManifestStruct>[]) =>
    structs.filter((struct) => !pairs.some((pair) => pair.from === struct || pair.to === struct));
  found.push(...byMembers(rest(removed, found), rest(added, found), from, to));
  return { removed: rest(removed, found), added: rest(added, found), paired: [...paired, ...found] };
}

function* byAlias(
  removed: readonly ManifestStruct[],
  added: readonly ManifestStruct[],
  from: ManifestIndex,
  to: ManifestIndex,
): Iterable<Pair<ManifestStruct>> {
  const free = new Set(added);
  const candidates = added.map((struct) => ({ struct, before: aliasTarget(struct.name, from) }));
  for (const struct of removed) {
    const now = aliasTarget(struct.name, to);
    const left = candidates.filter((candidate) => free.has(candidate.struct));
    const other = (left.find((one) => one.struct.name === now) ?? left.find(({ before }) => before === struct.name))
      ?.struct;
    if (other === undefined) continue;
    free.delete(other);
    yield { from: struct, to: other };
  }
}

/** The entry name of the struct that a typedef or macro of this name stands for, or null. */
export function aliasTarget(name: string, { symbols, structs, tags }: ManifestIndex): string | null {
  const seen = new Set<string>();
  for (let next: string | undefined = name; next !== undefined && !seen.has(next); ) {
    seen.add(next);
    const symbol = symbols.get(next);
    const text: string = symbol?.kind === "typedef" ? symbol.type : symbol?.kind === "macro" ? symbol.body : "";
    next = /^(?:(?:struct|union) )?(\w+)$/.exec(text)?.[1];
    const struct = next === undefined ? undefined : (structs.get(next) ?? tags.get(next));
    if (struct !== undefined && struct.name !== name) return struct.name;
  }
  return null;
}

/** With this many equal members the names need not be similar. */
const telling = 3;

function* byMembers(
  removed: readonly ManifestStruct[],
  added: readonly ManifestStruct[],
  from: ManifestIndex,
  to: ManifestIndex,
): Iterable<Pair<ManifestStruct>> {
  const sizes = new Set(removed.map(({ size }) => size));
  const [before, after] = [byLayout(removed), byLayout(added.filter(({ size }) => sizes.has(size)))];
  for (const [layout, [struct, twin]] of before) {
    const [other, otherTwin] = after.get(layout) ?? [];
    if (struct === undefined || other === undefined || twin !== undefined || otherTwin !== undefined) continue;
    const isTelling =
      leaves(struct.members).length >= telling || nameDistance(bareName(struct.name), bareName(other.name)) !== null;
    if (isTelling && typesMayBeTheSame(struct, other, from, to)) yield { from: struct, to: other };
  }
}

function byLayout(structs: readonly ManifestStruct[]): Map<string, ManifestStruct[]> {
  const known = structs.filter(({ members }) => {
    const all = leaves(members);
    return all.length >= 2 && all.every(({ offset }) => offset !== null);
  });
  return groupBy(known, ({ kind, size, members }) => {
    const places = leaves(members).map(({ name, offset, size, bitOffset, bitWidth }) => {
      return [name, offset, size, bitOffset, bitWidth];
    });
    return JSON.stringify([kind, size, places]);
  });
}

function leaves(members: readonly ManifestMember[] | null): ManifestMember[] {
  return (members ?? []).flatMap((member) => (member.members === undefined ? [member] : leaves(member.members)));
}

/** A name that only `from`'s member types mention must be gone from `to`, and vice versa. */
function typesMayBeTheSame(a: ManifestStruct, b: ManifestStruct, from: ManifestIndex, to: ManifestIndex): boolean {
  const others = leaves(b.members);
  return leaves(a.members).every(({ type }, index) => {
    const [before, after] = [wordsOf(type), wordsOf(others[index]?.type ?? "")];
    return (
      [...before].every((word) => after.has(word) || !to.hasName(word)) &&
      [...after].every((word) => before.has(word) || !from.hasName(word))
    );
  });
}

const wordsOf = (type: string) => new Set(type.match(/[A-Za-z_]\w*/g) ?? []);
