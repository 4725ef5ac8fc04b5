import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Pages } from "../../cache/pages.ts";
import { hitPath, searchPage } from "../../src/pages/search.tsx";
import { sendPage, sendText } from "./html.ts";

/** Maximum results on a page, and as suggestions. */
const maxHits = 60;
const maxSuggestions = 10;

const SearchQuery = Type.Object({ q: Type.String({ maxLength: 1000, default: "" }) });

/** The front page, the list of releases, and the search over all names. */
export const frontRoutes: FastifyPluginAsyncTypebox<{ pages: Pages }> = async (app, { pages }) => {
  const schema = { hide: true };

  app.get("/", { schema }, async (request, reply) => sendPage(request, reply, await pages.front(request.origin)));

  app.get("/releases", { schema }, async (request, reply) => sendPage(request, reply, await pages.releases()));

  app.get("/search", { schema: { ...schema, querystring: SearchQuery } }, async (request, reply) => {
    const text = request.query.q.trim();
    const hits = await pages.search(text, maxHits);
    // An exact match needs no choice.
    const [first] = hits;
    if (first?.name === text) return reply.redirect(hitPath(first), 303);
    return sendText(request, reply, searchPage(text, hits, await pages.missing()));
  });

  app.get("/search.json", { schema: { ...schema, querystring: SearchQuery } }, async (request, reply) => {
    const hits = await pages.search(request.query.q, maxSuggestions);
    reply.header("cache-control", "public, max-age=60");
    return reply.type("application/json").send(
      JSON.stringify({
        hits: hits.map((hit) => ({ name: hit.name, kind: hit.kind, from: hit.from, to: hit.to, path: hitPath(hit) })),
      }),
    );
  });
};
