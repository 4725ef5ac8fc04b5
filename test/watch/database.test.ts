import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/watch/database.ts";
import { openDatabase } from "../../src/watch/embedded-database.ts";
import { Jobs } from "../../src/watch/jobs.ts";
import { migrate } from "../../src/watch/migrations.ts";
import { probe } from "../../src/watch/probe.ts";
import { connectDatabase } from "../../src/watch/server-database.ts";
import { canMount, smallDisk } from "../cache/disk.ts";
import { databases, pgliteWorker, postgresBin, startPostgres } from "./databases.ts";
import { prepareState } from "./state-template.ts";

test.skipIf(!postgresBin)("a Postgres server that disappears and returns is reported, and used again", async () => {
  await expect(connectDatabase("postgres://capidiff:s3cret@127.0.0.1:1/capidiff")).rejects.toMatchObject({
    code: "database-unavailable",
    message: expect.not.stringContaining("s3cret"),
  });
  await using server = await startPostgres();
  const database = await connectDatabase(server.url);
  await expect(connectDatabase(`${server.url}_none`)).rejects.toMatchObject({ code: "database-unavailable" });
  const waiting = database.transaction(async (sql) => {
    await server.restart();
    await sql.query("SELECT 1");
  });
  await expect(waiting).rejects.toMatchObject({ code: "database-unavailable" });
  expect(await database.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await expect(database.query("SELECT nothing")).rejects.toMatchObject({ code: "42703" });
  await database.close();
});

test.skipIf(!postgresBin)("a server that becomes read-only, or refuses the login, is in trouble", async () => {
  await using server = await startPostgres();
  const database = await connectDatabase(server.url);
  await migrate(database);
  await probe(database);
  await database.query("CREATE ROLE other LOGIN; GRANT ALL ON SCHEMA capidiff TO other");
  const denied = await connectDatabase(server.url.replace("capidiff@", "other@"));
  await expect(probe(denied)).rejects.toMatchObject({ code: "database-unavailable" });
  await database.query("ALTER ROLE other NOLOGIN");
  await server.restart();
  await expect(denied.query("SELECT 1")).rejects.toMatchObject({ code: "database-unavailable" });
  await database.query("ALTER DATABASE postgres SET default_transaction_read_only = on");
  await server.restart();
  await expect(database.query("SELECT 1")).resolves.toEqual([{ "?column?": 1 }]);
  await expect(probe(database)).rejects.toMatchObject({ code: "database-unavailable" });
  await Promise.all([denied.close(), database.close()]);
});

describe.skipIf(!canMount)("PGlite on a disk that is full", () => {
  const fill = (folder: string, left: number) => {
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(join(folder, "fill"), Buffer.alloc(bavail * bsize - left));
  };

  test("is in trouble, and well when there is room again", async () => {
    using disk = smallDisk("64m");
    prepareState(disk.folder);
    const database = await openDatabase(disk.folder, pgliteWorker);
    await migrate(database);
    await probe(database);
    fill(disk.folder, 0);
    await expect(probe(database)).rejects.toMatchObject({ code: "database-unavailable" });
    expect(database.hasEnded()).toBe(false);
    rmSync(join(disk.folder, "fill"));
    await probe(database);
    await database.close();
  });

  test("beyond repair has ended, and keeps its data when it is opened again", async () => {
    using disk = smallDisk("64m");
    prepareState(disk.folder);
    const database = await openDatabase(disk.folder, pgliteWorker);
    await database.query("CREATE TABLE t (n int); INSERT INTO t VALUES (1)");
    fill(disk.folder, 2 ** 20);
    const log =
      "SELECT pg_logical_emit_message(true, 'x', (SELECT string_agg(md5(i::text), '') FROM generate_series(1, 100000) i))::text";
    const filling = (async () => {
      for (;;) await database.query(log);
    })();
    await expect(filling).rejects.toMatchObject({ code: "database-unavailable" });
    expect(database.hasEnded()).toBe(true);
    await expect(database.query("SELECT 1")).rejects.toMatchObject({ code: "database-unavailable" });
    await database.close();
    rmSync(join(disk.folder, "fill"));
    const again = await openDatabase(disk.folder, pgliteWorker);
    expect(await again.query("SELECT n FROM t")).toEqual([{ n: 1 }]);
    await again.close();
  });
});

describe.each(databases)("$name", ({ open }) => {
  let database: Database & AsyncDisposable;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database[Symbol.asyncDispose]());

  test("values have the types that the interface promises", async () => {
    const [row] = await database.query(
      `SELECT 'a' AS text, 1::int AS number, true AS yes, '{"a": [1]}'::jsonb AS json, ARRAY['a', 'b,"'] AS list,
        timestamptz '2026-01-02T03:04:05Z' AS at, gen_random_uuid() AS id, null AS nothing`,
    );
    expect(row).toEqual({
      text: "a",
      number: 1,
      yes: true,
      json: { a: [1] },
      list: ["a", 'b,"'],
      at: new Date("2026-01-02T03:04:05Z"),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      nothing: null,
    });
    const at = new Date();
    const [given] = await database.query(
      "SELECT $1::jsonb AS json, $2::text[] AS list, $3::timestamptz AS at, $4::text AS text",
      ['[{"a": 1}]', ["a", 'b,"'], at, null],
    );
    expect(given).toEqual({ json: [{ a: 1 }], list: ["a", 'b,"'], at, text: null });
  });

  test("several statements are all done, or none", async () => {
    expect(await database.query("CREATE TABLE t (n int); INSERT INTO t VALUES (1); SELECT n FROM t")).toEqual([
      { n: 1 },
    ]);
    await expect(database.query("BEGIN; INSERT INTO t VALUES (2); SELECT 1 / 0; COMMIT")).rejects.toMatchObject({
      code: "22012",
    });
    expect(await database.query("SELECT n FROM t")).toEqual([{ n: 1 }]);
  });

  test("a transaction is done when its work is, and not if that throws", async () => {
    const insert = (n: number, then: () => void) =>
      database.transaction(async (sql) => {
        await sql.query("INSERT INTO t VALUES ($1)", [n]);
        then();
        return n;
      });
    expect(await insert(2, () => {})).toBe(2);
    const failing = insert(3, () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await database.query("SELECT n FROM t ORDER BY n")).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test("a migration is done once, also by processes that start at once", async () => {
    const first = ["CREATE TABLE capidiff.once (n int)"];
    const second = [...first, "INSERT INTO capidiff.once VALUES (1); INSERT INTO capidiff.once VALUES (2)"];
    await Promise.all([migrate(database, first), migrate(database, first)]);
    await migrate(database, second);
    await migrate(database, second);
    expect(await database.query("SELECT n FROM capidiff.once ORDER BY n")).toEqual([{ n: 1 }, { n: 2 }]);
    await expect(migrate(database, first)).rejects.toMatchObject({ code: "database-unavailable" });
    await database.query("DROP SCHEMA capidiff CASCADE");
  });

  test("jobs", async () => {
    await migrate(database);
    const errors: unknown[] = [];
    const jobs = new Jobs(database, { onError: (error) => errors.push(error) });
    const done: string[] = [];
    jobs.work("look", async ({ data }) => {
      done.push(data.tag);
    });
    await database.transaction((sql) => jobs.send("look", [{ tag: "a" }, { tag: "b" }], sql));
    jobs.wake();
    while (done.length < 2) await new Promise((r) => setTimeout(r, 20));
    expect(done.sort()).toEqual(["a", "b"]);
    await jobs.stop();
    expect(errors).toEqual([]);
  });
});
