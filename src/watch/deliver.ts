import type { Database, Sql } from "./database.ts";
import { holdDeliveries } from "./deliveries.ts";
import { type Due, giveBack, takeDue } from "./due.ts";
import type { WorkSource } from "./loop.ts";
import type { Outgoing, Reply } from "./outgoing.ts";
import { waitAfter } from "./retry.ts";
import { signatureHeaders } from "./signing.ts";

/** What became of an attempt. */
export type DeliveryOutcome = "delivered" | "retried" | "failed";

export interface DeliverContext {
  database: Database;
  outgoing: Pick<Outgoing, "post">;
  /** Called after each attempt. */
  onOutcome?: ((outcome: DeliveryOutcome) => void) | undefined;
}

/** Concurrent attempts in this process. */
const slots = 32;

/** Milliseconds an endpoint must have been failing for its subscription to be paused when a message is given up. */
const maxFailing = 24 * 3_600_000;

/**
 * Sends messages that are due.
 * @param onError called for attempts that could not be recorded and will be repeated
 */
export function sending(context: DeliverContext & { onError: (error: unknown) => void }): WorkSource<Due> {
  return {
    slots,
    take: (free) => takeDue(context.database, free),
    run: async (due, signal) => {
      try {
        await deliver(context, due, signal);
      } catch (error) {
        if (signal.aborted) await giveBack(context.database, due).catch(() => {});
        else context.onError(error);
      }
    },
  };
}

/** The outcome of an attempt: the endpoint's reply, or why there is none. */
type Result = { reply: Reply; error: null } | { reply: null; error: string };

/**
 * Makes one attempt to send a message. It is recorded afterwards, so that after a crash it is repeated with the same
 * webhook-id.
 * @throws the reason of `signal`, and errors of the database
 */
export async function deliver(context: DeliverContext, due: Due, signal: AbortSignal): Promise<void> {
  const { delivery, attempt } = due;
  const at = new Date();
  const result = await post(context, due, at, signal);
  const durationMs = Date.now() - at.getTime();
  const outcome = await context.database.transaction(async (sql) => {
    // Lock order: the subscription before its deliveries, everywhere.
    await sql.query("SELECT FROM capidiff.subscriptions WHERE id = $1::uuid FOR UPDATE", [due.subscription]);
    const rows = await sql.query<Tried>(
      `UPDATE capidiff.deliveries SET attempts = $2::int, leased_until = NULL WHERE id = $1::uuid AND attempts < $2::int
       RETURNING subscription, tag, state, trying_since AS "tryingSince"`,
      [delivery, attempt],
    );
    // Deleted, or already handled by another process.
    if (!rows[0]) return undefined;
    await sql.query(
      `INSERT INTO capidiff.attempts (delivery, number, at, duration_ms, status, error)
       VALUES ($1::uuid, $2::int, $3::timestamptz, $4::int, $5::int, $6)`,
      [delivery, attempt, at, durationMs, result.reply?.status ?? null, result.error],
    );
    return conclude(sql, delivery, rows[0], result);
  });
  if (outcome) context.onOutcome?.(outcome);
}

async function post(
  { outgoing }: DeliverContext,
  { delivery, url, payload, secrets }: Due,
  at: Date,
  signal: AbortSignal,
): Promise<Result> {
  const headers = { "content-type": "application/json", ...signatureHeaders(delivery, payload, secrets, at) };
  try {
    return { reply: await outgoing.post(url, headers, payload, signal), error: null };
  } catch (error) {
    // Not the receiver's fault: it is repeated when the service is back.
    signal.throwIfAborted();
    return { reply: null, error: (error as Error).message.slice(0, 300) };
  }
}

interface Tried {
  subscription: string;
  tag: string | null;
  /** The current state: it may have been held meanwhile. */
  state: string;
  tryingSince: Date;
}

async function conclude(sql: Sql, delivery: string, tried: Tried, { reply, error }: Result): Promise<DeliveryOutcome> {
  if (reply && reply.status >= 200 && reply.status < 300) {
    await finish(sql, delivery, "delivered");
    await sql.query(
      "UPDATE capidiff.subscriptions SET failing_since = NULL WHERE id = $1::uuid AND failing_since IS NOT NULL",
      [tried.subscription],
    );
    return "delivered";
  }
  if (reply?.status === 410) {
    await end(sql, tried.subscription);
    await finish(sql, delivery, "failed");
    return "failed";
  }
  const why = error ?? `The endpoint answered ${reply?.status}.`;
  const failing = await sql.query<{ since: Date }>(
    `UPDATE capidiff.subscriptions SET failing_since = coalesce(failing_since, now()) WHERE id = $1::uuid
     RETURNING failing_since AS since`,
    [tried.subscription],
  );
  if (tried.state !== "pending") return "retried";
  if (tried.tag === null) {
    await finish(sql, delivery, "failed");
    return "failed";
  }
  const now = Date.now();
  const wait = waitAfter(now - tried.tryingSince.getTime(), reply);
  if (wait !== null) {
    const after = new Date(now + wait);
    await sql.query("UPDATE capidiff.deliveries SET next_attempt_at = $2::timestamptz WHERE id = $1::uuid", [
      delivery,
      after,
    ]);
    return "retried";
  }
  const since = failing[0]?.since;
  if (since && now - since.getTime() >= maxFailing) await pause(sql, tried.subscription, since, why);
  else await finish(sql, delivery, "failed");
  return "failed";
}

async function finish(sql: Sql, delivery: string, state: "delivered" | "failed"): Promise<void> {
  await sql.query(
    `UPDATE capidiff.deliveries SET state = $2, next_attempt_at = NULL, finished_at = now() WHERE id = $1::uuid`,
    [delivery, state],
  );
}

/** The message that failed is held like the others, so it is not lost. */
async function pause(sql: Sql, subscription: string, since: Date, why: string): Promise<void> {
  await sql.query(
    `UPDATE capidiff.subscriptions SET state = 'paused', state_reason = $2
     WHERE id = $1::uuid AND state = 'active'`,
    [subscription, `Nothing has been delivered since ${since.toISOString()}: ${why}`],
  );
  await holdDeliveries(sql, subscription);
}

async function end(sql: Sql, subscription: string): Promise<void> {
  await sql.query(
    `UPDATE capidiff.subscriptions SET state = 'ended', state_reason = 'The endpoint answered 410 (Gone).'
     WHERE id = $1::uuid`,
    [subscription],
  );
  await sql.query(
    `UPDATE capidiff.deliveries SET state = 'failed', next_attempt_at = NULL, finished_at = now()
     WHERE subscription = $1::uuid AND state IN ('pending', 'held')`,
    [subscription],
  );
}
