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
    impactReason: Type.String({ description: "Which facts make the impact another one" }),
    mirror: nullable(Type.String({ description: "The rule that finds the opposite event" })),
    onRequest: Type.Boolean({ description: "It is told only where rule= asks for it" }),
  },
  { additionalProperties: false },
);

export const RulesSchema = Type.Object(
  { rulesetVersion: Type.Integer(), rules: Type.Array(RuleSchema) },
  { $id: "Rules", additionalProperties: false },
);
