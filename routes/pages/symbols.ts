import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Pages } from "../../cache/pages.ts";
import { platformOf } from "../../src/cpython/platforms/wheel-tags.ts";
import { sendPage } from "./html.ts";
import { Name, PlatformQuery } from "./parameters.ts";

/** The history of a symbol. */
export const symbolPages: FastifyPluginAsyncTypebox<{ pages: Pages }> = async (app, { pages }) => {
  app.get(
    "/symbol/:name",
    { schema: { hide: true, params: Type.Object({ name: Name }), querystring: PlatformQuery } },
    async (request, reply) =>
      sendPage(
        request,
        reply,
        await pages.symbol(request.params.name, platformOf(request.query.platform), request.origin),
      ),
  );
};
