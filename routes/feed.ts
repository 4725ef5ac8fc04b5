import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { fixedAnswer } from "../cache/fixed-answer.ts";
import { feedOf } from "../src/watch/feed.ts";
import type { DurableState } from "../src/watch/state.ts";
import { sendAnswer } from "./reply.ts";
import { problems } from "./schemas/common.ts";

const mediaType = "application/atom+xml";

/** New releases for people without an endpoint. */
export const feedRoutes: FastifyPluginAsyncTypebox<{ state: () => DurableState }> = async (app, { state }) => {
  app.get(
    "/v1/feed.atom",
    {
      schema: {
        operationId: "getFeed",
        summary: "New releases with the number of changes, as an Atom feed",
        tags: ["releases"],
        response: {
          200: { description: "The newest releases", content: { [mediaType]: { schema: Type.String() } } },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const feed = await feedOf(state().database, request.origin);
      return sendAnswer(request, reply, fixedAnswer(Buffer.from(feed)), mediaType);
    },
  );
};
