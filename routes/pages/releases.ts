import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Pages } from "../../cache/pages.ts";
import { releasePath } from "../../src/pages/links.ts";
import { sendPage } from "./html.ts";
import { ownRefs, Range } from "./parameters.ts";

const ReleaseQuery = Type.Object({ targets: Type.Optional(Type.Literal("all")) });

/** The changes of a release. */
export const releasePages: FastifyPluginAsyncTypebox<{ pages: Pages }> = async (app, { pages }) => {
  app.get(
    "/release/:ref",
    { schema: { hide: true, params: Type.Object({ ref: Range }), querystring: ReleaseQuery } },
    async (request, reply) => {
      const refs = await ownRefs(pages, request, reply, request.params.ref, ([ref = ""]) => releasePath(ref));
      if (refs === null) return reply;
      const [ref = ""] = refs;
      return sendPage(request, reply, await pages.release(ref, request.query.targets === "all", request.origin));
    },
  );
};
