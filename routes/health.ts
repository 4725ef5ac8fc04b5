import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Outage } from "../src/cpython/listing.ts";
import { CapidiffError } from "../src/errors.ts";
import { oneOf, problems } from "./schemas/common.ts";

/** How the service fares, apart from single requests. */
export interface Health {
  /** It has been told to end: what is under way is answered, and no more should come. */
  stopping: boolean;
  /** Why the remote's refs cannot be looked up; null while they can. Must not wait. */
  outage(): Outage | null;
}

const Live = Type.Object({ status: oneOf(["ok"]) });

const Ready = Type.Object({
  status: oneOf(["ready", "degraded"], { description: "Degraded: only refs that are known already are served" }),
  remote: Type.Object({
    status: oneOf(["ok", "unreachable"]),
    since: Type.Optional(Type.String({ format: "date-time" })),
    reason: Type.Optional(Type.String()),
  }),
});

/** For whoever runs the service: does the process answer, and should it get requests? */
export const healthRoutes: FastifyPluginAsyncTypebox<{ health: Health }> = async (app, { health }) => {
  app.get(
    "/livez",
    { schema: { operationId: "livez", summary: "The process answers", tags: ["operations"], response: { 200: Live } } },
    async (_request, reply) => reply.header("cache-control", "no-store").send({ status: "ok" }),
  );

  app.get(
    "/readyz",
    {
      schema: {
        operationId: "readyz",
        summary: "The service takes requests; 503 once it was told to end",
        tags: ["operations"],
        response: { 200: Ready, "5xx": problems["5xx"] },
      },
    },
    async (_request, reply) => {
      if (health.stopping) throw new CapidiffError("stopping", "The service was told to end.");
      const outage = health.outage();
      const remote = outage
        ? { status: "unreachable" as const, since: outage.since.toISOString(), reason: outage.error.message }
        : { status: "ok" as const };
      return reply.header("cache-control", "no-store").send({ status: outage ? "degraded" : "ready", remote });
    },
  );
};
