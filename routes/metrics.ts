import type { FastifyInstance } from "fastify";
import type { Metrics } from "../src/metrics.ts";

/** `/metrics`, and timing of all routes registered after this. */
export function measureRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook("onResponse", ({ method, routeOptions }, reply, done) => {
    metrics.request(method, routeOptions.url ?? "none", reply.statusCode, reply.elapsedTime / 1000);
    done();
  });

  app.get(
    "/metrics",
    {
      schema: {
        operationId: "metrics",
        summary: "Metrics for Prometheus",
        tags: ["operations"],
        response: { 200: { description: "Prometheus' text format", content: { "text/plain": { schema: text } } } },
      },
    },
    async (_request, reply) => {
      reply.header("cache-control", "no-store").type(metrics.registry.contentType);
      return metrics.registry.metrics();
    },
  );
}

const text = { type: "string" };
