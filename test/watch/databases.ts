import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Database } from "../../src/watch/database.ts";
import { openDatabase } from "../../src/watch/embedded-database.ts";
import { Jobs, type Work, type WorkName } from "../../src/watch/jobs.ts";
import { migrate } from "../../src/watch/migrations.ts";
import { connectDatabase } from "../../src/watch/server-database.ts";
import type { DurableState } from "../../src/watch/state.ts";
import { temporaryFolder } from "../cache/disk.ts";
import { prepareState } from "./state-template.ts";

/** The folder of Debian's newest Postgres server; null if none is installed. */
export const postgresBin = newest("/usr/lib/postgresql");

function newest(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const [version] = readdirSync(folder).sort((a, b) => Number(b) - Number(a));
  const bin = join(folder, version ?? "", "bin");
  return existsSync(join(bin, "postgres")) ? bin : null;
}

/** PGlite's thread as built: Node cannot run its source. */
export const pgliteWorker = new URL("../../dist/src/watch/pglite-worker.js", import.meta.url);

export interface PostgresServer extends AsyncDisposable {
  url: string;
  /** The URL of a new, empty database. */
  database(): Promise<string>;
  /** Ends it as a fault would, and starts it again. */
  restart(): Promise<void>;
}

/** A Postgres server in a temporary folder; it refuses to run as root, so root runs it as nobody. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = postgresBin ?? "";
  const { folder, [Symbol.dispose]: remove } = temporaryFolder();
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  const nobody = process.getuid?.() === 0 && { uid: 65534, gid: 65534 };
  if (nobody) {
    chmodSync(folder, 0o711);
    chownSync(data, nobody.uid, nobody.gid);
  }
  const options = { ...nobody, cwd: data, stdio: "ignore" } as const;
  const setUp = ["--auth=trust", "--username=capidiff", "--encoding=UTF8", "--locale=C", "--no-sync"];
  execFileSync(join(bin, "initdb"), [...setUp, "--pgdata", data], options);
  const port = await freePort();
  const settings = ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "unix_socket_directories="];
  const url = `postgres://capidiff@127.0.0.1:${port}/postgres`;
  const start = async () => {
    const server = spawn(join(bin, "postgres"), ["-D", data, "-p", String(port), ...settings], options);
    while (!(await answers(url))) {
      if (server.exitCode !== null) throw new Error("Postgres ended.");
      await sleep(50);
    }
    return server;
  };
  const stop = async () => {
    server.kill("SIGQUIT");
    await once(server, "exit");
  };
  let server = await start();
  let made = 0;
  return {
    url,
    database: async () => {
      const name = `test${++made}`;
      await run(url, `CREATE DATABASE ${name}`);
      return url.replace(/postgres$/, name);
    },
    restart: async () => {
      await stop();
      server = await start();
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      remove();
    },
  };
}

async function run(url: string, text: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(text);
  await client.end();
}

const answers = (url: string) =>
  run(url, "SELECT 1").then(
    () => true,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** The databases that all must work on, each empty; those that are not here are left out. */
export const databases: { name: string; open: () => Promise<Database & AsyncDisposable> }[] = [
  { name: "PGlite", open: embedded },
  ...(postgresBin ? [{ name: "Postgres", open: served }] : []),
];

async function embedded(): Promise<Database & AsyncDisposable> {
  const { folder, [Symbol.dispose]: remove } = temporaryFolder();
  prepareState(folder);
  const database = await openDatabase(folder, pgliteWorker);
  return {
    ...database,
    [Symbol.asyncDispose]: async () => {
      await database.close();
      remove();
    },
  };
}

async function served(): Promise<Database & AsyncDisposable> {
  const server = await startPostgres();
  const database = await connectDatabase(await server.database());
  return {
    ...database,
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** One of them with its tables, for tests that are not about the differences: the one that starts soonest. */
export async function anyState(): Promise<DurableState & { errors: unknown[] } & AsyncDisposable> {
  const database = await (postgresBin ? served() : embedded());
  await migrate(database);
  const errors: unknown[] = [];
  const jobs = new Jobs(database, { onError: (error) => errors.push(error) });
  return {
    database,
    jobs,
    errors,
    [Symbol.asyncDispose]: async () => {
      await jobs.stop();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** The data of a name's jobs that are not started. */
export async function waiting<Name extends WorkName>(database: Database, name: Name): Promise<Work[Name][]> {
  const text = "SELECT data FROM capidiff.jobs WHERE name = $1 AND run IS NULL ORDER BY sent_at, data";
  return (await database.query<{ data: Work[Name] }>(text, [name])).map(({ data }) => data);
}
