import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { Outage } from "../src/cpython/listing.ts";
import { CapidiffError } from "../src/errors.ts";
import { oneOf, problems } from "./schemas/common.ts";

/** The health of the service, independent of requests. */
export interface Health {
  /** Shutting down: requests in progress are answered, and no more should come. */
  stopping: boolean;
  /** Why the remote's refs cannot be looked up; null if they can. Must not wait. */
  outage(): Outage | null;
  /** Why the database is unusable; null if it is usable. Must not wait. */
  database(): Outage | "starting" | null;
}

const Live = Type.Object({ status: oneOf(["ok"]) });

const reasons = {
  since: Type.Optional(Type.String({ format: "date-time" })),
  reason: Type.Optional(Type.String()),
};

const Ready = Type.Object({
  status: oneOf(["ready", "degraded"], {
    description: "Degraded: without the remote only known refs can be used, without the database no subscriptions",
  }),
  remote: Type.Object({ status: oneOf(["ok", "unreachable"]), ...reasons }),
  database: Type.Object({ status: oneOf(["ok", "unavailable"]), ...reasons }),
});

/** For operators: is the process alive, and should it get requests? */
export const healthRoutes: FastifyPluginAsyncTypebox<{ health: Health }> = async (app, { health }) => {
  app.get(
    "/livez",
    {
      schema: { operationId: "livez", summary: "The process is alive", tags: ["operations"], response: { 200: Live } },
    },
    async (_request, reply) => reply.header("cache-control", "no-store").send({ status: "ok" }),
  );

  app.get(
    "/readyz",
    {
      schema: {
        operationId: "readyz",
        summary: "The service accepts requests; 503 until its database has been tried, and during shutdown",
        tags: ["operations"],
        response: { 200: Ready, "5xx": problems["5xx"] },
      },
    },
    async (_request, reply) => {
      if (health.stopping) throw new CapidiffError("stopping", "The service is shutting down.");
      const database = health.database();
      if (database === "starting") {
        throw new CapidiffError("database-unavailable", "The database is still being opened.");
      }
      const remote = health.outage();
      return reply.header("cache-control", "no-store").send({
        status: remote || database ? "degraded" : "ready",
        remote: remote ? { status: "unreachable", ...reasonsOf(remote) } : { status: "ok" },
        database: database ? { status: "unavailable", ...reasonsOf(database) } : { status: "ok" },
      });
    },
  );
};

const reasonsOf = ({ since, error }: Outage) => ({ since: since.toISOString(), reason: error.message });
