import { Type } from "typebox";
import { confidences, impacts, topics } from "../../src/diff/model.ts";
import { headerKinds, structKinds, symbolKinds } from "../../src/diff/rule.ts";
import { surfaces, tiers } from "../../src/manifest/model.ts";
import { dictionary, nullable, oneOf, TargetSchema } from "./common.ts";

const text = Type.String();
const count = Type.Integer({ minimum: 0 });
const closed = { additionalProperties: false };

export const subjectKinds = [...symbolKinds, ...structKinds, ...headerKinds];

/** One side of a change; the facts that its rule compared join the place. */
const SideSchema = Type.Object(
  { header: text, line: Type.Integer(), tier: oneOf(tiers), surface: oneOf(surfaces) },
  { additionalProperties: true },
);

/** Bytes from the start of the struct; bits for a bit-field. */
const PositionSchema = Type.Object(
  { offset: nullable(Type.Integer()), bitOffset: Type.Optional(Type.Integer()) },
  closed,
);

export const ChangeSchema = Type.Object(
  {
    id: Type.String({ description: "12 hex digits, of what the change is about and not of its wording" }),
    rule: text,
    topic: oneOf(topics, { description: "What it is about; the last three are one line each in reports for people" }),
    subject: Type.Object({ kind: oneOf(subjectKinds), name: text }, closed),
    member: nullable(text),
    source: oneOf(impacts, { description: "Does code that uses it still compile and mean the same?" }),
    binary: oneOf(impacts, { description: "Does a module built against `from` still work in `to`?" }),
    from: nullable(SideSchema),
    to: nullable(SideSchema),
    newName: Type.Optional(Type.String({ description: "The name that took the place of the subject's or member's" })),
    confidence: Type.Optional(oneOf(confidences, { description: "How sure it is that newName is the same thing" })),
    aliasKept: Type.Optional(Type.Boolean({ description: "Whether code that uses the old name still compiles" })),
    against: Type.Optional(Type.Array(text, { description: "What speaks against newName being the same thing" })),
    renamedFrom: Type.Optional(Type.String({ description: "Of what is new: the name that it had before" })),
    elsewhere: Type.Optional(
      Type.Array(text, { description: "Other targets that have it, by their abi, or by a platform of another system" }),
    ),
    because: Type.Optional(Type.String({ description: "The id of the change that this one follows from" })),
    shifted: Type.Optional(
      Type.Array(Type.Object({ member: text, from: PositionSchema, to: PositionSchema }, closed), {
        description: "Members that stand elsewhere because of the change, each told with one change alone",
      }),
    ),
    accessors: Type.Optional(
      Type.Array(Type.Object({ member: text, get: nullable(text), set: nullable(text) }, closed), {
        description: "Functions of `to` for members that are gone or no longer seen",
      }),
    ),
    replacement: Type.Optional(
      Type.Array(text, {
        description: "What to use instead: each of these names, in the order in which they are needed",
      }),
    ),
    evidence: Type.Array(
      Type.Object({ kind: text, side: oneOf(["from", "to"]), header: text, line: Type.Integer(), text }, closed),
    ),
    message: text,
    hint: nullable(text),
  },
  { $id: "Change", description: "One difference, found by one rule; some rules add facts of their own" },
);

export const DiffSideSchema = Type.Object({ ref: text, commit: text, version: text, target: TargetSchema }, closed);

export const ImpactCountsSchema = Type.Object({ breaking: count, risky: count, compatible: count }, closed);

export const DiffSchema = Type.Object(
  {
    schemaVersion: Type.Integer(),
    rulesetVersion: Type.Integer(),
    complete: Type.Boolean({ description: "false when either manifest is: then something may be missing here" }),
    from: DiffSideSchema,
    to: DiffSideSchema,
    summary: Type.Object(
      {
        changes: count,
        byRule: dictionary<number>({ type: "integer" }),
        source: ImpactCountsSchema,
        binary: ImpactCountsSchema,
      },
      closed,
    ),
    changes: Type.Array(Type.Ref("Change"), { description: "Headlines of the public surface first" }),
  },
  { $id: "Diff", ...closed, description: "What changed between two refs for one target" },
);
