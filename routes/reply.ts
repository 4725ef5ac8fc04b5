import type { FastifyReply, FastifyRequest } from "fastify";
import fresh from "fresh";
import type { Answer } from "../cache/answer-cache.ts";
import type { Coding } from "../cache/compress.ts";
import { acceptedCoding } from "./accept.ts";

/** Seconds a cache may keep an answer: for refs that may move, and for full commit ids. */
const briefly = "public, max-age=60";
// At most a day: a newer capidiff may find more in the same commits.
const pinned = "public, max-age=86400, immutable";

/** Sends an answer in the preferred coding, or 304 without computing it if the client's copy is current. */
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
  // Get the bytes first: an error must not be sent with their ETag.
  const isKnown = fresh(request.headers, headers);
  const isCached = (answer.atHand(coding) ?? answer.atHand("identity")) !== undefined;
  const bytes = isKnown ? undefined : await request.server.waiting.bytes(reply, answer, coding);
  // The request may have timed out meanwhile.
  if (reply.sent) return reply;
  reply.headers(headers);
  if (isKnown) return reply.code(304).send();
  // RFC 9211. A miss comes from the store, or is computed.
  reply.header("cache-status", isCached ? "capidiff; hit" : "capidiff; fwd=miss");
  return reply.headers(bodyHeaders(mediaType, coding)).send(bytes);
}

/** The headers that describe the bytes of an answer. */
export function bodyHeaders(mediaType: string, coding: Coding): Record<string, string> {
  return {
    "content-type": mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType,
    ...(coding !== "identity" && { "content-encoding": coding }),
  };
}
