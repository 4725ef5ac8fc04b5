import type { FastifyPluginAsync } from "fastify";
import { fixedAnswer } from "../../cache/fixed-answer.ts";
import { assets } from "../../src/pages/assets.ts";
import { sendAnswer } from "../reply.ts";

/** What pages load. The name has a hash of the bytes, so it may be kept for ever. */
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
