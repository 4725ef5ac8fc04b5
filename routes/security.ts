import type { FastifyInstance } from "fastify";

/**
 * What a browser may do with an answer: nothing, for answers are data. A page says itself what it loads.
 */
export const securityHeaders = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
};

/** Puts {@link securityHeaders} on every answer. */
export function secure(app: FastifyInstance): void {
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(securityHeaders);
    done();
  });
}
