import { Type } from "typebox";
import { abis, platforms } from "../../src/cpython/target.ts";
import { closed, dictionary, oneOf } from "./common.ts";

const ReleaseName = Type.Object({ ref: Type.String(), version: Type.String() }, closed);

const FactValue = Type.Union([Type.Integer(), Type.String(), Type.Null()], {
  description: "Bytes, bits or a value; decimal text above 2^53; null if a version lacks it",
});

export const OffsetsSchema = Type.Object(
  {
    schemaVersion: Type.Integer(),
    complete: Type.Boolean({ description: "False if versions are missing or there are doubts" }),
    missing: Type.Array(Type.String(), {
      description: "Refs not in the index yet, about which nothing is said",
    }),
    facts: Type.Array(Type.Object({ name: Type.String(), fact: Type.String() }, closed)),
    unmet: Type.Array(
      Type.Object({ name: Type.String(), reason: Type.String(), near: Type.Array(Type.String()) }, closed),
      { description: "Facts that no examined version of any target has, with the reason and similar facts" },
    ),
    rows: Type.Array(
      Type.Object(
        {
          target: Type.Object({ abi: oneOf(abis), platform: oneOf(platforms) }, closed),
          from: ReleaseName,
          to: ReleaseName,
          releases: Type.Integer({ description: "Number of versions" }),
          values: dictionary(FactValue),
          doubts: Type.Array(Type.String(), {
            description: "Facts affected by something not understood, which may be wrong",
          }),
        },
        closed,
      ),
      { description: "Ranges of versions with equal facts, by target, then oldest first" },
    ),
  },
  { $id: "Offsets", ...closed },
);
