import type { FastifyInstance, FastifyReply } from "fastify";
import type { Answer } from "../cache/answers.ts";
import type { Coding } from "../cache/compress.ts";
import { CapidiffError } from "../src/errors.ts";
import type { ClientLimit } from "./client-limit.ts";

/** Seconds after which a client may ask for one more answer. */
const retryAfter = 5;

/** Who waits for answers that are being worked out. A client has a share of them, so that it cannot take all. */
export class Waiting {
  readonly #clients: ClientLimit;
  readonly #share: number;
  readonly #counts = new Map<string, number>();
  readonly #checks = new Map<string, number>();

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
    const client = this.#clients.clientOf(reply.request.raw);
    const count = this.#counts.get(client) ?? 0;
    if (count >= this.#share) {
      const message = `A client may wait for ${this.#share} answers at once.`;
      throw new CapidiffError("too-many-requests", message, { retryAfter });
    }
    this.#counts.set(client, count + 1);
    try {
      return await answer.bytes(coding, goneSignal(reply));
    } finally {
      release(this.#counts, client);
    }
  }

  /**
   * Lets a client have a quarter of its share in requests with large bodies, which take memory before they are judged.
   * @throws CapidiffError `too-many-requests`
   */
  beginCheck(reply: FastifyReply): void {
    const client = this.#clients.clientOf(reply.request.raw);
    const most = Math.ceil(this.#share / 4);
    const count = this.#checks.get(client) ?? 0;
    if (count >= most) {
      throw new CapidiffError("too-many-requests", `A client may send ${most} checks at once.`, { retryAfter });
    }
    this.#checks.set(client, count + 1);
    reply.raw.once("close", () => release(this.#checks, client));
  }
}

function release(counts: Map<string, number>, client: string): void {
  const left = (counts.get(client) ?? 1) - 1;
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
