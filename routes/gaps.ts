import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { gapsFormatNames, gapsFormats } from "../src/report/gaps/formats.ts";
import { sendAnswer } from "./reply.ts";
import { oneOf, problems, RefName, reportContents, targetOf, targetQuery } from "./schemas/common.ts";
import { GapsSchema } from "./schemas/gaps.ts";

const GapsQuery = Type.Object(
  {
    implementation: RefName("The headers to compare, such as headers:pypy-3.9"),
    reference: RefName("The headers to compare with"),
    ...targetQuery,
    format: Type.Optional(oneOf(gapsFormatNames, { default: "json", description: "Format of the answer" })),
  },
  { additionalProperties: false },
);

/** How an implementation's API differs from CPython's. */
export const gapsRoutes: FastifyPluginAsyncTypebox<{ answers: Answers }> = async (app, { answers }) => {
  app.addSchema(GapsSchema);

  app.get(
    "/v1/gaps",
    {
      schema: {
        operationId: "getGaps",
        summary: "What an implementation lacks of CPython's public API, and what differs in it",
        tags: ["gaps"],
        querystring: GapsQuery,
        response: {
          200: { description: "Gaps, or a report of them", content: reportContents(gapsFormats, "Gaps") },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { implementation, reference, format = "json", ...target } = request.query;
      const answer = await answers.gaps(implementation, reference, targetOf(target), format);
      return sendAnswer(request, reply, answer, gapsFormats[format].mediaType);
    },
  );
};
