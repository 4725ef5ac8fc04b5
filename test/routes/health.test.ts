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

test("the service is ready, but degraded while the remote is away", async () => {
  const since = new Date();
  const health: Health = { stopping: false, outage: () => null };
  const app = await service(health);
  expect((await app.inject("/readyz")).json()).toEqual({ status: "ready", remote: { status: "ok" } });
  health.outage = () => ({ since, error: new CapidiffError("remote-unreachable", "git ls-remote: no route to host") });
  const degraded = await app.inject("/readyz");
  expect(degraded.statusCode).toBe(200);
  expect(degraded.json()).toEqual({
    status: "degraded",
    remote: { status: "unreachable", since: since.toISOString(), reason: "git ls-remote: no route to host" },
  });
});

test("once told to end it is not ready, though it lives, and closes each connection with its answer", async () => {
  const health: Health = { stopping: false, outage: () => null };
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
