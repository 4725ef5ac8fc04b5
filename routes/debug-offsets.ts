import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { sendAnswer } from "./reply.ts";
import { buildQuery, problems, RefName, targetOf, targetQuery } from "./schemas/common.ts";
import { DebugOffsetChangesSchema, DebugOffsetsSchema } from "./schemas/debug-offsets.ts";

const { abi, platform } = targetQuery;
const target = { abi, platform, ...buildQuery };
const closed = { additionalProperties: false };

/** The contents of `_PyRuntime` for tools that read another process's memory. */
export const debugOffsetsRoutes: FastifyPluginAsyncTypebox<{ answers: Answers }> = async (app, { answers }) => {
  app.addSchema(DebugOffsetsSchema);
  app.addSchema(DebugOffsetChangesSchema);

  app.get(
    "/v1/debug-offsets/:ref",
    {
      schema: {
        operationId: "getDebugOffsets",
        summary: "The values of _Py_DebugOffsets in one version, 3.13 or newer",
        tags: ["history"],
        params: Type.Object({ ref: RefName("The version") }),
        querystring: Type.Object(target, closed),
        response: { 200: Type.Ref("DebugOffsets"), ...problems },
      },
    },
    async (request, reply) =>
      sendAnswer(request, reply, await answers.debugOffsets(request.params.ref, targetOf(request.query))),
  );

  app.get(
    "/v1/debug-offsets",
    {
      schema: {
        operationId: "compareDebugOffsets",
        summary: "The changes of _Py_DebugOffsets between two versions",
        tags: ["history"],
        querystring: Type.Object({ from: RefName("The older ref"), to: RefName("The newer ref"), ...target }, closed),
        response: { 200: Type.Ref("DebugOffsetChanges"), ...problems },
      },
    },
    async (request, reply) => {
      const { from, to, ...query } = request.query;
      return sendAnswer(request, reply, await answers.debugOffsetChanges(from, to, targetOf(query)));
    },
  );
};
