import type { FastifyPluginAsync } from "fastify";
import { fixedAnswer } from "../../cache/fixed-answer.ts";
import { assets } from "../../src/pages/assets.ts";
import { sendAnswer } from "../reply.ts";

/** Files loaded by pages. Their names contain a hash of the content, so they can be cached forever. */
export const assetRoutes: FastifyPluginAsync = async (app) => {
  for (const { path, mediaType, bytes } of assets) {
    const answer = fixedAnswer(bytes);
    app.get(path, { schema: { hide: true } }, async (request, reply) => {
      await sendAnswer(request, reply.header("cache-control", forever), answer, mediaType);
      return reply;
    });
  }
};

const forever = "public, max-age=31536000, immutable";
