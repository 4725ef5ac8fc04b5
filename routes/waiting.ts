import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Answer } from "../cache/answers.ts";
import { Clients, caller } from "../cache/callers.ts";
import type { Coding } from "../cache/compress.ts";
import { CapidiffError } from "../src/errors.ts";
import type { ClientLimit } from "./client-limit.ts";

/** Seconds after which a client may ask for one more answer. */
const retryAfter = 5;

/** Bytes that a check counts for at least. */
const smallest = 2 ** 16;

/** Who waits for answers that are being worked out. A client has a share of them, so that it cannot take all. */
export class Waiting {
  readonly #clients: ClientLimit;
  readonly #share: number;
  readonly #counts = new Map<string, number>();
  /** Bytes of checks that are sent or made, by client. */
  readonly #checks = new Map<string, number>();
  #checkBytes = 0;
  /** The work for a check that was let in, once there is some. */
  readonly #work = new WeakMap<IncomingMessage, Promise<unknown>>();

  /** @param share answers that one client may wait for at once */
  constructor(clients: ClientLimit, share: number) {
    this.#clients = clients;
    this.#share = share;
  }

  /**
   * The bytes of an answer. Where they are not in memory, work for them stops when all who wait have gone.
   * @throws CapidiffError of the answer, and `too-many-requests`
   */
  async bytes(reply: FastifyReply, answer: Answer, coding: Coding): Promise<Buffer> {
    const bytes = answer.atHand(coding);
    if (bytes) return bytes;
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
   * Lets a check's body in, which takes memory until it is judged, also where its request was answered before: of one client as much as one check may have, of all
   * together four times that.
   * @param limit bytes that one check may have
   * @throws CapidiffError `too-many-requests`, and `busy` where it is not the client's fault
   */
  beginCheck(reply: FastifyReply, limit: number): void {
    const { raw } = reply.request;
    const client = this.#clients.clientOf(raw);
    // One that does not say how long it is may be as long as any.
    const bytes = Math.max(smallest, Math.min(limit, Number(raw.headers["content-length"] ?? limit)));
    const held = this.#checks.get(client) ?? 0;
    if (held + bytes > limit) {
      const message = `The limit is ${limit / 2 ** 20} MB of pending checks per client.`;
      throw new CapidiffError("too-many-requests", message, { retryAfter });
    }
    if (this.#checkBytes + bytes > 4 * limit) throw new CapidiffError("busy", "Other checks are using all the memory");
    this.#checks.set(client, held + bytes);
    this.#checkBytes += bytes;
    reply.raw.once("close", async () => {
      await Promise.allSettled([this.#work.get(raw)]);
      release(this.#checks, client, bytes);
      this.#checkBytes -= bytes;
    });
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

export function shareWaiting(app: FastifyInstance, clients: ClientLimit, share: number): void {
  app.decorate("waiting", new Waiting(clients, share));
}

/** Aborts when the client goes before it has its answer; after `timeout` it has one, and the work goes on. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once("close", () => {
    if (!raw.writableEnded) gone.abort();
  });
  if (raw.closed && !raw.writableEnded) gone.abort();
  return gone.signal;
}
