import { Type } from "typebox";
import { nullable, TargetSchema } from "./common.ts";

const closed = { additionalProperties: false };

const DebugOffset = Type.Object(
  {
    name: Type.String({ description: "As C reaches it: runtime_state.size" }),
    offset: Type.Integer({ description: "Where it lies, in bytes from the start of _PyRuntime" }),
    size: Type.Integer({ description: "Bytes" }),
    expression: nullable(Type.String({ description: "What it is computed from" })),
    value: nullable(Type.Integer({ description: "Null where the expression was not understood" })),
  },
  closed,
);

export const DebugOffsetsSchema = Type.Object(
  {
    schemaVersion: Type.Integer(),
    ref: Type.String(),
    commit: Type.String(),
    version: Type.String(),
    target: TargetSchema,
    complete: Type.Boolean({ description: "False where something of the headers was not understood" }),
    cookie: nullable(Type.String({ description: "What it begins with" })),
    size: Type.Integer({ description: "Bytes of the whole" }),
    values: Type.Array(DebugOffset, { description: "In the order of their places" }),
  },
  { $id: "DebugOffsets", ...closed },
);

export const DebugOffsetChangesSchema = Type.Object(
  {
    from: Type.Ref("DebugOffsets"),
    to: Type.Ref("DebugOffsets"),
    changes: Type.Array(
      Type.Object({ name: Type.String(), from: nullable(DebugOffset), to: nullable(DebugOffset) }, closed),
      { description: "What differs, in a value or its place" },
    ),
  },
  { $id: "DebugOffsetChanges", ...closed },
);
