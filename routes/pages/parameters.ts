import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Pages } from "../../cache/pages.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { refsOf } from "../../src/pages/links.ts";
import { targetQuery } from "../schemas/common.ts";

/** A C identifier; nothing else can be in any version. */
export const Name = Type.String({ minLength: 1, maxLength: 200 });

/** One ref, or two as in `v3.13.0...v3.14.0`. */
export const Range = Type.String({ minLength: 1, maxLength: 500 });

export const PlatformQuery = Type.Object({
  platform: Type.String({ maxLength: 200, default: defaultTarget.platform }),
});

export const TargetQuery = Type.Object(targetQuery);

/** Drops empty form fields from the query. For `preValidation`. */
export async function dropEmpty(request: FastifyRequest): Promise<void> {
  const fields = request.query as Record<string, unknown>;
  request.query = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
}

/**
 * The refs of a range; null if they are not in canonical form, like `latest`: then the client was redirected.
 * @param pathOf the URL for refs
 * @throws CapidiffError of a ref
 */
export async function ownRefs(
  pages: Pages,
  request: FastifyRequest,
  reply: FastifyReply,
  range: string,
  pathOf: (refs: string[]) => string,
): Promise<string[] | null> {
  const asked = refsOf(range);
  const refs = await Promise.all(asked.map((ref) => pages.ownName(ref)));
  if (refs.every((ref, i) => ref === asked[i])) return refs;
  // The meaning of a version word changes with the next release.
  await reply.header("cache-control", "no-cache").redirect(pathOf(refs) + searchOf(request), 302);
  return null;
}

/** The query string of a request, unchanged. */
function searchOf({ url }: FastifyRequest): string {
  const start = url.indexOf("?");
  return start < 0 ? "" : url.slice(start);
}
