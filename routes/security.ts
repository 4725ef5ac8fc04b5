import type { FastifyInstance } from "fastify";

/** What a browser may do with an answer: nothing, as answers are data. Pages state what they load. */
export const securityHeaders = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
};

/** Sets {@link securityHeaders} on every answer. */
export function secure(app: FastifyInstance): void {
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(securityHeaders);
    done();
  });
}
