import type { ManifestStruct } from "../manifest/model.ts";
import type { ManifestIndex } from "./manifest-index.ts";

/** Which headers complete a struct, and so who can see its members; null if none do. */
export function completedBy(struct: ManifestStruct): "public" | "internal" | null {
  if (struct.members === null) return null;
  return struct.opaque || struct.surface === "internal" ? "internal" : "public";
}

const rank = { public: 2, internal: 1 };

/** Positive if fewer readers see the members in `to`, negative if more do. */
export function lossOfSight(from: ManifestStruct, to: ManifestStruct): number {
  const [before, after] = [completedBy(from), completedBy(to)];
  return (before === null ? 0 : rank[before]) - (after === null ? 0 : rank[after]);
}

/** Extensions never saw the members; only code that includes internal headers or reads memory from outside did. */
export function isHidden(struct: ManifestStruct): boolean {
  return struct.surface === "public" && completedBy(struct) === "internal";
}

/** The struct for readers of members hidden from extensions: changes of these do not concern the public surface. */
export function asInternal(struct: ManifestStruct): ManifestStruct {
  return { ...struct, surface: "internal", tier: "internal" };
}

/** The struct for readers of its name: an opaque one where its public typedef is, not where it is completed. */
export function asNamed(struct: ManifestStruct, index: ManifestIndex): ManifestStruct {
  if (!struct.opaque) return struct;
  const typedef = index.partsOf(struct).find(({ surface }) => surface === "public");
  return typedef === undefined ? struct : { ...struct, header: typedef.header, line: typedef.line };
}
