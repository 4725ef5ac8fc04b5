import { Type } from "typebox";
import { impacts } from "../../src/diff/model.ts";
import { nullable, oneOf } from "./common.ts";
import { subjectKinds } from "./diff.ts";

const RuleSchema = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    purpose: Type.String(),
    kinds: Type.Array(oneOf(subjectKinds)),
    impact: Type.Object({ source: oneOf(impacts), binary: oneOf(impacts) }, { additionalProperties: false }),
    impactReason: Type.String({ description: "Conditions under which the impact differs from the default" }),
    mirror: nullable(Type.String({ description: "The rule for the opposite event" })),
    onRequest: Type.Boolean({ description: "Listed only if requested with rule=" }),
  },
  { additionalProperties: false },
);

export const RulesSchema = Type.Object(
  { rulesetVersion: Type.Integer(), rules: Type.Array(RuleSchema) },
  { $id: "Rules", additionalProperties: false },
);
