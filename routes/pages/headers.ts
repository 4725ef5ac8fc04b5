import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Pages } from "../../cache/pages.ts";
import { platformOf } from "../../src/cpython/platforms/wheel-tags.ts";
import { sendPage } from "./html.ts";
import { PlatformQuery } from "./parameters.ts";

/** A path such as `Include/cpython/object.h`. */
const HeaderParams = Type.Object({ "*": Type.String({ minLength: 1, maxLength: 500 }) });

/** What a header declares in each version. */
export const headerPages: FastifyPluginAsyncTypebox<{ pages: Pages }> = async (app, { pages }) => {
  app.get(
    "/header/*",
    { schema: { hide: true, params: HeaderParams, querystring: PlatformQuery } },
    async (request, reply) =>
      sendPage(request, reply, await pages.header(request.params["*"], platformOf(request.query.platform))),
  );
};
