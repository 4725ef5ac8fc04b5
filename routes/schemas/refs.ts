import { Type } from "typebox";
import { seriesPattern } from "../../src/cpython/ref-list.ts";
import { nextCursor, nullable, oneOf, pageQuery } from "./common.ts";

export const RefsQuery = Type.Object(
  {
    series: Type.Optional(
      Type.String({ pattern: seriesPattern.source, description: "Only refs of this series, e.g. 3.13" }),
    ),
    kind: Type.Optional(oneOf(["tag", "branch"], { description: "Only tags, or only branches" })),
    prerelease: Type.Optional(
      Type.Boolean({ description: "true: only alphas, betas and release candidates; false: exclude them" }),
    ),
    ...pageQuery("Refs"),
  },
  { additionalProperties: false },
);

const RefSchema = Type.Object(
  {
    name: Type.String({ description: "Without refs/tags/ or refs/heads/" }),
    kind: oneOf(["tag", "branch"]),
    commit: Type.String({ description: "40 hex digits" }),
    version: nullable(Type.String({ description: "PEP 440; for release tags" })),
    series: nullable(Type.String({ description: "As 3.13" })),
    prerelease: Type.Boolean(),
  },
  { additionalProperties: false },
);

export const RefPageSchema = Type.Object(
  {
    refs: Type.Array(RefSchema, { description: "Branches, then tags, each newest first" }),
    next: nextCursor,
  },
  { $id: "RefPage", additionalProperties: false },
);
