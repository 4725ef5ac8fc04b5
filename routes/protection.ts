import type { FastifyInstance } from "fastify";
import { CapidiffError } from "../src/errors.ts";
import type { ClientLimit } from "./client-limit.ts";
import { OpenReplies, type OpenReply } from "./open-replies.ts";
import { sendProblem } from "./problem.ts";

declare module "fastify" {
  interface FastifyReply {
    /** Its place among those that are not sent; null before its handler runs. */
    open: OpenReply | null;
  }
}

export interface ProtectionOptions {
  /** Whether time or memory is short. */
  underPressure: () => boolean;
  clients: ClientLimit;
}

/**
 * Refuses excessive load: requests while time or memory is short (`busy`), and those of a client beyond its share
 * (`too-many-requests`), which RateLimit headers announce. For routes registered after it.
 */
export function protect(app: FastifyInstance, { underPressure, clients }: ProtectionOptions): void {
  app.addHook("onRequest", (request, reply, done) => {
    if (underPressure()) return done(new CapidiffError("busy", "The service is short of time or memory."));
    const share = clients.count(request.raw);
    if (share) reply.headers(share.headers);
    if (!share?.exceeded) return done();
    reply.header("retry-after", share.reset);
    const limit = share.headers["ratelimit-limit"];
    const message = `The limit is ${limit} requests per minute; retry in ${share.reset} s.`;
    done(new CapidiffError("too-many-requests", message));
  });
}

/**
 * Answers `timeout` for a request that takes longer than this many milliseconds; its work continues. One timer for all
 * open requests, since a timer for each, or Fastify's `handlerTimeout`, would cost a good part of an answer from
 * memory.
 */
export function limitTime(app: FastifyInstance, deadline: number): void {
  const open = new OpenReplies();
  app.decorateReply("open", null);
  app.addHook("preHandler", (_request, reply, done) => {
    reply.open = open.add(reply);
    done();
  });
  app.addHook("onSend", (_request, reply, payload, done) => {
    if (reply.open !== null) open.remove(reply.open);
    done(null, payload);
  });
  const look = () => {
    const late = [...open].filter((reply) => reply.elapsedTime > deadline);
    for (const reply of late) {
      sendProblem(reply, new CapidiffError("timeout", "The answer is not ready yet; it is still being computed."));
    }
  };
  const timer = setInterval(look, Math.min(deadline / 10, 500)).unref();
  app.addHook("onClose", async () => clearInterval(timer));
}
