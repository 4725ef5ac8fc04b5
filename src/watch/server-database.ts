import pg from "pg";
import { CapidiffError } from "../errors.ts";
import type { Database, Sql } from "./database.ts";
import { isTrouble } from "./trouble.ts";

/** Maximum connections per process. */
const maxConnections = 10;

/** Milliseconds allowed for connecting, and for a statement. */
const connectTimeout = 10_000;
const statementTimeout = 60_000;

/**
 * Connects to a Postgres server.
 * @param url as libpq accepts it, `postgres://user:password@host/database`
 * @throws CapidiffError `database-unavailable` if it is unreachable or refuses the connection
 */
export async function connectDatabase(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeout,
    query_timeout: statementTimeout,
    keepAlive: true,
    application_name: "capidiff",
  });
  // A connection lost while idle is replaced; without a listener the event would end the process.
  pool.on("error", () => {});
  const database: Database = {
    query: (text, values) => send(pool, text, values),
    transaction: (work) => transaction(pool, work),
    hasEnded: () => false,
    close: () => pool.end(),
  };
  try {
    await database.query("SELECT 1");
    return database;
  } catch (error) {
    await pool.end();
    throw isAway(error) ? error : away(error);
  }
}

async function send<Row>(client: pg.Pool | pg.PoolClient, text: string, values?: unknown[]): Promise<Row[]> {
  try {
    const results = await client.query(text, values);
    return (Array.isArray(results) ? results.at(-1) : results).rows;
  } catch (error) {
    throw isOfConnection(error) ? away(error) : error;
  }
}

async function transaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error) => {
    throw away(error);
  });
  // Reported by the current query, or by the next one.
  client.on("error", ignore);
  let broken: Error | undefined;
  try {
    await send(client, "BEGIN");
    const result = await work({ query: (text, values) => send(client, text, values) });
    await send(client, "COMMIT");
    return result;
  } catch (error) {
    await send(client, "ROLLBACK").catch((failure) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off("error", ignore);
    client.release(broken);
  }
}

const ignore = () => {};

/** An error without SQLSTATE did not come from the server: the connection failed. */
function isOfConnection(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || isTrouble(error);
}

const isAway = (error: unknown) => error instanceof CapidiffError;

function away(cause: unknown): CapidiffError {
  // With several addresses there is one error for each.
  const [reason = cause] = cause instanceof AggregateError ? cause.errors : [];
  const message = reason instanceof Error ? reason.message : String(reason);
  return new CapidiffError("database-unavailable", `The database of DATABASE_URL: ${message}.`, {}, { cause });
}
