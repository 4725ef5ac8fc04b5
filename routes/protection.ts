import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance } from "fastify";
import { CapidiffError } from "../src/errors.ts";
import { sendProblem } from "./problem.ts";

export interface ProtectionOptions {
  /** Whether time or memory is short. */
  underPressure: () => boolean;
  /** Requests of one client in a minute; 0 for any number. A client is an IPv4 address, or an IPv6 network (/64). */
  rateLimit: number;
}

/**
 * Refuses what is too much for all: requests while time or memory is short (`busy`), and those of one client past its
 * share (`too-many-requests`), whose share the RateLimit headers tell. For the routes registered after it.
 */
export async function protect(app: FastifyInstance, { underPressure, rateLimit: max }: ProtectionOptions) {
  app.addHook("onRequest", (_request, _reply, done) =>
    done(underPressure() ? new CapidiffError("busy", "The service is short of time or memory.") : undefined),
  );
  if (max === 0) return;
  await app.register(rateLimit, {
    // By a hook of the app's, for a hook of each route would come after those that answer.
    global: false,
    max,
    timeWindow: 60_000,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) =>
      new CapidiffError(
        "too-many-requests",
        `A client has ${max} requests a minute; the next minute begins in ${Math.ceil(ttl / 1000)} s.`,
      ),
  });
  app.addHook("onRequest", app.rateLimit());
}

/**
 * Answers `timeout` for a handler that takes longer than so many milliseconds; the work for it goes on. Not Fastify's
 * `handlerTimeout`, which makes and aborts a signal for each request: that costs as much as an answer from memory.
 */
export function limitTime(app: FastifyInstance, deadline: number): void {
  app.addHook("preHandler", (_request, reply, done) => {
    const refuse = () => {
      if (!reply.sent)
        sendProblem(reply, new CapidiffError("timeout", "The answer is not ready yet; work on it goes on."));
    };
    const timer = setTimeout(refuse, deadline);
    reply.raw.once("close", () => clearTimeout(timer));
    done();
  });
}
