import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { impactFormatNames, impactFormats } from "../src/report/impact/formats.ts";
import { sendAnswer } from "./reply.ts";
import { oneOf, problems, RefName, reportContents, targetOf, targetQuery } from "./schemas/common.ts";
import { ImpactSchema } from "./schemas/impact.ts";

const ImpactQuery = Type.Object(
  {
    from: RefName("The older ref"),
    to: RefName("The newer ref"),
    ...targetQuery,
    format: Type.Optional(oneOf(impactFormatNames, { default: "json", description: "Format of the answer" })),
  },
  { additionalProperties: false },
);

/** The packages affected by the changes between two refs. */
export const impactRoutes: FastifyPluginAsyncTypebox<{ answers: Answers }> = async (app, { answers }) => {
  app.addSchema(ImpactSchema);

  app.get(
    "/v1/impact",
    {
      schema: {
        operationId: "getImpact",
        summary: "Which packages load, build or need work when one ref becomes another",
        tags: ["impact"],
        querystring: ImpactQuery,
        response: {
          200: {
            description: "The affected packages, or a report about them",
            content: reportContents(impactFormats, "Impact"),
          },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { from, to, format = "json", ...target } = request.query;
      const answer =
        format === "json"
          ? await answers.impact(from, to, targetOf(target))
          : await answers.impactReport(from, to, targetOf(target), format);
      return sendAnswer(request, reply, answer, impactFormats[format].mediaType);
    },
  );
};
