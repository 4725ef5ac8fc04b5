import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fresh from "fresh";
import { LRUCache } from "lru-cache";
import type { Answer } from "../cache/answers.ts";
import type { Coding } from "../cache/compress.ts";
import { acceptedCoding } from "./accept.ts";

/** Seconds that a cache may keep an answer: of refs that may move, and of full commit ids. */
const briefly = "public, max-age=60";
// A day and no more: a newer capidiff may find more in the same commits.
const pinned = "public, max-age=86400, immutable";

/** An answer in the form that a request asked for. */
interface Representation {
  answer: Answer;
  coding: Coding;
  headers: { etag: string; "cache-control": string; vary: string };
  /** Headers that a 304 does not have. */
  bodyHeaders: Record<string, string>;
}

type Recent = LRUCache<string, Representation>;

declare module "fastify" {
  interface FastifyInstance {
    recent?: Recent;
  }
}

/**
 * Lets a request that comes again within `recency` milliseconds be answered as before, without being validated and its
 * refs looked up: what is asked for often costs little more than to send it. For the routes registered after it.
 * @param recency 0 for none.
 */
export function answerRecent(app: FastifyInstance, recency: number): void {
  if (recency === 0) return;
  const recent: Recent = new LRUCache({ max: 1000, ttl: recency });
  app.decorate("recent", recent);
  app.addHook("onRequest", (request, reply, done) => {
    const known = isRead(request) ? recent.get(keyOf(request)) : undefined;
    const bytes = known?.answer.atHand(known.coding);
    if (known && bytes) send(request, reply, known, bytes);
    else done();
  });
}

const isRead = ({ method }: FastifyRequest) => method === "GET" || method === "HEAD";

/** All that an answer depends on. */
const keyOf = ({ raw: { url, headers } }: FastifyRequest) => `${url} ${headers["accept-encoding"]} ${headers.accept}`;

/** Sends an answer in the coding that the caller prefers, or 304 without building it to a caller who has it. */
export async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  mediaType = "application/json",
): Promise<FastifyReply> {
  const coding = acceptedCoding(request.headers["accept-encoding"]);
  const chosenBy = reply.getHeader("vary");
  const representation: Representation = {
    answer,
    coding,
    headers: {
      etag: coding === "identity" ? `"${answer.etag}"` : `"${answer.etag}-${coding}"`,
      "cache-control": answer.pinned ? pinned : briefly,
      vary: chosenBy === undefined ? "accept-encoding" : `${chosenBy}, accept-encoding`,
    },
    bodyHeaders: {
      "content-type": mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType,
      ...(coding !== "identity" && { "content-encoding": coding }),
    },
  };
  request.server.recent?.set(keyOf(request), representation);
  // First the bytes: an error must not go out under their ETag.
  const bytes = fresh(request.headers, representation.headers) ? noBytes : await answer.bytes(coding);
  // Meanwhile the request may have been told that it takes too long.
  return reply.sent ? reply : send(request, reply, representation, bytes);
}

const noBytes = Buffer.alloc(0);

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { headers, bodyHeaders }: Representation,
  bytes: Buffer,
): FastifyReply {
  reply.headers(headers);
  if (fresh(request.headers, headers)) return reply.code(304).send();
  return reply.headers(bodyHeaders).send(bytes);
}
