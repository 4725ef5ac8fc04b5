import { Type } from "typebox";
import type { UseList } from "../../src/check/use.ts";
import { abis, platforms } from "../../src/cpython/target.ts";
import { describeRules } from "../../src/diff/describe.ts";
import { impacts } from "../../src/diff/model.ts";
import { maxPatternLength } from "../../src/manifest/pattern.ts";
import { attemptsListed } from "../../src/watch/deliveries.ts";
import { maxUrlLength } from "../../src/watch/outgoing.ts";
import { closed, id, nextCursor, nullable, oneOf, pageQuery, time } from "./common.ts";

/** Rules whose changes are listed by default. */
const ruleIds = describeRules()
  .rules.filter(({ onRequest }) => !onRequest)
  .map(({ id }) => id);

/** At least one of some values. */
const some = <T extends Parameters<typeof Type.Array>[0]>(items: T, maxItems: number, description: string) =>
  Type.Optional(Type.Array(items, { minItems: 1, maxItems, description }));

const leastImpact = (side: string) => Type.Optional(oneOf(impacts, { description: `Minimum impact on ${side}` }));

const FiltersSchema = Type.Object(
  {
    series: some(Type.String({ pattern: "^[0-9]{1,3}\\.[0-9]{1,3}$" }), 50, "Only releases of these series, e.g. 3.14"),
    stages: some(oneOf(["alpha", "beta", "rc", "final"]), 4, "Only releases of these stages"),
    rules: some(oneOf(ruleIds), ruleIds.length, "Only changes of these rules"),
    impact: Type.Optional(
      Type.Object(
        { source: leastImpact("source"), binary: leastImpact("built modules") },
        { ...closed, minProperties: 1, description: "Only changes with at least one of these impacts" },
      ),
    ),
    symbols: some(
      Type.String({ pattern: "^[!-~]+$", maxLength: maxPatternLength }),
      100,
      "Only changes of these names, or of names matching a glob with *, ? and […]",
    ),
    abis: some(oneOf(abis), abis.length, "ABIs to be notified about; default: cp"),
    platforms: some(oneOf(platforms), platforms.length, "Platforms to be notified about; default: linux_x86_64"),
  },
  { ...closed, description: "All given filters must match; of a list any value" },
);

/** The lists' contents are validated separately, with an error for every item. */
const UsesSchema = Type.Unsafe<UseList>({
  type: "object",
  description: "What an extension uses, as printed by `capidiff uses`: only changes that affect a use are sent",
  properties: {
    symbols: { type: "array" },
    members: { type: "array" },
    headers: { type: "array" },
  },
});

const url = Type.String({
  minLength: 1,
  maxLength: maxUrlLength,
  description: "The URL that messages are posted to; https, on a public address",
});

export const SubscriptionBody = Type.Object(
  { url, filters: Type.Optional(FiltersSchema), uses: Type.Optional(nullable(UsesSchema)) },
  closed,
);

export const SubscriptionChangeBody = Type.Object(
  {
    url: Type.Optional(url),
    filters: Type.Optional(FiltersSchema),
    uses: Type.Optional(nullable(UsesSchema)),
    state: Type.Optional(
      oneOf(["active", "paused"], { description: "While paused, messages are held; activating sends them" }),
    ),
  },
  { ...closed, minProperties: 1 },
);

const subscription = {
  id,
  url: Type.String(),
  filters: FiltersSchema,
  uses: nullable(UsesSchema),
  state: oneOf(["active", "paused", "ended"], {
    description: "Paused by its owner or after days of failures; ended after the endpoint answered 410",
  }),
  stateReason: nullable(Type.String({ description: "Why it was paused or ended, unless by its owner" })),
  failingSince: nullable(time),
  previousSecretUntil: nullable(time),
  createdAt: time,
  updatedAt: time,
};

const secret = Type.String({ description: "The signing secret of Standard Webhooks; shown only once" });

export const SubscriptionSchema = Type.Object(subscription, { $id: "Subscription", ...closed });
export const NewSubscriptionSchema = Type.Object({ ...subscription, secret }, { $id: "NewSubscription", ...closed });
export const SubscriptionListSchema = Type.Object(
  { subscriptions: Type.Array(Type.Ref("Subscription")) },
  { $id: "SubscriptionList", ...closed },
);
export const SecretSchema = Type.Object({ secret, previousSecretUntil: time }, { $id: "Secret", ...closed });

const AttemptSchema = Type.Object(
  {
    number: Type.Integer(),
    at: time,
    durationMs: Type.Integer(),
    status: nullable(Type.Integer({ description: "HTTP status of the answer" })),
    error: nullable(Type.String({ description: "Why there was no answer" })),
  },
  closed,
);

export const DeliverySchema = Type.Object(
  {
    id: Type.String({ description: "The webhook-id of the message, the same in every attempt" }),
    kind: oneOf(["release", "test"]),
    tag: nullable(Type.String({ description: "Of the release" })),
    state: oneOf(["pending", "held", "delivered", "failed"], {
      description: "held: to be sent when the subscription is resumed",
    }),
    nextAttemptAt: nullable(time),
    createdAt: time,
    finishedAt: nullable(time),
    attempts: Type.Array(AttemptSchema, { description: `The last ${attemptsListed}, oldest first` }),
  },
  { $id: "Delivery", ...closed },
);

export const DeliveryPageSchema = Type.Object(
  { deliveries: Type.Array(Type.Ref("Delivery"), { description: "Newest first" }), next: nextCursor },
  { $id: "DeliveryPage", ...closed },
);

export const DeliveriesQuery = Type.Object(pageQuery("Deliveries"), closed);
export const SubscriptionParams = Type.Object({ id });
export const DeliveryParams = Type.Object({ id, delivery: id });
