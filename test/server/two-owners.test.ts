import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { until } from "../until.ts";
import { fixture } from "./fixture.ts";
import { Service } from "./process.ts";

const token = "the-operators-own-token";

/** A service over the data folder, which may not get the database. */
async function start(f: ReturnType<typeof fixture>): Promise<Service> {
  const service = await Service.start({ ...f.env, CAPIDIFF_ADMIN_TOKEN: token, CAPIDIFF_POLL_INTERVAL: "0" });
  onTestFinished(async () => void (await service.stop("SIGKILL")));
  await service.ready();
  return service;
}

const databaseOf = async (service: Service) => JSON.parse((await service.get("/readyz")).text).database;

const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };

/**
 * Makes API keys one after the other until one is refused; `made` has the owners of those that were answered 201. A
 * service that was stopped is busy at first, and is asked again.
 * @returns the code of the refusal; null where there was no answer
 */
async function write(service: Service, name: string, made: string[]): Promise<string | null> {
  for (let number = 0; ; ) {
    const owner = `${name}-${number}`;
    const request = { method: "POST", headers, body: JSON.stringify({ owner }) };
    const response = await fetch(`${service.base}/v1/keys`, request).catch(() => null);
    if (response === null) return null;
    const { code } = (await response.json()) as { code?: string };
    if (response.status === 201) {
      made.push(owner);
      number++;
    } else if (code !== "busy") {
      return code ?? null;
    }
  }
}

async function owners(service: Service): Promise<string[]> {
  const response = await fetch(`${service.base}/v1/keys`, { headers });
  return ((await response.json()) as { keys: { owner: string }[] }).keys.map(({ owner }) => owner);
}

/** The lock as one that gave no sign of life for long, of a holder on another kernel if that is wanted. */
function neglect(dataDir: string, isElsewhere: boolean): void {
  const state = join(dataDir, "state");
  for (const name of readdirSync(state).filter((name) => name.startsWith("lock"))) {
    const file = join(state, name);
    if (isElsewhere)
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), boot: "another" }));
    utimesSync(file, 0, 0);
  }
}

test("a stopped service keeps its database, and everything it answers with 201 after resuming is stored", async () => {
  const f = fixture();
  onTestFinished(() => f[Symbol.dispose]());
  const stopped = await start(f);
  stopped.child.kill("SIGSTOP");
  neglect(f.env.CAPIDIFF_DATA_DIR, false);
  const other = await start(f);
  expect(await databaseOf(other)).toMatchObject({
    status: "unavailable",
    reason: expect.stringContaining(`in use by process ${stopped.child.pid}`),
  });
  stopped.child.kill("SIGCONT");
  const made: string[] = [];
  const writing = write(stopped, "a", made);
  while (made.length < 5) await sleep(10);
  await stopped.stop();
  await writing;
  await other.reaches("capidiff_database_up", 1);
  expect(await owners(other)).toEqual(expect.arrayContaining(made));
});

test("one presumed dead answers 503 and never 201 when it comes back; nothing answered with 201 is lost", async () => {
  const f = fixture();
  onTestFinished(() => f[Symbol.dispose]());
  const rounds = 2;
  const made: string[] = [];
  let holder = await start(f);
  for (let round = 0; round < rounds; round++) {
    const stopped = holder;
    const writing = write(stopped, `round${round}`, made);
    // In the midst of a write, as a rule.
    while (made.length < 3 * (round + 1)) await sleep(10);
    await sleep(Math.random() * 10);
    stopped.child.kill("SIGSTOP");
    neglect(f.env.CAPIDIFF_DATA_DIR, true);
    holder = await start(f);
    expect(await databaseOf(holder)).toMatchObject({ status: "ok" });
    const before = made.length;
    stopped.child.kill("SIGCONT");
    expect(await writing).toBe("database-unavailable");
    // One answer may have been under way to its client.
    expect(made.length - before).toBeLessThanOrEqual(1);
    await until(async () => (await databaseOf(stopped)).status !== "ok");
    await stopped.stop("SIGKILL");
    expect(await owners(holder)).toEqual(expect.arrayContaining(made));
  }
  await holder.stop("SIGKILL");
  const last = await start(f);
  expect((await owners(last)).sort()).toEqual(expect.arrayContaining(made));
  expect(readdirSync(join(f.env.CAPIDIFF_DATA_DIR, "state")).filter((name) => !name.endsWith(".sock"))).toEqual([
    `lock-${rounds + 1}`,
    `postgres-${rounds}`,
  ]);
});
