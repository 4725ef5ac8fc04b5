import { Type } from "typebox";
import { closed, nullable, TargetSchema } from "./common.ts";

const DebugOffset = Type.Object(
  {
    name: Type.String({ description: "The path in C: runtime_state.size" }),
    offset: Type.Integer({ description: "Bytes from the start of the struct" }),
    size: Type.Integer({ description: "Bytes" }),
    expression: nullable(Type.String({ description: "Its initializer" })),
    value: nullable(Type.Integer({ description: "Null if the expression was not understood" })),
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
    complete: Type.Boolean({ description: "False if something in the headers was not understood" }),
    cookie: nullable(Type.String({ description: "The magic string at the start" })),
    size: Type.Integer({ description: "Size of the struct in bytes" }),
    values: Type.Array(DebugOffset, { description: "Ordered by offset" }),
  },
  { $id: "DebugOffsets", ...closed },
);

export const DebugOffsetChangesSchema = Type.Object(
  {
    from: Type.Ref("DebugOffsets"),
    to: Type.Ref("DebugOffsets"),
    changes: Type.Array(
      Type.Object({ name: Type.String(), from: nullable(DebugOffset), to: nullable(DebugOffset) }, closed),
      { description: "Differences in value or offset" },
    ),
  },
  { $id: "DebugOffsetChanges", ...closed },
);
