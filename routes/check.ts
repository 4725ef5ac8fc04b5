import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { checkFormatNames, checkFormats } from "../src/report/check/formats.ts";
import { acceptedCoding, acceptedFormat } from "./accept.ts";
import { type CheckBody, filesIn, takeFiles } from "./check-body.ts";
import { bodyHeaders } from "./reply.ts";
import { CheckSchema } from "./schemas/check.ts";
import { failures, oneOf, RefName, reportContents, targetOf, targetQuery } from "./schemas/common.ts";

const CheckQuery = Type.Object(
  {
    target: RefName("The version that the extension is to run on"),
    baseline: Type.Optional(RefName("The version that it works with; without it the oldest that has all that it uses")),
    ...targetQuery,
    all_versions: Type.Optional(
      Type.Boolean({ default: false, description: "Whether each series from the baseline on is judged too" }),
    ),
    format: Type.Optional(
      oneOf(checkFormatNames, { description: "Of the answer; without it what Accept prefers, else json" }),
    ),
  },
  { additionalProperties: false },
);

const names = Type.Array(Type.String());

const body = {
  content: {
    "application/json": {
      schema: Type.Object(
        {
          symbols: Type.Optional(names),
          members: Type.Optional(Type.Array(Type.Object({ struct: Type.String(), member: Type.String() }))),
          headers: Type.Optional(names),
          sources: Type.Optional(
            Type.Unsafe<Record<string, string>>({
              type: "object",
              additionalProperties: { type: "string" },
              description: "Texts of C, C++ and Cython files by their names",
            }),
          ),
        },
        { additionalProperties: false, description: "A list of uses, as `capidiff uses` prints it, sources, or both" },
      ),
    },
    "multipart/form-data": {
      schema: Type.Object({}, { description: "Files with their names: sources, built modules, wheels, lists in JSON" }),
    },
  },
};

export interface CheckRoutesOptions {
  answers: Answers;
  /** Bytes of the body, at most. */
  limit: number;
}

export const checkRoutes: FastifyPluginAsyncTypebox<CheckRoutesOptions> = async (app, { answers, limit }) => {
  app.addSchema(CheckSchema);
  await takeFiles(app, limit);

  app.post(
    "/v1/check",
    {
      bodyLimit: limit,
      schema: {
        operationId: "check",
        summary: "Whether an extension still builds and runs on a version",
        tags: ["check"],
        querystring: CheckQuery,
        body,
        response: {
          200: { description: "The findings, or a report of them", content: reportContents(checkFormats, "Check") },
          ...failures,
        },
      },
    },
    async (request, reply) => {
      const { target, baseline = null, abi, platform, limited_api, all_versions = false } = request.query;
      const format = request.query.format ?? acceptedFormat(request.headers.accept);
      const input = {
        files: filesIn(request, request.body as CheckBody),
        request: { target, baseline, allVersions: all_versions },
        target: targetOf({ abi, platform, limited_api }),
      };
      const answer = format === "json" ? await answers.check(input) : await answers.checkReport(input, format);
      const coding = acceptedCoding(request.headers["accept-encoding"]);
      const bytes = await app.waiting.bytes(reply, answer, coding);
      if (reply.sent) return reply;
      reply.headers({ "cache-control": "no-store", vary: "accept, accept-encoding" });
      return reply.headers(bodyHeaders(checkFormats[format].mediaType, coding)).send(bytes);
    },
  );
};
