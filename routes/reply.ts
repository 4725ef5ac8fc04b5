import type { FastifyReply, FastifyRequest } from "fastify";
import fresh from "fresh";
import type { Answer } from "../cache/answers.ts";
import { acceptedCoding } from "./accept.ts";

/** Seconds that a cache may keep an answer: of refs that may move, and of full commit ids. */
const briefly = "public, max-age=60";
// A day and no more: a newer capidiff may find more in the same commits.
const pinned = "public, max-age=86400, immutable";

/** Sends an answer in the coding that the caller prefers, or 304 without building it to a caller who has it. */
export async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  mediaType = "application/json",
): Promise<FastifyReply> {
  const coding = acceptedCoding(request.headers["accept-encoding"]);
  const chosenBy = reply.getHeader("vary");
  const headers = {
    etag: coding === "identity" ? `"${answer.etag}"` : `"${answer.etag}-${coding}"`,
    "cache-control": answer.pinned ? pinned : briefly,
    vary: chosenBy === undefined ? "accept-encoding" : `${chosenBy}, accept-encoding`,
  };
  if (fresh(request.headers, headers)) return reply.code(304).headers(headers).send();
  // First the bytes: an error must not go out under their ETag.
  const bytes = await answer.bytes(coding);
  if (coding !== "identity") reply.header("content-encoding", coding);
  return reply
    .headers(headers)
    .type(mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType)
    .send(bytes);
}
