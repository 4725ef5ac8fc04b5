import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { CapidiffError } from "../errors.ts";
import type { Sql } from "./database.ts";

/** An API key as listed; the key itself is shown once, on creation. */
export interface ApiKey {
  id: string;
  owner: string;
  createdAt: Date;
  revokedAt: Date | null;
}

/** Random bytes need neither salt nor a slow hash: they cannot be guessed. */
const hashOf = (text: string) => createHash("sha256").update(text).digest();

const columns = `id, owner, created_at AS "createdAt", revoked_at AS "revokedAt"`;

/** Creates a key for an owner, who may have several. */
export async function addKey(sql: Sql, owner: string): Promise<ApiKey & { key: string }> {
  const key = `capidiff_${randomBytes(32).toString("base64url")}`;
  const [row] = await sql.query<ApiKey>(
    `INSERT INTO capidiff.api_keys (owner, hash) VALUES ($1, $2) RETURNING ${columns}`,
    [owner, hashOf(key).toString("hex")],
  );
  return { ...(row as ApiKey), key };
}

/** All keys by owner, including revoked ones. */
export function listKeys(sql: Sql): Promise<ApiKey[]> {
  return sql.query<ApiKey>(`SELECT ${columns} FROM capidiff.api_keys ORDER BY owner, created_at, id`);
}

/** Revokes a key. Its owner's subscriptions remain. @throws CapidiffError `not-found` */
export async function revokeKey(sql: Sql, id: string): Promise<void> {
  const rows = await sql.query(
    "UPDATE capidiff.api_keys SET revoked_at = now() WHERE id = $1::uuid AND revoked_at IS NULL RETURNING id",
    [id],
  );
  if (rows.length === 0) throw new CapidiffError("not-found", `Unknown or revoked API key ${id}.`);
}

/** The owner of the key in an `Authorization` header. @throws CapidiffError `unauthorized` */
export async function ownerOf(sql: Sql, authorization: string | undefined): Promise<string> {
  const key = bearer(authorization);
  const [row] = await sql.query<{ owner: string }>(
    "SELECT owner FROM capidiff.api_keys WHERE hash = $1 AND revoked_at IS NULL",
    [hashOf(key).toString("hex")],
  );
  if (!row) throw new CapidiffError("unauthorized", "The API key is unknown or was revoked.");
  return row.owner;
}

/** Serializes transactions of one owner, so that their counts hold until they commit. */
export async function lockOwner(sql: Sql, owner: string): Promise<void> {
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [owner]);
}

/** Admits only the operator. @throws CapidiffError `unauthorized`, `not-configured` */
export function requireOperator(authorization: string | undefined, token: string | null): void {
  if (token === null) throw new CapidiffError("not-configured", "CAPIDIFF_ADMIN_TOKEN is not set.");
  if (!timingSafeEqual(hashOf(bearer(authorization)), hashOf(token))) {
    throw new CapidiffError("unauthorized", "The token is not the operator's.");
  }
}

function bearer(authorization: string | undefined): string {
  const [, token] = /^Bearer +([^\s]{1,200})$/i.exec(authorization ?? "") ?? [];
  if (token === undefined) throw new CapidiffError("unauthorized", "The header Authorization: Bearer … is missing.");
  return token;
}
