import type { UseList } from "../check/use.ts";
import { CapidiffError } from "../errors.ts";
import type { Database, Sql } from "./database.ts";
import { holdDeliveries, resumeDeliveries } from "./deliveries.ts";
import type { Jobs } from "./jobs.ts";
import { lockOwner } from "./keys.ts";
import { compileSubscription, type Filters } from "./match.ts";
import { newSecret } from "./signing.ts";

/** A subscription as shown to its owner: without secrets. */
export interface Subscription {
  id: string;
  url: string;
  filters: Filters;
  uses: UseList | null;
  /** `ended`: the endpoint answered 410. */
  state: "active" | "paused" | "ended";
  /** Why it was paused or ended; null if by its owner. */
  stateReason: string | null;
  /** The first failed attempt after the last successful one. */
  failingSince: Date | null;
  /** Until when messages are also signed with the previous secret; null if there is none. */
  previousSecretUntil: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** The fields an owner sets. */
export interface SubscriptionInput {
  url: string;
  filters?: Filters | undefined;
  uses?: UseList | null | undefined;
}

/** The fields an owner may change; absent ones are kept. */
export interface SubscriptionChange extends Partial<SubscriptionInput> {
  state?: "active" | "paused" | undefined;
}

/** Maximum number of subscriptions per owner. */
export const maxSubscriptions = 50;

/** Hours during which the previous secret is still used for signing. */
const rotationHours = 24;

const columns = `id, url, filters, uses, state, state_reason AS "stateReason", failing_since AS "failingSince",
  CASE WHEN previous_secret_until > now() THEN previous_secret_until END AS "previousSecretUntil",
  created_at AS "createdAt", updated_at AS "updatedAt"`;

/** @throws CapidiffError `too-many-subscriptions`, and `invalid-request` for an invalid filter */
export async function createSubscription(
  database: Database,
  owner: string,
  { url, filters = {}, uses = null }: SubscriptionInput,
): Promise<Subscription & { secret: string }> {
  compileSubscription({ filters, uses });
  const secret = newSecret();
  return database.transaction(async (sql) => {
    await lockOwner(sql, owner);
    const [known] = await sql.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM capidiff.subscriptions WHERE owner = $1",
      [owner],
    );
    if (known && known.count >= maxSubscriptions) {
      throw new CapidiffError("too-many-subscriptions", `The limit is ${maxSubscriptions} subscriptions per owner.`);
    }
    const [row] = await sql.query<Subscription>(
      `INSERT INTO capidiff.subscriptions (owner, url, filters, uses, secret)
       VALUES ($1, $2, $3::jsonb, $4::jsonb, $5) RETURNING ${columns}`,
      [owner, url, JSON.stringify(filters), uses && JSON.stringify(uses), secret],
    );
    return { ...(row as Subscription), secret };
  });
}

/** All subscriptions of an owner, oldest first. */
export function listSubscriptions(sql: Sql, owner: string): Promise<Subscription[]> {
  return sql.query(`SELECT ${columns} FROM capidiff.subscriptions WHERE owner = $1 ORDER BY created_at, id`, [owner]);
}

/** @throws CapidiffError `not-found`, also for another owner's subscription */
export async function getSubscription(sql: Sql, owner: string, id: string): Promise<Subscription> {
  const rows = await sql.query<Subscription>(
    `SELECT ${columns} FROM capidiff.subscriptions WHERE id = $1::uuid AND owner = $2`,
    [id, owner],
  );
  return found(rows, id);
}

/**
 * Changes the given fields. If it becomes active, held messages are sent.
 * @throws CapidiffError `not-found`, and `invalid-request` for an invalid filter
 */
export async function changeSubscription(
  { database, jobs }: { database: Database; jobs: Pick<Jobs, "wake"> },
  owner: string,
  id: string,
  { url, filters, uses, state }: SubscriptionChange,
): Promise<Subscription> {
  compileSubscription({ filters: filters ?? {}, uses: null });
  const changed = await database.transaction(async (sql) => {
    const rows = await sql.query<Subscription>(
      `UPDATE capidiff.subscriptions SET
         url = coalesce($3, url),
         filters = coalesce($4::jsonb, filters),
         uses = CASE WHEN $5 THEN $6::jsonb ELSE uses END,
         state = coalesce($7, state),
         state_reason = CASE WHEN $7::text IS NULL THEN state_reason END,
         failing_since = CASE WHEN $7 = 'active' THEN NULL ELSE failing_since END,
         updated_at = now()
       WHERE id = $1::uuid AND owner = $2 RETURNING ${columns}`,
      [
        id,
        owner,
        url ?? null,
        filters ? JSON.stringify(filters) : null,
        uses !== undefined,
        uses ? JSON.stringify(uses) : null,
        state ?? null,
      ],
    );
    const subscription = found(rows, id);
    if (state === "active") await resumeDeliveries(sql, id);
    if (state === "paused") await holdDeliveries(sql, id);
    return subscription;
  });
  jobs.wake();
  return changed;
}

/** Deletes it along with its deliveries. @throws CapidiffError `not-found` */
export async function deleteSubscription(sql: Sql, owner: string, id: string): Promise<void> {
  const rows = await sql.query<{ id: string }>(
    "DELETE FROM capidiff.subscriptions WHERE id = $1::uuid AND owner = $2 RETURNING id",
    [id, owner],
  );
  found(rows, id);
}

/** Creates a new secret; the previous one stays valid for a day. @throws CapidiffError `not-found` */
export async function rotateSecret(
  sql: Sql,
  owner: string,
  id: string,
): Promise<{ secret: string; previousSecretUntil: Date }> {
  const secret = newSecret();
  const rows = await sql.query<{ previousSecretUntil: Date }>(
    `UPDATE capidiff.subscriptions SET previous_secret = secret, secret = $3,
       previous_secret_until = now() + $4::int * interval '1 hour', updated_at = now()
     WHERE id = $1::uuid AND owner = $2 RETURNING previous_secret_until AS "previousSecretUntil"`,
    [id, owner, secret, rotationHours],
  );
  return { secret, ...found(rows, id) };
}

function found<Row>([row]: Row[], id: string): Row {
  if (row === undefined) throw new CapidiffError("not-found", `Unknown subscription ${id}.`);
  return row;
}
