import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";

const Health = Type.Object({ status: Type.String() });

/** For whoever runs the service: does the process answer, and should it get requests? */
export const healthRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const schema = (operationId: string, summary: string) => ({
    operationId,
    summary,
    tags: ["operations"],
    response: { 200: Health },
  });

  app.get("/livez", { schema: schema("livez", "The process answers") }, async (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ok" }),
  );

  app.get("/readyz", { schema: schema("readyz", "The service takes requests") }, async (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ready" }),
  );
};
