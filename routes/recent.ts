import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import fresh from "fresh";
import { LRUCache } from "lru-cache";
import type { Answer } from "../cache/answers.ts";
import type { Coding } from "../cache/compress.ts";
import type { ClientLimit } from "./client-limit.ts";

/** An answer in the form that a request asked for. */
export interface Representation {
  answer: Answer;
  coding: Coding;
  headers: { etag: string; "cache-control": string; vary: string };
  /** Headers that a 304 does not have. */
  bodyHeaders: Record<string, string>;
}

export interface RecentOptions {
  /** Milliseconds for which a request that comes again is answered as before; 0 for none. */
  recency: number;
  clients: ClientLimit;
  /** Whether requests are to be refused, or connections ended, which is not decided here. */
  busy: () => boolean;
  requestId: (request: IncomingMessage) => string;
  /** Told of each answer once it is handed to the connection. */
  answered: (request: IncomingMessage, answered: { id: string; route: string; status: number; ms: number }) => void;
}

declare module "fastify" {
  interface FastifyInstance {
    recent?: RecentAnswers;
  }
}

/** What was sent lately: a representation, and the header fields of its 200 and 304 in the form that `writeHead` takes. */
interface Recent {
  representation: Representation;
  route: string;
  found: string[];
  notModified: string[];
  /** A small answer's bytes, each a character: Node writes header and body at once where both are text. */
  text?: string;
}

/** Bytes of an answer that is copied rather than written apart from its header. */
const smallAnswer = 64 * 1024;

/**
 * Answers a request that comes again before Fastify takes it up: without being routed and validated, and its refs
 * looked up, for what is asked for often costs less than all that. Hooks do not see such a request, so what they do for
 * every request is done here too: its id, its client's limit, its line of the log and its measure.
 */
class RecentAnswers {
  readonly #options: RecentOptions;
  readonly #recent: LRUCache<string, Recent>;

  constructor(options: RecentOptions) {
    this.#options = options;
    this.#recent = new LRUCache({ max: 1000, ttl: options.recency });
  }

  /** @param route as it is registered */
  remember(request: IncomingMessage, route: string, representation: Representation): void {
    const notModified = Object.entries(representation.headers).flat();
    const found = [...notModified, ...Object.entries(representation.bodyHeaders).flat()];
    this.#recent.set(keyOf(request), { representation, route, found, notModified });
  }

  /** Whether it was answered. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, headers } = request;
    if (method !== "GET" && method !== "HEAD") return false;
    const recent = this.#recent.get(keyOf(request));
    const bytes = recent?.representation.answer.atHand(recent.representation.coding);
    if (!recent || !bytes) return false;
    const { clients, busy, requestId, answered } = this.#options;
    if (busy()) return false;
    const share = clients.count(request);
    if (share?.exceeded) return false;

    const start = performance.now();
    const id = requestId(request);
    const fields = ["x-request-id", id, ...Object.entries(share?.headers ?? {}).flat()];
    const { representation, route, found, notModified } = recent;
    const status = fresh(headers, representation.headers) ? 304 : 200;
    if (status === 304) {
      response.writeHead(304, [...notModified, ...fields]).end();
    } else {
      response.writeHead(200, [...found, "content-length", `${bytes.length}`, ...fields]);
      if (bytes.length > smallAnswer) response.end(bytes);
      else response.end(textOf(recent, bytes), "latin1");
    }
    answered(request, { id, route, status, ms: performance.now() - start });
    return true;
  }
}

function textOf(recent: Recent, bytes: Buffer): string {
  recent.text ??= bytes.toString("latin1");
  return recent.text;
}

/** Lets `RecentAnswers` have each request first. */
export function answerRecent(app: FastifyInstance, options: RecentOptions): void {
  if (options.recency === 0) return;
  const recent = new RecentAnswers(options);
  app.decorate("recent", recent);
  const [handle] = app.server.listeners("request") as [(request: IncomingMessage, response: ServerResponse) => void];
  app.server.removeListener("request", handle);
  app.server.on("request", (request, response) => {
    if (!recent.answer(request, response)) handle(request, response);
  });
}

/** All that an answer depends on. */
const keyOf = ({ url, headers }: IncomingMessage) => `${url} ${headers["accept-encoding"]} ${headers.accept}`;
