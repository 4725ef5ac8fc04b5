import { pino } from "pino";
import { expect, test } from "vitest";
import type { Health } from "../../routes/health.ts";
import { buildApp } from "../../src/app.ts";
import { CapidiffError } from "../../src/errors.ts";
import { fakeService } from "../service.ts";

async function service(health: Health) {
  const { answers } = await fakeService();
  return buildApp({ answers, health, logger: pino({ level: "silent" }) });
}

const well = { stopping: false, outage: () => null, database: () => null };
const since = new Date();

test("the service is ready, but degraded while the remote is away", async () => {
  const health: Health = { ...well };
  const app = await service(health);
  const ready = { status: "ready", remote: { status: "ok" }, database: { status: "ok" } };
  expect((await app.inject("/readyz")).json()).toEqual(ready);
  health.outage = () => ({ since, error: new CapidiffError("remote-unreachable", "git ls-remote: no route to host") });
  const degraded = await app.inject("/readyz");
  expect(degraded.statusCode).toBe(200);
  expect(degraded.json()).toEqual({
    status: "degraded",
    remote: { status: "unreachable", since: since.toISOString(), reason: "git ls-remote: no route to host" },
    database: { status: "ok" },
  });
});

test("it is not ready before its database has been tried, and degraded without it", async () => {
  const health: Health = { ...well, database: () => "starting" };
  const app = await service(health);
  const starting = await app.inject("/readyz");
  expect([starting.statusCode, starting.json().code]).toEqual([503, "database-unavailable"]);
  health.database = () => ({ since, error: new CapidiffError("database-unavailable", "no route to host") });
  const degraded = await app.inject("/readyz");
  expect(degraded.statusCode).toBe(200);
  expect(degraded.json()).toEqual({
    status: "degraded",
    remote: { status: "ok" },
    database: { status: "unavailable", since: since.toISOString(), reason: "no route to host" },
  });
});

test("during shutdown it is not ready, though alive, and closes each connection with its answer", async () => {
  const health: Health = { ...well };
  const app = await service(health);
  expect((await app.inject("/livez")).headers.connection).not.toBe("close");
  health.stopping = true;
  const ready = await app.inject("/readyz");
  expect(ready.statusCode).toBe(503);
  expect(ready.json().code).toBe("stopping");
  expect(Number(ready.headers["retry-after"])).toBeGreaterThan(0);
  const live = await app.inject("/livez");
  expect(live.statusCode).toBe(200);
  expect(live.headers.connection).toBe("close");
});
