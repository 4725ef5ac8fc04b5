import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { fixedAnswer } from "../cache/fixed-answer.ts";
import { jsonBytes } from "../cache/json.ts";
import { describeRules } from "../src/diff/describe.ts";
import { sendAnswer } from "./reply.ts";
import { problems } from "./schemas/common.ts";
import { RulesSchema } from "./schemas/rules.ts";

export const rulesRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.addSchema(RulesSchema);
  const rules = fixedAnswer(jsonBytes(describeRules()));

  app.get(
    "/v1/rules",
    {
      schema: {
        operationId: "listRules",
        summary: "The rules that find changes",
        tags: ["diff"],
        response: { 200: Type.Ref("Rules"), ...problems },
      },
    },
    async (request, reply) => sendAnswer(request, reply, rules),
  );
};
