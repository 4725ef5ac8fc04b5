import type { ManifestStruct } from "../manifest/model.ts";

/** Whose headers complete a struct: who sees its members; null where none do. */
export function completedBy(struct: ManifestStruct): "public" | "internal" | null {
  if (struct.members === null) return null;
  return struct.opaque || struct.surface === "internal" ? "internal" : "public";
}

const rank = { public: 2, internal: 1 };

/** More than 0 where fewer see the members in `to`, less where more do. */
export function lossOfSight(from: ManifestStruct, to: ManifestStruct): number {
  const [before, after] = [completedBy(from), completedBy(to)];
  return (before === null ? 0 : rank[before]) - (after === null ? 0 : rank[after]);
}

/** Extensions never saw the members: who does includes internal headers or reads memory from outside. */
export function isHidden(struct: ManifestStruct): boolean {
  return struct.surface === "public" && completedBy(struct) === "internal";
}

/** The struct as one who sees members that extensions do not: what happens to these is no matter of the public surface. */
export function asInternal(struct: ManifestStruct): ManifestStruct {
  return { ...struct, surface: "internal", tier: "internal" };
}
