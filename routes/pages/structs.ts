import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Pages } from "../../cache/pages.ts";
import { CapidiffError } from "../../src/errors.ts";
import { query, structPath, targetFields } from "../../src/pages/links.ts";
import { targetOf, targetQuery } from "../schemas/common.ts";
import { sendPage } from "./html.ts";
import { dropEmpty, Name, ownRefs, Range, TargetQuery } from "./parameters.ts";

const ref = Type.Optional(Type.String({ maxLength: 200 }));

/** The layout of a struct in one version, or in two side by side. */
export const structPages: FastifyPluginAsyncTypebox<{ pages: Pages }> = async (app, { pages }) => {
  app.addHook("preValidation", dropEmpty);

  app.get(
    "/struct/:name",
    {
      schema: {
        hide: true,
        params: Type.Object({ name: Name }),
        querystring: Type.Object({ ...targetQuery, from: ref, ref }),
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const { from, ref, ...rest } = request.query;
      const last = ref ?? (await pages.lastWith(name, targetOf(rest)));
      const refs = from === undefined || from === last ? [last] : [from, last];
      return reply
        .header("cache-control", "no-cache")
        .redirect(structPath(name, refs) + query(targetFields(targetOf(rest))), 302);
    },
  );

  app.get(
    "/struct/:name/:range",
    { schema: { hide: true, params: Type.Object({ name: Name, range: Range }), querystring: TargetQuery } },
    async (request, reply) => {
      const { name, range } = request.params;
      const refs = await ownRefs(pages, request, reply, range, (refs) => structPath(name, refs));
      if (refs === null) return reply;
      if (refs.length > 2) throw new CapidiffError("invalid-request", "Expected one version or two.");
      return sendPage(request, reply, await pages.struct(name, refs, targetOf(request.query), request.origin));
    },
  );
};
