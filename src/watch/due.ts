import type { Sql } from "./database.ts";
import { lease } from "./jobs.ts";

/** A message for which this process is to make one attempt. */
export interface Due {
  delivery: string;
  subscription: string;
  /** From 1. */
  attempt: number;
  url: string;
  payload: string;
  /** The secrets to sign with. */
  secrets: string[];
}

/** Maximum number of messages in flight per host and per owner, over all processes. */
const perHost = 4;
const perOwner = 8;

/**
 * Leases due messages to this process. Messages whose host or owner is at its limit stay in the database, where they do
 * not block others. Among the rest, owners with the fewest messages in flight come first, per host and then overall.
 */
export async function takeDue(sql: Sql, free: number): Promise<Due[]> {
  return sql.query<Due>(
    `WITH under_way AS MATERIALIZED (
       SELECT s.host, s.owner FROM capidiff.deliveries d JOIN capidiff.subscriptions s ON s.id = d.subscription
       WHERE d.leased_until > now()
     ), waiting AS (
       SELECT d.id, d.next_attempt_at AS since, s.host, s.owner,
         row_number() OVER (PARTITION BY s.host, s.owner ORDER BY d.next_attempt_at, d.id) +
         (SELECT count(*) FROM under_way u WHERE u.host = s.host AND u.owner = s.owner) AS turn
       FROM capidiff.deliveries d JOIN capidiff.subscriptions s ON s.id = d.subscription
       WHERE d.state = 'pending' AND d.next_attempt_at <= now() AND (d.leased_until IS NULL OR d.leased_until <= now())
     ), by_host AS (
       SELECT id, since, host, owner, row_number() OVER (PARTITION BY host ORDER BY turn, since, id) +
         (SELECT count(*) FROM under_way u WHERE u.host = waiting.host) AS of_host FROM waiting
     ), by_owner AS (
       SELECT id, since, row_number() OVER (PARTITION BY owner ORDER BY since, id) +
         (SELECT count(*) FROM under_way u WHERE u.owner = by_host.owner) AS of_owner
       FROM by_host WHERE of_host <= $2::int
     ), chosen AS MATERIALIZED (
       SELECT id FROM by_owner WHERE of_owner <= $3::int ORDER BY of_owner, since, id LIMIT $1::int
     ), taken AS MATERIALIZED (
       SELECT d.id FROM capidiff.deliveries d WHERE d.id IN (SELECT id FROM chosen)
         AND d.state = 'pending' AND (d.leased_until IS NULL OR d.leased_until <= now()) FOR UPDATE SKIP LOCKED
     )
     UPDATE capidiff.deliveries d SET leased_until = now() + $4::int * interval '1 second'
     FROM taken, capidiff.subscriptions s WHERE d.id = taken.id AND s.id = d.subscription
     RETURNING d.id AS delivery, s.id AS subscription, d.attempts + 1 AS attempt, s.url, d.payload,
       CASE WHEN s.previous_secret_until > now() THEN ARRAY[s.secret, s.previous_secret] ELSE ARRAY[s.secret] END AS secrets`,
    [free, perHost, perOwner, lease],
  );
}

/** Returns a leased message for another process to take. */
export async function giveBack(sql: Sql, { delivery, attempt }: Due): Promise<void> {
  await sql.query("UPDATE capidiff.deliveries SET leased_until = NULL WHERE id = $1::uuid AND attempts < $2::int", [
    delivery,
    attempt,
  ]);
}
