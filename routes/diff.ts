import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { describeRules } from "../src/diff/describe.ts";
import { impacts, topics } from "../src/diff/model.ts";
import { surfaces, tiers } from "../src/manifest/model.ts";
import { maxPatternLength } from "../src/manifest/pattern.ts";
import { diffFormatNames, diffFormats } from "../src/report/diff/formats.ts";
import { diffOrders } from "../src/report/diff/report.ts";
import { acceptedFormat } from "./accept.ts";
import { sendAnswer } from "./reply.ts";
import { buildQuery, oneOf, problems, RefName, reportContents, targetOf, targetQuery } from "./schemas/common.ts";
import { DiffSchema } from "./schemas/diff.ts";

const ruleIds = describeRules().rules.map((rule) => rule.id);

/** The filters of a diff. */
export const filterQuery = {
  rule: Type.Optional(
    Type.Array(oneOf(ruleIds), { description: "Only changes found by these rules; may be repeated" }),
  ),
  topic: Type.Optional(Type.Array(oneOf(topics), { description: "Only changes with this topic; may be repeated" })),
  tier: Type.Optional(oneOf(tiers, { description: "Only if either side has this tier" })),
  surface: Type.Optional(oneOf(surfaces, { description: "Only if either side is on this surface" })),
  symbol: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: maxPatternLength,
      description: "Only this name, or names matching a glob with *, ? and […]",
    }),
  ),
  source: Type.Optional(oneOf(impacts, { description: "Only with this impact on source" })),
  binary: Type.Optional(oneOf(impacts, { description: "Only with this impact on binary" })),
};

const DiffQuery = Type.Object(
  {
    from: RefName("The older ref"),
    to: RefName("The newer ref"),
    ...targetQuery,
    ...buildQuery,
    ...filterQuery,
    sort: Type.Optional(
      oneOf(diffOrders, {
        default: "name",
        description: "Order of the changes; hits: most used first, each with `usedBy` from the index of usage",
      }),
    ),
    format: Type.Optional(
      oneOf(diffFormatNames, { description: "Format of the answer; default: as preferred by Accept, else json" }),
    ),
  },
  { additionalProperties: false },
);

export const diffRoutes: FastifyPluginAsyncTypebox<{ answers: Answers }> = async (app, { answers }) => {
  app.addSchema(DiffSchema);

  app.get(
    "/v1/diff",
    {
      schema: {
        operationId: "getDiff",
        summary: "The changes between two refs for one target",
        tags: ["diff"],
        querystring: DiffQuery,
        response: {
          200: { description: "The diff, or a report of it", content: reportContents(diffFormats, "Diff") },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { from, to, abi, platform, limited_api, define, undef, format: asked, sort, ...filter } = request.query;
      if (asked === undefined) reply.header("vary", "accept");
      const format = asked ?? acceptedFormat(request.headers.accept);
      const target = targetOf({ abi, platform, limited_api, define, undef });
      const answer =
        format === "json"
          ? await answers.diff(from, to, target, filter, sort)
          : await answers.diffReport(from, to, target, filter, format, sort);
      return sendAnswer(request, reply, answer, diffFormats[format].mediaType);
    },
  );
};
