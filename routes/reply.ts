import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import fresh from "fresh";
import type { Answer } from "../cache/answers.ts";

/** Seconds that a cache may keep an answer: of refs that may move, and of full commit ids. */
const briefly = "public, max-age=60";
// A day and no more: a newer capidiff may find more in the same commits.
const pinned = "public, max-age=86400, immutable";

/** Sends an answer, or 304 without building it to a caller who has it. */
export async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  mediaType = "application/json",
): Promise<FastifyReply> {
  const headers = { etag: `"${answer.etag}"`, "cache-control": answer.pinned ? pinned : briefly };
  if (fresh(request.headers, headers)) return reply.code(304).headers(headers).send();
  // First the bytes: an error must not go out under their ETag.
  const bytes = await answer.bytes();
  return reply
    .headers(headers)
    .type(mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType)
    .send(bytes);
}

/** Sends bytes that are at hand. */
export function sendBytes(request: FastifyRequest, reply: FastifyReply, bytes: Buffer): Promise<FastifyReply> {
  const etag = createHash("sha256").update(bytes).digest("base64url");
  return sendAnswer(request, reply, { etag, pinned: false, bytes: async () => bytes });
}
