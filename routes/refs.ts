import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { jsonBytes } from "../cache/json.ts";
import { listRefs } from "../src/cpython/ref-list.ts";
import { sendBytes } from "./reply.ts";
import { problems } from "./schemas/common.ts";
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
      const { limit = 100, cursor, ...filter } = request.query;
      return sendBytes(request, reply, jsonBytes(listRefs(await answers.refs(), filter, limit, cursor)));
    },
  );
};
