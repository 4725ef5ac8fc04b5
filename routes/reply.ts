import type { FastifyReply, FastifyRequest } from "fastify";
import fresh from "fresh";
import type { Answer } from "../cache/answers.ts";
import type { Coding } from "../cache/compress.ts";
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
    "cache-control": reply.getHeader("cache-control") ?? (answer.pinned ? pinned : briefly),
    vary: chosenBy === undefined ? "accept-encoding" : `${chosenBy}, accept-encoding`,
  };
  // First the bytes: an error must not go out under their ETag.
  const isKnown = fresh(request.headers, headers);
  const bytes = isKnown ? undefined : await request.server.waiting.bytes(reply, answer, coding);
  // Meanwhile the request may have been told that it takes too long.
  if (reply.sent) return reply;
  reply.headers(headers);
  return isKnown ? reply.code(304).send() : reply.headers(bodyHeaders(mediaType, coding)).send(bytes);
}

/** What says how the bytes of an answer are to be read. */
export function bodyHeaders(mediaType: string, coding: Coding): Record<string, string> {
  return {
    "content-type": mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType,
    ...(coding !== "identity" && { "content-encoding": coding }),
  };
}
