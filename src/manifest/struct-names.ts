import type { ManifestStruct } from "./model.ts";

/** All names of a struct, each once. */
export const structNames = ({ name, typedefs, tag }: Pick<ManifestStruct, "name" | "typedefs" | "tag">): string[] => [
  ...new Set([name, ...typedefs, ...(tag === null ? [] : [tag])]),
];
