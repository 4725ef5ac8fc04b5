import { Type } from "typebox";
import { abis, platforms } from "../../src/cpython/target.ts";
import { oneOf } from "./common.ts";
import { ChangeSchema } from "./diff.ts";

const text = Type.String();
const closed = { additionalProperties: false };
const side = Type.Object({ ref: text, commit: text, version: text }, closed);
const targets = Type.Array(Type.Object({ abi: oneOf(abis), platform: oneOf(platforms) }, closed));

export const ReleaseReportSchema = Type.Object(
  {
    schemaVersion: Type.Integer(),
    rulesetVersion: Type.Integer(),
    complete: Type.Boolean({ description: "false if one of the diffs is incomplete: something may be missing here" }),
    from: side,
    to: side,
    targets,
    without: Type.Array(targets.items, { description: "Targets that one of the refs lacks" }),
    changes: Type.Array(
      Type.Object(
        { ...ChangeSchema.properties, targets },
        { description: "A change as the first of its targets has it, and the targets where it occurs in this form" },
      ),
    ),
  },
  { $id: "ReleaseReport", ...closed, description: "What changed between two refs over many targets" },
);
