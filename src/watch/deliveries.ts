import type { Page, PageRequest } from "../cpython/page.ts";
import { CapidiffError } from "../errors.ts";
import type { Database, Sql } from "./database.ts";
import type { Jobs } from "./jobs.ts";
import { lockOwner } from "./keys.ts";
import { testMessage } from "./message.ts";

/** One attempt to send a message. */
export interface Attempt {
  number: number;
  at: Date;
  durationMs: number;
  /** The HTTP status; null without an answer, and then `error` says why. */
  status: number | null;
  error: string | null;
}

/** A message to a subscriber; its id is sent as `webhook-id`. */
export interface Delivery {
  id: string;
  kind: "release" | "test";
  /** The release; null for a test message. */
  tag: string | null;
  /** `held`: created while the subscription is paused, to be sent when it is resumed. */
  state: "pending" | "held" | "delivered" | "failed";
  nextAttemptAt: Date | null;
  createdAt: Date;
  finishedAt: Date | null;
  /** The last attempts, oldest first. */
  attempts: Attempt[];
}

export interface Sending {
  database: Database;
  jobs: Pick<Jobs, "wake">;
}

/** Maximum number of attempts listed per delivery. */
export const attemptsListed = 20;

/** Attempts and waiting messages of one owner per hour above which manual sending is refused. */
const maxHourly = 200;

const columns = `d.id, CASE WHEN d.tag IS NULL THEN 'test' ELSE 'release' END AS kind, d.tag, d.state,
  d.next_attempt_at AS "nextAttemptAt", d.created_at AS "createdAt", d.finished_at AS "finishedAt"`;

/** One page of a subscription's deliveries, newest first. @throws CapidiffError `not-found`, `invalid-request` */
export async function listDeliveries(
  sql: Sql,
  owner: string,
  subscription: string,
  { limit, cursor }: PageRequest,
): Promise<Page<Delivery>> {
  await requireSubscription(sql, owner, subscription);
  const after = cursor === undefined ? null : await idOfCursor(sql, subscription, cursor);
  const rows = await sql.query<Omit<Delivery, "attempts">>(
    `SELECT ${columns} FROM capidiff.deliveries d WHERE d.subscription = $1::uuid
       AND ($2::uuid IS NULL OR (d.created_at, d.id) < (SELECT created_at, id FROM capidiff.deliveries WHERE id = $2::uuid))
     ORDER BY d.created_at DESC, d.id DESC LIMIT $3::int`,
    [subscription, after, limit + 1],
  );
  const items = await withAttempts(sql, rows.slice(0, limit));
  const last = items.at(-1);
  return { items, next: last && rows.length > limit ? Buffer.from(last.id).toString("base64url") : null };
}

async function idOfCursor(sql: Sql, subscription: string, cursor: string): Promise<string> {
  const id = Buffer.from(cursor, "base64url").toString();
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  const select = "SELECT FROM capidiff.deliveries WHERE id = $1::uuid AND subscription = $2::uuid";
  if (isId && (await sql.query(select, [id, subscription])).length > 0) return id;
  throw new CapidiffError("invalid-request", "The cursor is invalid or expired; start without one.");
}

async function withAttempts(sql: Sql, deliveries: Omit<Delivery, "attempts">[]): Promise<Delivery[]> {
  const rows = await sql.query<Attempt & { delivery: string }>(
    `SELECT a.delivery, a.number, a.at, a.duration_ms AS "durationMs", a.status, a.error
     FROM capidiff.attempts a JOIN capidiff.deliveries d ON d.id = a.delivery
     WHERE a.delivery = ANY ($1::uuid[]) AND a.number > d.attempts - $2::int ORDER BY a.number`,
    [deliveries.map(({ id }) => id), attemptsListed],
  );
  const attempts = new Map<string, Attempt[]>(deliveries.map(({ id }) => [id, []]));
  for (const { delivery, ...attempt } of rows) attempts.get(delivery)?.push(attempt);
  return deliveries.map((one) => ({ ...one, attempts: attempts.get(one.id) ?? [] }));
}

/** Sends a test message once. @throws CapidiffError `not-found`, `too-many-requests` */
export async function sendTest({ database, jobs }: Sending, owner: string, subscription: string): Promise<Delivery> {
  const made = await database.transaction(async (sql) => {
    await requireSubscription(sql, owner, subscription);
    await requireCalm(sql, owner);
    const [row] = await sql.query<Omit<Delivery, "attempts">>(
      `INSERT INTO capidiff.deliveries AS d (subscription, payload, next_attempt_at) VALUES ($1::uuid, $2, now())
       RETURNING ${columns}`,
      [subscription, JSON.stringify(testMessage(subscription, new Date()))],
    );
    const delivery = row as Omit<Delivery, "attempts">;
    return { ...delivery, attempts: [] };
  });
  jobs.wake();
  return made;
}

/**
 * Sends a message again, or now if it is waiting for its next attempt, with retries for two more days. Has no effect
 * while it is being sent.
 * @throws CapidiffError `not-found`, `too-many-requests`
 */
export async function retryDelivery(
  { database, jobs }: Sending,
  owner: string,
  subscription: string,
  id: string,
): Promise<Delivery> {
  await database.transaction(async (sql) => {
    await requireSubscription(sql, owner, subscription);
    await requireCalm(sql, owner);
    await begin(sql, "id = $1::uuid AND subscription = $2::uuid AND (state <> 'pending' OR next_attempt_at > now())", [
      id,
      subscription,
    ]);
  });
  jobs.wake();
  const rows = await database.query<Omit<Delivery, "attempts">>(
    `SELECT ${columns} FROM capidiff.deliveries d WHERE d.id = $1::uuid AND d.subscription = $2::uuid`,
    [id, subscription],
  );
  const [delivery] = await withAttempts(database, rows);
  if (!delivery) throw new CapidiffError("not-found", `Unknown delivery ${id} of subscription ${subscription}.`);
  return delivery;
}

/** Holds the messages of a paused subscription, except tests. */
export async function holdDeliveries(sql: Sql, subscription: string): Promise<void> {
  await sql.query(
    `UPDATE capidiff.deliveries SET state = 'held', next_attempt_at = NULL
     WHERE subscription = $1::uuid AND state = 'pending' AND tag IS NOT NULL`,
    [subscription],
  );
}

/** Releases held messages. */
export async function resumeDeliveries(sql: Sql, subscription: string): Promise<void> {
  await begin(sql, "subscription = $1::uuid AND state = 'held'", [subscription]);
}

/** Makes deliveries due now. */
async function begin(sql: Sql, where: string, values: unknown[]): Promise<void> {
  await sql.query(
    `UPDATE capidiff.deliveries SET state = 'pending', trying_since = now(), next_attempt_at = now(), finished_at = NULL
     WHERE ${where}`,
    values,
  );
}

async function requireSubscription(sql: Sql, owner: string, id: string): Promise<void> {
  const rows = await sql.query("SELECT 1 FROM capidiff.subscriptions WHERE id = $1::uuid AND owner = $2", [id, owner]);
  if (rows.length === 0) throw new CapidiffError("not-found", `Unknown subscription ${id}.`);
}

/** Must be called in the sending transaction: transactions of one owner are serialized, so that the count is right. */
async function requireCalm(sql: Sql, owner: string): Promise<void> {
  await lockOwner(sql, owner);
  // now() is when this transaction began: those it waited for may have begun later.
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM capidiff.deliveries d
     JOIN capidiff.subscriptions s ON s.id = d.subscription
     LEFT JOIN capidiff.attempts a ON a.delivery = d.id AND a.at > now() - interval '1 hour'
     WHERE s.owner = $1 AND (a.delivery IS NOT NULL OR (d.state = 'pending' AND d.next_attempt_at <= clock_timestamp()))`,
    [owner],
  );
  if (row && row.count >= maxHourly) {
    throw new CapidiffError("too-many-requests", `The limit is ${maxHourly} attempts per owner and hour.`, {
      retryAfter: 3600,
    });
  }
}
