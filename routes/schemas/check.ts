import { Type } from "typebox";
import { findingKinds, verdicts } from "../../src/check/model.ts";
import { confidences, impacts } from "../../src/diff/model.ts";
import { nullable, oneOf } from "./common.ts";
import { DiffSideSchema, ImpactCountsSchema } from "./diff.ts";

const text = Type.String();
const count = Type.Integer({ minimum: 0 });
const closed = { additionalProperties: false };

const PlaceSchema = Type.Object(
  { file: text, line: Type.Optional(Type.Integer()), column: Type.Optional(Type.Integer()) },
  closed,
);

const ReleaseNameSchema = Type.Object({ ref: text, version: text }, closed);

const SinceSchema = Type.Object(
  {
    ref: Type.String({ description: "The first tag that has it" }),
    version: text,
    after: Type.String({ description: "The last one looked at that has it not" }),
    exact: Type.Boolean({ description: "false where tags between the two were not looked at" }),
    stretches: Type.Array(Type.Object({ from: text, to: text, breaks: Type.Boolean() }, closed), {
      description: "The releases that were looked at, in order: in which it breaks, and in which not",
    }),
  },
  closed,
);

const CheckFindingSchema = Type.Object(
  {
    id: Type.String({ description: "12 hex digits, of what is used and what is wrong with it" }),
    kind: oneOf(findingKinds),
    used: Type.Union([
      Type.Object({ kind: Type.Literal("symbol"), name: text }, closed),
      Type.Object({ kind: Type.Literal("member"), struct: text, member: text }, closed),
      Type.Object({ kind: Type.Literal("header"), header: text }, closed),
    ]),
    by: oneOf(["source", "binary"], { description: "Whether sources use it, or modules that are built" }),
    impact: oneOf(impacts),
    confidence: oneOf(confidences),
    places: Type.Array(PlaceSchema, { description: "Every place of the use; none for what a list names" }),
    expansions: Type.Optional(
      Type.Array(PlaceSchema, { description: "Of uses in the definitions of macros: the places that expand these" }),
    ),
    change: nullable(Type.Ref("Change")),
    since: nullable(SinceSchema),
    replacement: Type.Array(text, { description: "What to use instead" }),
    message: text,
    hint: nullable(text),
  },
  closed,
);

export const CheckSchema = Type.Object(
  {
    schemaVersion: Type.Integer(),
    complete: Type.Boolean({ description: "false where something could not be read: then findings may be missing" }),
    verdict: oneOf(verdicts, { description: "unknown: nothing was found, and not everything could be read" }),
    target: DiffSideSchema,
    baseline: Type.Object({ ...DiffSideSchema.properties, chosen: nullable(text) }, closed),
    summary: Type.Object(
      {
        uses: Type.Object({ symbols: count, members: count, headers: count }, closed),
        findings: ImpactCountsSchema,
      },
      closed,
    ),
    findings: Type.Array(CheckFindingSchema, { description: "The worst first" }),
    diagnostics: Type.Array(
      Type.Object(
        { code: text, place: nullable(PlaceSchema), message: text, gap: Type.Boolean() },
        { ...closed, description: "What was not understood; gap: something may be missing because of it" },
      ),
    ),
    versions: Type.Optional(
      Type.Array(
        Type.Object(
          {
            ref: text,
            version: text,
            verdict: oneOf(verdicts),
            complete: Type.Boolean(),
            summary: ImpactCountsSchema,
            breaking: Type.Array(text),
            risky: Type.Array(text),
          },
          closed,
        ),
        { description: "In the order of versions" },
      ),
    ),
    builds: Type.Optional(
      nullable(
        Type.Object(
          { from: ReleaseNameSchema, to: ReleaseNameSchema },
          { ...closed, description: "From which to which version it builds as it stands; null where on none" },
        ),
      ),
    ),
  },
  { $id: "Check", ...closed, description: "What a version does to an extension" },
);
