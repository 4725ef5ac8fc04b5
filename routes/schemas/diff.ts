import { Type } from "typebox";
import { confidences, impacts, topics } from "../../src/diff/model.ts";
import { headerKinds, structKinds, symbolKinds } from "../../src/diff/rule.ts";
import { surfaces, tiers } from "../../src/manifest/model.ts";
import { closed, dictionary, nullable, oneOf, TargetSchema } from "./common.ts";
import { HitsSchema } from "./usage.ts";

const text = Type.String();
const count = Type.Integer({ minimum: 0 });

export const subjectKinds = [...symbolKinds, ...structKinds, ...headerKinds];

/** One side of a change: its place, with the facts that the rule compared. */
const SideSchema = Type.Object(
  { header: text, line: Type.Integer(), tier: oneOf(tiers), surface: oneOf(surfaces) },
  { additionalProperties: true },
);

/** Bytes from the start of the struct, and bits for a bit-field. */
const PositionSchema = Type.Object(
  { offset: nullable(Type.Integer()), bitOffset: Type.Optional(Type.Integer()) },
  closed,
);

export const ChangeSchema = Type.Object(
  {
    id: Type.String({ description: "12 hex digits: a hash of rule and subject, independent of the wording" }),
    rule: text,
    topic: oneOf(topics, { description: "Topic; the last three take one line each in text reports" }),
    subject: Type.Object({ kind: oneOf(subjectKinds), name: text }, closed),
    member: nullable(text),
    source: oneOf(impacts, { description: "Does code that uses it still compile and mean the same?" }),
    binary: oneOf(impacts, { description: "Does a module built against `from` still work in `to`?" }),
    from: nullable(SideSchema),
    to: nullable(SideSchema),
    newName: Type.Optional(Type.String({ description: "The name that replaced the subject's or the member's" })),
    confidence: Type.Optional(oneOf(confidences, { description: "How certain it is that newName is the same thing" })),
    aliasKept: Type.Optional(Type.Boolean({ description: "Whether code that uses the old name still compiles" })),
    against: Type.Optional(Type.Array(text, { description: "Arguments against newName being the same thing" })),
    renamedFrom: Type.Optional(Type.String({ description: "The former name of something new" })),
    elsewhere: Type.Optional(
      Type.Array(text, { description: "Other targets that have it, named by ABI, or by a platform of another system" }),
    ),
    because: Type.Optional(Type.String({ description: "The id of the change that caused this one" })),
    shifted: Type.Optional(
      Type.Array(Type.Object({ member: text, from: PositionSchema, to: PositionSchema }, closed), {
        description: "Members shifted by the change; each is listed with one change only",
      }),
    ),
    accessors: Type.Optional(
      Type.Array(Type.Object({ member: text, get: nullable(text), set: nullable(text) }, closed), {
        description: "Functions of `to` for members that are gone or no longer visible",
      }),
    ),
    replacement: Type.Optional(
      Type.Array(text, {
        description: "Replacements, all needed in this order, as written in code: a name, `struct.member`, or a call",
      }),
    ),
    evidence: Type.Array(
      Type.Object({ kind: text, side: oneOf(["from", "to"]), header: text, line: Type.Integer(), text }, closed),
    ),
    message: text,
    hint: nullable(text),
    usedBy: Type.Optional(HitsSchema),
  },
  { $id: "Change", description: "One difference, found by one rule; some rules add fields" },
);

export const DiffSideSchema = Type.Object({ ref: text, commit: text, version: text, target: TargetSchema }, closed);

export const ImpactCountsSchema = Type.Object({ breaking: count, risky: count, compatible: count }, closed);

export const DiffSchema = Type.Object(
  {
    schemaVersion: Type.Integer(),
    rulesetVersion: Type.Integer(),
    complete: Type.Boolean({ description: "false if either manifest is incomplete, so that changes may be missing" }),
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
    changes: Type.Array(Type.Ref("Change"), { description: "Public surface first" }),
  },
  { $id: "Diff", ...closed, description: "The changes between two refs for one target" },
);
