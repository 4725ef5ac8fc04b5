import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";
import type { Pages } from "../../cache/pages.ts";
import { CapidiffError } from "../../src/errors.ts";
import { diffPath, query, targetFields } from "../../src/pages/links.ts";
import { filterQuery } from "../diff.ts";
import { targetOf, targetQuery } from "../schemas/common.ts";
import { sendPage } from "./html.ts";
import { dropEmpty, ownRefs, Range } from "./parameters.ts";

const ref = Type.Optional(Type.String({ maxLength: 200 }));
const ViewQuery = Type.Object({ ...targetQuery, ...filterQuery });

/** The changes between two versions, and each change. */
export const diffPages: FastifyPluginAsyncTypebox<{ pages: Pages }> = async (app, { pages }) => {
  app.addHook("preValidation", dropEmpty);

  app.get(
    "/diff",
    { schema: { hide: true, querystring: Type.Object({ ...ViewQuery.properties, from: ref, to: ref }) } },
    async (request, reply) => {
      const { from, to, ...rest } = request.query;
      if (from === undefined || to === undefined) return sendPage(request, reply, await pages.compareForm());
      const [target, filter] = askedFor(rest);
      return reply.redirect(diffPath(from, to) + query({ ...targetFields(target), ...filter }), 302);
    },
  );

  app.get(
    "/diff/:range",
    { schema: { hide: true, params: Type.Object({ range: Range }), querystring: ViewQuery } },
    async (request, reply) => {
      const refs = await ownRefs(pages, request, reply, request.params.range, pathOf);
      if (refs === null) return reply;
      const [target, filter] = askedFor(request.query);
      return sendPage(request, reply, await pages.diff(pairOf(refs), target, filter, request.origin));
    },
  );

  app.get(
    "/diff/:range/:id",
    {
      schema: {
        hide: true,
        params: Type.Object({ range: Range, id: Type.String({ maxLength: 40 }) }),
        querystring: Type.Object({ ...targetQuery, part: Type.Optional(Type.Boolean({ default: false })) }),
      },
    },
    async (request, reply) => {
      const { range, id } = request.params;
      const { part = false, ...rest } = request.query;
      const refs = await ownRefs(pages, request, reply, range, (refs) => `${pathOf(refs)}/${encodeURIComponent(id)}`);
      if (refs === null) return reply;
      return sendPage(request, reply, await pages.change(pairOf(refs), targetOf(rest), id, part));
    },
  );
};

const pathOf = (refs: string[]) => diffPath(...pairOf(refs));

function pairOf([from, to, ...more]: string[]): [from: string, to: string] {
  if (from === undefined || to === undefined || more.length > 0) {
    throw new CapidiffError("invalid-request", "Expected a comparison such as v3.13.0...v3.14.0.");
  }
  return [from, to];
}

function askedFor({ abi, platform, limited_api, ...filter }: Static<typeof ViewQuery>) {
  return [targetOf({ abi, platform, limited_api }), filter] as const;
}
