import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Answers } from "../cache/answers.ts";
import { fixedAnswer } from "../cache/fixed-answer.ts";
import { CapidiffError } from "../src/errors.ts";
import { targetFields } from "../src/pages/links.ts";
import { feedOf } from "../src/watch/feed.ts";
import type { DurableState } from "../src/watch/state.ts";
import { viewFeed } from "../src/watch/view-feed.ts";
import { filterQuery } from "./diff.ts";
import { sendAnswer } from "./reply.ts";
import { problems, RefName, targetOf, targetQuery } from "./schemas/common.ts";

const mediaType = "application/atom+xml";

const FeedQuery = Type.Object(
  {
    from: Type.Optional(RefName("With `to`, the older ref of the diff to follow")),
    to: Type.Optional(RefName("The newer ref of that diff (the feed has the releases after it)")),
    ...targetQuery,
    ...filterQuery,
  },
  { additionalProperties: false },
);

/** New releases for people without an endpoint. */
export const feedRoutes: FastifyPluginAsyncTypebox<{ answers: Answers; state: () => DurableState }> = async (
  app,
  { answers, state },
) => {
  app.get(
    "/v1/feed.atom",
    {
      schema: {
        operationId: "getFeed",
        summary: "New releases and their numbers of changes, or a diff and the releases after it, as an Atom feed",
        tags: ["releases"],
        querystring: FeedQuery,
        response: {
          200: { description: "The newest releases", content: { [mediaType]: { schema: Type.String() } } },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { database } = state();
      const { from, to, abi, platform, limited_api, ...filter } = request.query;
      const target = targetOf({ abi, platform, limited_api });
      if (from !== undefined && to !== undefined) {
        const view = { from, to, ...target, filter };
        return sendAnswer(request, reply, await viewFeed(database, answers, view, request.origin), mediaType);
      }
      const asked = Object.values({ from, to, ...targetFields(target), ...filter });
      if (asked.some((value) => value !== undefined && value !== null)) {
        throw new CapidiffError(
          "invalid-request",
          "A feed with filters needs `from` and `to`, the diff that it follows.",
        );
      }
      const feed = await feedOf(database, request.origin);
      return sendAnswer(request, reply, fixedAnswer(Buffer.from(feed)), mediaType);
    },
  );
};
