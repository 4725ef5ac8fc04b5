import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { addKey, listKeys, requireOperator, revokeKey } from "../src/watch/keys.ts";
import type { DurableState } from "../src/watch/state.ts";
import { failures } from "./schemas/common.ts";
import { KeyBody, KeyListSchema, KeyParams, NewKeySchema } from "./schemas/keys.ts";

export interface KeysOptions {
  state: () => DurableState;
  /** The operator's token; null if no keys are issued. */
  adminToken: string | null;
}

/** API keys for subscribers, issued by the operator. */
export const keysRoutes: FastifyPluginAsyncTypebox<KeysOptions> = async (app, { state, adminToken }) => {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    requireOperator(request.headers.authorization, adminToken);
  });
  const common = { tags: ["operations"], security: [{ adminToken: [] }] };

  app.post(
    "/v1/keys",
    {
      schema: {
        ...common,
        operationId: "addKey",
        summary: "Create an API key, shown only once",
        body: KeyBody,
        response: { 201: NewKeySchema, ...failures },
      },
    },
    async (request, reply) => reply.code(201).send(await addKey(state().database, request.body.owner)),
  );

  app.get(
    "/v1/keys",
    {
      schema: {
        ...common,
        operationId: "listKeys",
        summary: "All API keys",
        response: { 200: KeyListSchema, ...failures },
      },
    },
    async () => ({ keys: await listKeys(state().database) }),
  );

  app.delete(
    "/v1/keys/:id",
    {
      schema: {
        ...common,
        operationId: "revokeKey",
        summary: "Revoke an API key",
        params: KeyParams,
        response: { 204: Type.Null(), ...failures },
      },
    },
    async (request, reply) => {
      await revokeKey(state().database, request.params.id);
      return reply.code(204).send(null);
    },
  );
};
