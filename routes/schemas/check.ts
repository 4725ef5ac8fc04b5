import { Type } from "typebox";
import { findingKinds, verdicts } from "../../src/check/model.ts";
import { abis } from "../../src/cpython/target.ts";
import { confidences, impacts } from "../../src/diff/model.ts";
import { closed, nullable, oneOf } from "./common.ts";
import { DiffSideSchema, ImpactCountsSchema } from "./diff.ts";

const text = Type.String();
const count = Type.Integer({ minimum: 0 });

const PlaceSchema = Type.Object(
  { file: text, line: Type.Optional(Type.Integer()), column: Type.Optional(Type.Integer()) },
  closed,
);

const ReleaseNameSchema = Type.Object({ ref: text, version: text }, closed);

const SinceSchema = Type.Object(
  {
    ref: Type.String({ description: "The first tag with the finding" }),
    version: text,
    after: Type.String({ description: "The last tag examined without it" }),
    exact: Type.Boolean({ description: "false if tags between the two were not examined" }),
    stretches: Type.Array(Type.Object({ from: text, to: text, breaks: Type.Boolean() }, closed), {
      description: "The releases examined, in order: those in which it breaks and those in which it does not",
    }),
  },
  closed,
);

const CheckFindingSchema = Type.Object(
  {
    id: Type.String({ description: "12 hex digits: a hash of the use and the problem" }),
    kind: oneOf(findingKinds),
    used: Type.Union([
      Type.Object({ kind: Type.Literal("symbol"), name: text }, closed),
      Type.Object({ kind: Type.Literal("member"), struct: text, member: text }, closed),
      Type.Object({ kind: Type.Literal("header"), header: text }, closed),
    ]),
    by: oneOf(["source", "binary"], { description: "Whether sources or built modules use it" }),
    impact: oneOf(impacts),
    confidence: oneOf(confidences),
    places: Type.Array(PlaceSchema, { description: "Every place of the use; none for names from a list" }),
    expansions: Type.Optional(
      Type.Array(PlaceSchema, { description: "For uses in macro definitions: the places where these are expanded" }),
    ),
    change: nullable(Type.Ref("Change")),
    since: nullable(SinceSchema),
    replacement: Type.Array(text, { description: "Replacements" }),
    message: text,
    hint: nullable(text),
  },
  closed,
);

export const CheckSchema = Type.Object(
  {
    schemaVersion: Type.Integer(),
    complete: Type.Boolean({ description: "false if something could not be read, so that findings may be missing" }),
    verdict: oneOf(verdicts, { description: "unknown: nothing was found, but not everything could be read" }),
    target: DiffSideSchema,
    alsoFor: Type.Optional(
      Type.Array(oneOf(abis), { description: "Other limited ABIs that modules promise, judged in the same check" }),
    ),
    baseline: Type.Object({ ...DiffSideSchema.properties, chosen: nullable(text) }, closed),
    summary: Type.Object(
      {
        uses: Type.Object({ symbols: count, members: count, headers: count }, closed),
        findings: ImpactCountsSchema,
      },
      closed,
    ),
    findings: Type.Array(CheckFindingSchema, { description: "Worst first" }),
    diagnostics: Type.Array(
      Type.Object(
        { code: text, place: nullable(PlaceSchema), message: text, gap: Type.Boolean() },
        { ...closed, description: "What was not understood; gap: findings may be missing because of it" },
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
          { ...closed, description: "The range of versions it builds on unchanged; null if none" },
        ),
      ),
    ),
  },
  { $id: "Check", ...closed, description: "The impact of a version on an extension" },
);
