import type { Platform } from "../../cpython/target.ts";
import type { Manifest, ManifestStruct } from "../../manifest/model.ts";
import { memberRows, offsetText } from "../layout/rows.ts";

/** A struct on platforms where it is laid out otherwise than on the one that all are compared with. */
export interface StructDifference {
  name: string;
  /** On the platform compared with; null where it has none. */
  layout: Layout | null;
  elsewhere: { platforms: Platform[]; layout: Layout | null; causes: Cause[] }[];
}

/** Bytes; null where a struct is only named, or its layout not known. */
type Layout = Pick<ManifestStruct, "size" | "align">;

/** Why: a member whose own size differs, or that is on one side only. Members that only moved are no cause. */
export interface Cause {
  /** As C reaches it from the struct. */
  member: string;
  /** As declared; what lies underneath depends on the platform. */
  type: string;
  /** Bytes; null where there is no such member, or its size is not known. */
  from: number | null;
  to: number | null;
}

export interface PlatformComparison {
  base: Pick<Manifest, "ref" | "version" | "target">;
  /** How many structs each platform has, and how many of them differ. */
  platforms: { name: Platform; structs: number; differing: number }[];
  structs: StructDifference[];
}

/** Compares the same ref's manifests for several platforms, struct by struct. */
export function comparePlatforms(base: Manifest, others: readonly Manifest[]): PlatformComparison {
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
      note(entry, manifest.target.platform, layoutOf(to), from && to ? causesOf(from, to) : []);
    }
    return { name: manifest.target.platform, structs: own.size, differing };
  });
  const { ref, version, target } = base;
  const sorted = [...structs.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { base: { ref, version, target }, platforms, structs: sorted };
}

/** Platforms that agree with each other share an entry. */
function note({ elsewhere }: StructDifference, platform: Platform, layout: Layout | null, causes: Cause[]): void {
  const key = JSON.stringify([layout, causes]);
  const same = elsewhere.find((one) => JSON.stringify([one.layout, one.causes]) === key);
  if (same) same.platforms.push(platform);
  else elsewhere.push({ platforms: [platform], layout, causes });
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

function causesOf(from: ManifestStruct, to: ManifestStruct): Cause[] {
  const rows = ({ members }: ManifestStruct) =>
    new Map(memberRows(members ?? []).flatMap((row) => (row.path === null ? [] : [[row.path, row] as const])));
  const [before, after] = [rows(from), rows(to)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((member) => {
    const [a, b] = [before.get(member), after.get(member)];
    // A struct without a name is as large as its members are.
    if ((a ?? b)?.hasMembers || (a && b && a.size === b.size)) return [];
    return [{ member, type: (b ?? a)?.type ?? "", from: a?.size ?? null, to: b?.size ?? null }];
  });
}
