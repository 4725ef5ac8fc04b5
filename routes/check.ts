import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { jsonBytes } from "../cache/json.ts";
import { macroDirective } from "../src/check/build-macros.ts";
import { CapidiffError } from "../src/errors.ts";
import { checkFormatNames, checkFormats } from "../src/report/check/formats.ts";
import { acceptedCoding, acceptedFormat } from "./accept.ts";
import { filesIn, takeFiles } from "./check-body.ts";
import { type LongCheck, LongChecks, within } from "./long-checks.ts";
import { bodyHeaders } from "./reply.ts";
import { CheckSchema } from "./schemas/check.ts";
import { failures, oneOf, RefName, reportContents, targetOf, targetQuery } from "./schemas/common.ts";

const CheckQuery = Type.Object(
  {
    target: RefName("The version the extension should run on"),
    baseline: Type.Optional(
      RefName("The version it works with (default: the last release of the oldest series it supports)"),
    ),
    ...targetQuery,
    define: Type.Optional(
      Type.Array(Type.String({ maxLength: 1000 }), {
        description: "A macro of its build, NAME or NAME=VALUE; may be repeated",
      }),
    ),
    undef: Type.Optional(
      Type.Array(Type.String({ maxLength: 1000 }), {
        description: "A macro undefined by its build; may be repeated",
      }),
    ),
    all_versions: Type.Optional(
      Type.Boolean({
        default: false,
        description: "Whether to check each series too, starting at the baseline if known",
      }),
    ),
    format: Type.Optional(
      oneOf(checkFormatNames, { description: "Format of the answer; default: as preferred by Accept, else json" }),
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
              description: "Texts of C, C++ and Cython files by file name",
            }),
          ),
        },
        { additionalProperties: false, description: "A list of uses, as printed by `capidiff uses`, sources, or both" },
      ),
    },
    "multipart/form-data": {
      schema: Type.Object({}, { description: "Named files: sources, built modules, wheels, lists in JSON" }),
    },
  },
};

export interface CheckRoutesOptions {
  answers: Answers;
  /** Maximum bytes of the body. */
  limit: number;
  /** Milliseconds after which an unfinished check is answered with 202. */
  timeout: number;
}

function directiveOf(option: "-D" | "-U", text: string): string {
  const line = macroDirective(option, text);
  if (line === null) throw new CapidiffError("invalid-request", `${text} is not a macro; expected NAME or NAME=VALUE.`);
  return line;
}

/** Seconds after which to poll a long check again. */
const retryAfter = 2;

const accepted = {
  description: "The check is still running: poll `url`, also in Location, until the status changes",
  content: {
    "application/json": {
      schema: Type.Object({
        status: oneOf(["running"]),
        url: Type.String(),
        seconds: Type.Integer({ description: "Seconds since the request" }),
        step: Type.Union([Type.String(), Type.Null()], { description: "The current step" }),
        steps: Type.Integer({ description: "Number of steps started" }),
      }),
    },
  },
};

export const checkRoutes: FastifyPluginAsyncTypebox<CheckRoutesOptions> = async (app, { answers, limit, timeout }) => {
  const long = new LongChecks();
  app.addSchema(CheckSchema);
  await takeFiles(app, limit);

  app.post(
    "/v1/check",
    {
      schema: {
        operationId: "check",
        summary: "Check whether an extension builds and runs on a version",
        tags: ["check"],
        querystring: CheckQuery,
        body,
        response: {
          200: { description: "The findings, or a report of them", content: reportContents(checkFormats, "Check") },
          202: accepted,
          ...failures,
        },
      },
    },
    async (request, reply) => {
      const { target, baseline = null, abi, platform, limited_api, all_versions = false } = request.query;
      const { define = [], undef = [] } = request.query;
      const format = request.query.format ?? acceptedFormat(request.headers.accept);
      const progress: LongCheck["progress"] = { step: null, steps: 0 };
      const input = {
        files: filesIn(request),
        request: { target, baseline, allVersions: all_versions },
        target: targetOf({ abi, platform, limited_api }),
        defines: [...define.map((text) => directiveOf("-D", text)), ...undef.map((text) => directiveOf("-U", text))],
        begun: (step: string) => {
          progress.step = step;
          progress.steps++;
        },
      };
      const answer = format === "json" ? await answers.check(input) : await answers.checkReport(input, format);
      const coding = acceptedCoding(request.headers["accept-encoding"]);
      const check: LongCheck = {
        done: Promise.resolve(app.waiting.bytes(reply, answer, coding)),
        headers: { vary: "accept, accept-encoding", ...bodyHeaders(checkFormats[format].mediaType, coding) },
        progress,
        start: performance.now(),
      };
      return send(reply, check, null);
    },
  );

  app.get(
    "/v1/checks/:id",
    {
      schema: {
        operationId: "getCheck",
        summary: "The result of a long check",
        tags: ["check"],
        params: Type.Object({ id: Type.String({ format: "uuid", description: "The id in `url` of the 202 answer" }) }),
        response: {
          200: { description: "The result, in the format and encoding requested" },
          202: accepted,
          ...failures,
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const check = long.get(id);
      if (check === undefined) {
        throw new CapidiffError(
          "not-found",
          `Unknown check ${id}: it has expired, or was run on another server. Submit it again.`,
        );
      }
      return send(reply, check, id);
    },
  );

  /** The answer or, after a while, 202 with its future location. @param id of a check that is already registered */
  async function send(reply: FastifyReply, check: LongCheck, id: string | null): Promise<FastifyReply> {
    const bytes = await within(timeout, check.done);
    if (reply.sent) return reply;
    reply.header("cache-control", "no-store");
    if (bytes !== null) return reply.headers(check.headers).send(bytes);
    const url = `/v1/checks/${id ?? long.keep(check)}`;
    // It may fail while nobody polls.
    check.done.catch(() => {});
    const seconds = Math.round((performance.now() - check.start) / 1000);
    reply.code(202).headers({ location: url, "retry-after": retryAfter }).type("application/json");
    return reply.send(jsonBytes({ status: "running", url, seconds, ...check.progress }));
  }
};
