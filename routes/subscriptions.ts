import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { parseUseList } from "../src/check/list.ts";
import type { UseList } from "../src/check/use.ts";
import { listDeliveries, retryDelivery, sendTest } from "../src/watch/deliveries.ts";
import { ownerOf } from "../src/watch/keys.ts";
import type { Outgoing } from "../src/watch/outgoing.ts";
import type { DurableState } from "../src/watch/state.ts";
import {
  changeSubscription,
  createSubscription,
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  rotateSecret,
} from "../src/watch/subscriptions.ts";
import { defaultPageLimit, failures } from "./schemas/common.ts";
import {
  DeliveriesQuery,
  DeliveryPageSchema,
  DeliveryParams,
  DeliverySchema,
  NewSubscriptionSchema,
  SecretSchema,
  SubscriptionBody,
  SubscriptionChangeBody,
  SubscriptionListSchema,
  SubscriptionParams,
  SubscriptionSchema,
} from "./schemas/subscriptions.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The owner of the request's API key. */
    owner: string;
  }
}

export interface SubscriptionsOptions {
  state: () => DurableState;
  outgoing: Pick<Outgoing, "checkUrl">;
}

/** A list without sources, which only checks read. @throws CapidiffError `invalid-use-list` */
function namesIn(list: UseList): UseList {
  const { symbols, members, headers } = parseUseList(list);
  return { symbols, members, headers };
}

/** Maximum bytes of a request: a large extension's uses take a tenth of it. */
const maxBodyBytes = 256 * 1024;

/** Subscriptions to releases; each owner sees only their own. */
export const subscriptionsRoutes: FastifyPluginAsyncTypebox<SubscriptionsOptions> = async (
  app,
  { state, outgoing },
) => {
  for (const schema of [SubscriptionSchema, NewSubscriptionSchema, SubscriptionListSchema, SecretSchema]) {
    app.addSchema(schema);
  }
  app.addSchema(DeliverySchema);
  app.addSchema(DeliveryPageSchema);
  app.decorateRequest("owner", "");
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    request.owner = await ownerOf(state().database, request.headers.authorization);
  });
  const common = { tags: ["subscriptions"], security: [{ apiKey: [] }] };
  const checked = <T extends { url?: string; uses?: UseList | null }>(input: T): T => ({
    ...input,
    ...(input.url !== undefined && { url: outgoing.checkUrl(input.url) }),
    ...(input.uses && { uses: namesIn(input.uses) }),
  });

  app.post(
    "/v1/subscriptions",
    {
      bodyLimit: maxBodyBytes,
      schema: {
        ...common,
        operationId: "createSubscription",
        summary: "Create a subscription; the secret is shown only once",
        body: SubscriptionBody,
        response: { 201: NewSubscriptionSchema, ...failures },
      },
    },
    async (request, reply) => {
      const made = await createSubscription(state().database, request.owner, checked(request.body));
      return reply.code(201).header("location", `/v1/subscriptions/${made.id}`).send(made);
    },
  );

  app.get(
    "/v1/subscriptions",
    {
      schema: {
        ...common,
        operationId: "listSubscriptions",
        summary: "Your subscriptions, oldest first",
        response: { 200: SubscriptionListSchema, ...failures },
      },
    },
    async ({ owner }) => ({ subscriptions: await listSubscriptions(state().database, owner) }),
  );

  app.get(
    "/v1/subscriptions/:id",
    {
      schema: {
        ...common,
        operationId: "getSubscription",
        summary: "A subscription",
        params: SubscriptionParams,
        response: { 200: SubscriptionSchema, ...failures },
      },
    },
    async ({ owner, params }) => getSubscription(state().database, owner, params.id),
  );

  app.patch(
    "/v1/subscriptions/:id",
    {
      bodyLimit: maxBodyBytes,
      schema: {
        ...common,
        operationId: "changeSubscription",
        summary: "Change the given fields of a subscription",
        params: SubscriptionParams,
        body: SubscriptionChangeBody,
        response: { 200: SubscriptionSchema, ...failures },
      },
    },
    async ({ owner, params, body }) => changeSubscription(state(), owner, params.id, checked(body)),
  );

  app.delete(
    "/v1/subscriptions/:id",
    {
      schema: {
        ...common,
        operationId: "deleteSubscription",
        summary: "Delete a subscription and its deliveries",
        params: SubscriptionParams,
        response: { 204: Type.Null(), ...failures },
      },
    },
    async ({ owner, params }, reply) => {
      await deleteSubscription(state().database, owner, params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/subscriptions/:id/secret",
    {
      schema: {
        ...common,
        operationId: "rotateSecret",
        summary: "Create a new secret, shown only once; for a day messages are signed with both",
        params: SubscriptionParams,
        response: { 200: SecretSchema, ...failures },
      },
    },
    async ({ owner, params }) => rotateSecret(state().database, owner, params.id),
  );

  app.post(
    "/v1/subscriptions/:id/test",
    {
      schema: {
        ...common,
        operationId: "testSubscription",
        summary: "Send a test message once",
        params: SubscriptionParams,
        response: { 202: DeliverySchema, ...failures },
      },
    },
    async ({ owner, params }, reply) => reply.code(202).send(await sendTest(state(), owner, params.id)),
  );

  app.get(
    "/v1/subscriptions/:id/deliveries",
    {
      schema: {
        ...common,
        operationId: "listDeliveries",
        summary: "The deliveries of a subscription with their attempts",
        params: SubscriptionParams,
        querystring: DeliveriesQuery,
        response: { 200: DeliveryPageSchema, ...failures },
      },
    },
    async ({ owner, params, query }) => {
      const { limit = defaultPageLimit, cursor } = query;
      const { items, next } = await listDeliveries(state().database, owner, params.id, { limit, cursor });
      return { deliveries: items, next };
    },
  );

  app.post(
    "/v1/subscriptions/:id/deliveries/:delivery/retry",
    {
      schema: {
        ...common,
        operationId: "retryDelivery",
        summary: "Send a message again",
        params: DeliveryParams,
        response: { 202: DeliverySchema, ...failures },
      },
    },
    async ({ owner, params }, reply) =>
      reply.code(202).send(await retryDelivery(state(), owner, params.id, params.delivery)),
  );
};
