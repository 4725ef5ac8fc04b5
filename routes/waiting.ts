import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Answer } from "../cache/answer-cache.ts";
import { Clients, caller } from "../cache/callers.ts";
import type { Coding } from "../cache/compress.ts";
import { CapidiffError } from "../src/errors.ts";
import type { ClientLimit } from "./client-limit.ts";

/** Seconds after which a client may request one more answer. */
const retryAfter = 5;

/** The minimum size in bytes that a check counts for. */
const smallest = 2 ** 16;

/** A check whose body may come. */
interface AdmittedCheck {
  client: string;
  /** What it counts for. */
  bytes: number;
}

/** Limits the pending answers per client, so that none can take all. */
class Waiting {
  readonly #clients: ClientLimit;
  readonly #share: number;
  readonly #counts = new Map<string, number>();
  /** Bytes of checks being sent or computed, by client. */
  readonly #checks = new Map<string, number>();
  #checkBytes = 0;
  readonly #admitted = new WeakMap<IncomingMessage, AdmittedCheck>();
  /** The work of an admitted check, once it has started. */
  readonly #work = new WeakMap<IncomingMessage, Promise<unknown>>();

  /** @param share maximum pending answers per client */
  constructor(clients: ClientLimit, share: number) {
    this.#clients = clients;
    this.#share = share;
  }

  /**
   * The bytes of an answer. If they must be computed, the work stops when all waiting clients have disconnected.
   * @throws CapidiffError of the answer, and `too-many-requests`
   */
  bytes(reply: FastifyReply, answer: Answer, coding: Coding): Buffer | Promise<Buffer> {
    return answer.atHand(coding) ?? this.#made(reply, answer, coding);
  }

  async #made(reply: FastifyReply, answer: Answer, coding: Coding): Promise<Buffer> {
    const { raw } = reply.request;
    const client = this.#clients.clientOf(raw);
    const count = this.#counts.get(client) ?? 0;
    if (count >= this.#share) {
      const message = `The limit is ${this.#share} pending answers per client.`;
      throw new CapidiffError("too-many-requests", message, { retryAfter });
    }
    this.#counts.set(client, count + 1);
    try {
      const made = caller.run(new Clients([client]), () => answer.bytes(coding, goneSignal(reply)));
      this.#work.set(raw, made);
      return await made;
    } finally {
      release(this.#counts, client);
    }
  }

  /**
   * Admits the body of a check, which takes memory until it is judged, even after its request was answered: per client
   * as much as one check may have, in total four times that.
   * @param limit maximum bytes of one check
   * @throws CapidiffError `too-many-requests`, and `busy` if it is not the client's fault
   */
  beginCheck(reply: FastifyReply, limit: number): void {
    const { raw } = reply.request;
    const check: AdmittedCheck = { client: this.#clients.clientOf(raw), bytes: 0 };
    this.#count(check, Math.max(smallest, Number(raw.headers["content-length"] ?? 0)), limit);
    this.#admitted.set(raw, check);
    reply.raw.once("close", async () => {
      this.#admitted.delete(raw);
      await Promise.allSettled([this.#work.get(raw)]);
      release(this.#checks, check.client, check.bytes);
      this.#checkBytes -= check.bytes;
    });
  }

  /**
   * So many bytes of an admitted check have arrived, as which it counts if it had no Content-Length.
   * @throws CapidiffError as `beginCheck`
   */
  checkArrives(raw: IncomingMessage, bytes: number, limit: number): void {
    const check = this.#admitted.get(raw);
    if (check !== undefined && bytes > check.bytes) this.#count(check, bytes, limit);
  }

  #count(check: AdmittedCheck, bytes: number, limit: number): void {
    const more = bytes - check.bytes;
    const held = this.#checks.get(check.client) ?? 0;
    if (held + more > limit) {
      const message = `The limit is ${limit / 2 ** 20} MB of pending checks per client.`;
      throw new CapidiffError("too-many-requests", message, { retryAfter });
    }
    if (this.#checkBytes + more > 4 * limit) throw new CapidiffError("busy", "Other checks are using all the memory");
    this.#checks.set(check.client, held + more);
    this.#checkBytes += more;
    check.bytes = bytes;
  }
}

function release(counts: Map<string, number>, client: string, count = 1): void {
  const left = (counts.get(client) ?? count) - count;
  if (left > 0) counts.set(client, left);
  else counts.delete(client);
}

declare module "fastify" {
  interface FastifyInstance {
    waiting: Waiting;
  }
}

/** Adds `waiting` to the app. @param share maximum pending answers per client */
export function shareWaiting(app: FastifyInstance, clients: ClientLimit, share: number): void {
  app.decorate("waiting", new Waiting(clients, share));
}

/** Aborts when the client disconnects before it has its answer; after `timeout` it has one, and the work continues. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once("close", () => {
    if (!raw.writableEnded) gone.abort();
  });
  if (raw.closed && !raw.writableEnded) gone.abort();
  return gone.signal;
}
