import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { abis, platforms } from "../src/cpython/target.ts";
import { CapidiffError } from "../src/errors.ts";
import { parseFact } from "../src/history/fact.ts";
import type { OffsetTable } from "../src/history/offsets.ts";
import { offsetFormatNames, offsetFormats } from "../src/report/offsets/formats.ts";
import { bodyHeaders } from "./reply.ts";
import { buildQuery, dictionary, failures, oneOf, reportContents, targetsOf } from "./schemas/common.ts";
import { OffsetsSchema } from "./schemas/offsets.ts";

/** Per request. */
const maxFacts = 200;
const maxTargets = 16;
const maxBodyBytes = 128 * 2 ** 10;

const OffsetsBody = Type.Object(
  {
    facts: Type.Unsafe<Record<string, string>>({
      ...dictionary<string>(Type.String({ maxLength: 1000 })),
      minProperties: 1,
      maxProperties: maxFacts,
      description: "A fact for each identifier: size(PyObject), PyThreadState.frame | cframe, PY_VERSION_HEX",
    }),
    abi: Type.Optional(Type.Array(oneOf(abis), { minItems: 1, maxItems: maxTargets, description: "Default: cp" })),
    platform: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), {
        minItems: 1,
        maxItems: maxTargets,
        description: `Default: linux_x86_64. As in wheel file names: ${platforms.join(", ")}`,
      }),
    ),
    ...buildQuery,
    refs: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: "Only these versions, 3.14, 3.14.1 or 3.8..3.15; default: all",
      }),
    ),
    prereleases: Type.Optional(Type.Boolean({ default: false, description: "All prereleases, not only the newest" })),
    missing: Type.Optional(
      Type.Integer({
        minimum: Number.MIN_SAFE_INTEGER,
        maximum: Number.MAX_SAFE_INTEGER,
        default: -1,
        description: "In generated code: the value for a fact that a version lacks",
      }),
    ),
    name: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z_][A-Za-z0-9_]{0,99}$",
        default: "capidiff_offsets",
        description: "In generated code: the name of the table",
      }),
    ),
  },
  { additionalProperties: false },
);

const OffsetsQuery = Type.Object(
  { format: Type.Optional(oneOf(offsetFormatNames, { default: "json", description: "Format of the answer" })) },
  { additionalProperties: false },
);

/** Tables of facts that programs need over many versions, from the index. */
export const offsetsRoutes: FastifyPluginAsyncTypebox<{ answers: Answers }> = async (app, { answers }) => {
  app.addSchema(OffsetsSchema);
  app.post(
    "/v1/offsets",
    {
      bodyLimit: maxBodyBytes,
      schema: {
        operationId: "getOffsets",
        summary: "Sizes, offsets and values over versions and targets",
        tags: ["history"],
        querystring: OffsetsQuery,
        body: OffsetsBody,
        response: {
          200: {
            description: "Ranges of versions with equal facts",
            content: reportContents(offsetFormats, "Offsets"),
          },
          ...failures,
        },
      },
    },
    async (request, reply) => {
      const {
        facts,
        abi,
        platform,
        define,
        undef,
        refs = null,
        prereleases = false,
        missing = -1,
        ...body
      } = request.body;
      const { name = "capidiff_offsets" } = body;
      const { render, mediaType } = offsetFormats[request.query.format ?? "json"];
      const targets = targetsOf({ abi, platform, define, undef });
      if (targets.length > maxTargets) {
        throw new CapidiffError(
          "invalid-request",
          `Too many targets: ${targets.length}; at most ${maxTargets} per request.`,
        );
      }
      const input = {
        facts: Object.entries(facts).map(([name, text]) => parseFact(text, name)),
        targets,
        line: { refs, prereleases },
      };
      const bytes = await app.waiting.bytes(reply, await answers.offsets(input), "identity");
      if (reply.sent) return reply;
      const table: OffsetTable = JSON.parse(bytes.toString());
      const text = await render(table, { name, missing });
      return reply.headers({ "cache-control": "no-store", ...bodyHeaders(mediaType, "identity") }).send(text);
    },
  );
};
