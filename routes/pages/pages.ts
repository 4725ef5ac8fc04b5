import type { FastifyPluginAsync } from "fastify";
import type { Pages } from "../../cache/pages.ts";
import { checkPages } from "./checks.ts";
import { diffPages } from "./diffs.ts";
import { frontRoutes } from "./front.ts";
import { headerPages } from "./headers.ts";
import { releasePages } from "./releases.ts";
import { structPages } from "./structs.ts";
import { symbolPages } from "./symbols.ts";

/** Pages for people. */
export const pageRoutes: FastifyPluginAsync<{ pages: Pages; checkSize: number }> = async (
  app,
  { pages, checkSize },
) => {
  await app.register(frontRoutes, { pages });
  await app.register(symbolPages, { pages });
  await app.register(structPages, { pages });
  await app.register(headerPages, { pages });
  await app.register(diffPages, { pages });
  await app.register(releasePages, { pages });
  await app.register(checkPages, { pages, limit: checkSize });
};
