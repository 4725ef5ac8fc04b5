import type { FastifyInstance, HTTPMethods } from "fastify";
import { CapidiffError } from "../src/errors.ts";
import { sendProblem } from "./problem.ts";

const methods: HTTPMethods[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

/**
 * Answers 405 with `Allow` if a path has routes, but not for the method, for which Fastify answers 404.
 * Applies to routes registered between this call and the returned one.
 */
export function refuseOtherMethods(app: FastifyInstance): () => void {
  const allowed = new Map<string, Set<HTTPMethods>>();
  let watching = true;
  app.addHook("onRoute", ({ url, method }) => {
    if (!watching) return;
    const known = allowed.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one as HTTPMethods);
    allowed.set(url, known);
  });

  return () => {
    watching = false;
    for (const [url, known] of allowed) {
      const allow = [...known].sort().join(", ");
      const refuse = (method: string) => new CapidiffError("method-not-allowed", `${method} is not one of ${allow}.`);
      app.route({
        method: methods.filter((method) => !known.has(method)),
        url,
        schema: { hide: true },
        // Before reading the body, which does not matter.
        onRequest: async (request, reply) => sendProblem(reply.header("allow", allow), refuse(request.method)),
        handler: async () => undefined,
      });
    }
  };
}
