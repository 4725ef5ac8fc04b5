import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { releaseAbis, releasePlatforms } from "../cache/release.ts";
import { abis, platforms } from "../src/cpython/target.ts";
import { surfaceChoices, surfaceOf } from "../src/diff/surface-choice.ts";
import { CapidiffError } from "../src/errors.ts";
import { plain } from "../src/report/paint.ts";
import { releaseText } from "../src/report/release/text.ts";
import { filterQuery } from "./diff.ts";
import { sendAnswer } from "./reply.ts";
import {
  buildQuery,
  commaList,
  oneOf,
  problems,
  RefName,
  reportContents,
  targetsOf,
  wordsOf,
} from "./schemas/common.ts";
import { ReleaseReportSchema } from "./schemas/release.ts";

/** Maximum targets per request. */
const maxTargets = 16;

const formats = { json: { mediaType: "application/json" }, text: { mediaType: "text/plain" } };

const ReleaseQuery = Type.Object(
  {
    from: Type.Optional(
      RefName("The older ref (default: the tag before it in its series, otherwise the last final release before it)"),
    ),
    abi: commaList(`Default: ${releaseAbis.join(",")}. Separated by commas`, abis),
    platform: commaList(
      `Default: ${releasePlatforms.join(",")}. As in wheel file names, separated by commas`,
      platforms,
    ),
    ...buildQuery,
    surface: Type.Optional(
      oneOf(surfaceChoices, { default: "public", description: "Only if either side is on this surface" }),
    ),
    topic: filterQuery.topic,
    format: Type.Optional(oneOf(["json", "text"], { default: "json", description: "Format of the answer" })),
  },
  { additionalProperties: false },
);

/** The changes of releases over many targets. */
export const releasesRoutes: FastifyPluginAsyncTypebox<{ answers: Answers }> = async (app, { answers }) => {
  app.addSchema(ReleaseReportSchema);
  app.get(
    "/v1/releases/:ref",
    {
      schema: {
        operationId: "getRelease",
        summary: "What a release changed, over builds and platforms at once",
        tags: ["diff"],
        params: Type.Object({ ref: RefName("The release") }),
        querystring: ReleaseQuery,
        response: {
          200: { description: "The changes, each with its targets", content: reportContents(formats, "ReleaseReport") },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { from = null, abi, platform, define, undef, surface = "public", topic, format = "json" } = request.query;
      const targets = targetsOf({
        abi: wordsOf(abi) ?? releaseAbis,
        platform: wordsOf(platform) ?? releasePlatforms,
        define,
        undef,
      });
      if (targets.length > maxTargets) {
        throw new CapidiffError(
          "invalid-request",
          `There are ${targets.length} targets; at most ${maxTargets} are allowed.`,
        );
      }
      const filter = { surface: surfaceOf(surface), topic };
      const report = await answers.release(from, request.params.ref, targets, filter);
      if (format === "json") return sendAnswer(request, reply, report);
      const text = answers.derived(["release", format], [report], async ([bytes]) =>
        Buffer.from(releaseText(JSON.parse(String(bytes)), plain)),
      );
      return sendAnswer(request, reply, text, formats.text.mediaType);
    },
  );
};
