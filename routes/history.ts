import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { abis, platforms } from "../src/cpython/target.ts";
import type { HistorySubject } from "../src/history/model.ts";
import { sendAnswer } from "./reply.ts";
import { buildQuery, commaList, problems, targetsOf, wordsOf } from "./schemas/common.ts";
import { HistorySchema } from "./schemas/history.ts";

const HistoryQuery = Type.Object(
  {
    abi: commaList("What the headers are compiled for, separated by commas", abis),
    platform: commaList("As in wheel file names, separated by commas", platforms),
    ...buildQuery,
    refs: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: "Only these versions, e.g. 3.8..3.15 or 3.8..main" }),
    ),
    prereleases: Type.Optional(
      Type.Boolean({ default: false, description: "Include all alphas, betas and candidates, not only the newest" }),
    ),
  },
  { additionalProperties: false },
);
const Name = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });

/** The history of names from the index. */
export const historyRoutes: FastifyPluginAsyncTypebox<{ answers: Answers }> = async (app, { answers }) => {
  app.addSchema(HistorySchema);
  const response = { 200: Type.Ref("History"), ...problems };

  const input = (subject: HistorySubject, query: Static<typeof HistoryQuery>) => ({
    subject,
    targets: targetsOf({ ...query, abi: wordsOf(query.abi), platform: wordsOf(query.platform) }),
    line: { refs: query.refs ?? null, prereleases: query.prereleases ?? false },
  });

  app.get(
    "/v1/history/symbols/:name",
    {
      schema: {
        operationId: "getSymbolHistory",
        summary: "The history of a symbol over all versions",
        tags: ["history"],
        params: Type.Object({ name: Name("The symbol's name") }),
        querystring: HistoryQuery,
        response,
      },
    },
    async (request, reply) => {
      const subject = { kind: "symbol", name: request.params.name } as const;
      return sendAnswer(request, reply, await answers.history(input(subject, request.query)));
    },
  );

  app.get(
    "/v1/history/structs/:name",
    {
      schema: {
        operationId: "getStructHistory",
        summary: "The history of a struct or union over all versions",
        tags: ["history"],
        params: Type.Object({ name: Name("A typedef name or a tag") }),
        querystring: HistoryQuery,
        response,
      },
    },
    async (request, reply) => {
      const subject = { kind: "struct", name: request.params.name } as const;
      return sendAnswer(request, reply, await answers.history(input(subject, request.query)));
    },
  );

  app.get(
    "/v1/history/structs/:name/members/:member",
    {
      schema: {
        operationId: "getMemberHistory",
        summary: "The history of a struct member over all versions",
        tags: ["history"],
        params: Type.Object({
          name: Name("A typedef name or a tag"),
          member: Name("The path in C, also through nested structs: interpreters.head"),
        }),
        querystring: HistoryQuery,
        response,
      },
    },
    async (request, reply) => {
      const { name, member } = request.params;
      const subject = { kind: "member", name, member } as const;
      return sendAnswer(request, reply, await answers.history(input(subject, request.query)));
    },
  );
};
