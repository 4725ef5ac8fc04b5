import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { sendAnswer } from "./reply.ts";
import { defaultPageLimit, problems } from "./schemas/common.ts";
import { RefPageSchema, RefsQuery } from "./schemas/refs.ts";

export const refsRoutes: FastifyPluginAsyncTypebox<{ answers: Answers }> = async (app, { answers }) => {
  app.addSchema(RefPageSchema);

  app.get(
    "/v1/refs",
    {
      schema: {
        operationId: "listRefs",
        summary: "Tags and branches of CPython",
        tags: ["refs"],
        querystring: RefsQuery,
        response: { 200: Type.Ref("RefPage"), ...problems },
      },
    },
    async (request, reply) => {
      const { limit = defaultPageLimit, cursor, ...filter } = request.query;
      return sendAnswer(request, reply, await answers.refPage(filter, { limit, cursor }));
    },
  );
};
