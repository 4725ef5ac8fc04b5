import { isDeepStrictEqual } from "node:util";
import type { Platform } from "../../cpython/target.ts";
import type { Manifest, ManifestStruct } from "../../manifest/model.ts";
import { type MemberRow, memberRows, offsetText } from "../layout/rows.ts";

/** A struct whose layout on some platforms differs from the base platform. */
export interface StructDifference {
  name: string;
  /** On the base platform; null if it does not have the struct. */
  layout: Layout | null;
  elsewhere: { platforms: Platform[]; layout: Layout | null; causes: Cause[]; moved: Move[] }[];
}

/** Bytes; null if the struct is incomplete or its layout unknown. */
type Layout = Pick<ManifestStruct, "size" | "align">;

/** A cause: a member whose own size differs, or that only one side has. Members that merely moved are not causes. */
export interface Cause {
  /** The path in C from the struct. */
  member: string;
  /** As declared; the underlying type depends on the platform. */
  type: string;
  /** Bytes; null if the member is missing or its size unknown. */
  from: number | null;
  to: number | null;
}

/** A member at another offset, where none has another size: its alignment or the byte order is the cause. */
export interface Move {
  /** The path in C from the struct. */
  member: string;
  type: string;
  /** Bytes from the start of the struct; `24:3` for the fourth bit of that byte. */
  from: string;
  to: string;
}

/** As much of a manifest as is compared. */
export type PlatformStructs = Pick<Manifest, "ref" | "version" | "target" | "structs">;

export interface PlatformComparison {
  base: Omit<PlatformStructs, "structs">;
  /** The number of structs on each platform, and how many of them differ. */
  platforms: { name: Platform; structs: number; differing: number }[];
  structs: StructDifference[];
}

/** Compares the manifests of a ref for several platforms, struct by struct. */
export function comparePlatforms(base: PlatformStructs, others: readonly PlatformStructs[]): PlatformComparison {
  const structs = new Map<string, StructDifference>();
  const known = new Map(base.structs.map((struct) => [struct.name, struct]));
  const platforms = others.map((manifest) => {
    const own = new Map(manifest.structs.map((struct) => [struct.name, struct]));
    let differing = 0;
    for (const name of new Set([...known.keys(), ...own.keys()])) {
      const [from, to] = [known.get(name), own.get(name)];
      if (isSame(from, to)) continue;
      differing++;
      const entry = structs.get(name) ?? { name, layout: layoutOf(from), elsewhere: [] };
      structs.set(name, entry);
      const causes = from && to ? causesOf(from, to) : [];
      const moved = from && to && causes.length === 0 ? movesOf(from, to) : [];
      note(entry, manifest.target.platform, { layout: layoutOf(to), causes, moved });
    }
    return { name: manifest.target.platform, structs: own.size, differing };
  });
  const { ref, version, target } = base;
  const sorted = [...structs.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { base: { ref, version, target }, platforms, structs: sorted };
}

/** Platforms with equal layouts share an entry. */
function note(
  { elsewhere }: StructDifference,
  platform: Platform,
  found: Omit<StructDifference["elsewhere"][number], "platforms">,
): void {
  const same = elsewhere.find(({ platforms: _, ...known }) => isDeepStrictEqual(known, found));
  if (same) same.platforms.push(platform);
  else elsewhere.push({ platforms: [platform], ...found });
}

const layoutOf = (struct: ManifestStruct | undefined): Layout | null =>
  struct ? { size: struct.size, align: struct.align } : null;

function isSame(from: ManifestStruct | undefined, to: ManifestStruct | undefined): boolean {
  if (!from || !to) return false;
  const places = ({ size, align, members }: ManifestStruct) =>
    JSON.stringify([
      size,
      align,
      memberRows(members ?? []).map((row) => [row.path, offsetText(row), row.size, row.bits]),
    ]);
  return places(from) === places(to);
}

const rowsOf = ({ members }: ManifestStruct) =>
  new Map(memberRows(members ?? []).flatMap((row) => (row.path === null ? [] : [[row.path, row] as const])));

function movesOf(from: ManifestStruct, to: ManifestStruct): Move[] {
  const after = rowsOf(to);
  return [...rowsOf(from)].flatMap(([member, row]) => {
    const moved = after.get(member);
    const [before, now] = [offsetText(row), moved ? offsetText(moved) : ""];
    return moved === undefined || before === now ? [] : [{ member, type: row.type, from: before, to: now }];
  });
}

function causesOf(from: ManifestStruct, to: ManifestStruct): Cause[] {
  const [before, after] = [rowsOf(from), rowsOf(to)];
  const causes: Cause[] = [];
  const explained = new Set<string | null>();
  // Inner members first: they explain the size of an unnamed struct, but not that of an array of another length.
  for (const member of [...new Set([...before.keys(), ...after.keys()])].reverse()) {
    const [a, b] = [before.get(member), after.get(member)];
    const row = (b ?? a) as MemberRow;
    if (a && b && a.size === b.size) continue;
    if (!explained.has(member)) causes.push({ member, type: row.type, from: a?.size ?? null, to: b?.size ?? null });
    explained.add(row.within);
  }
  return causes.reverse();
}
