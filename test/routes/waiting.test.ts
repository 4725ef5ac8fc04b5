import { afterEach, expect, test } from "vitest";
import { type FakeService, fakeService } from "../service.ts";

let service: FakeService;
afterEach(() => service.app.close());

/** Builds that end when they are stopped, and their signals. */
function endless(): AbortSignal[] {
  const signals: AbortSignal[] = [];
  service.builder.before = (_what, stop) =>
    new Promise((_resolve, reject) => {
      if (stop === undefined) return;
      signals.push(stop);
      stop.addEventListener("abort", () => reject(new Error("stopped")));
    });
  return signals;
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test("requests aborted by their client leave no work behind", async () => {
  service = await fakeService({ deadline: 600_000 });
  const base = await service.app.listen({ host: "127.0.0.1", port: 0 });
  const signals = endless();
  const client = new AbortController();
  const abis = ["cp", "cpt", "cpd", "cptd"];
  const platforms = ["linux_x86_64", "linux_i686", "win32", "win_amd64"];
  const paths = abis.flatMap((abi) => platforms.map((platform) => `?abi=${abi}&platform=${platform}`));
  const asked = paths.map((query) =>
    fetch(`${base}/v1/manifests/main${query}`, { signal: client.signal }).catch(() => "given up"),
  );
  asked.push(
    fetch(`${base}/v1/check?target=main`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ symbols: ["PyList_New"] }),
      signal: client.signal,
    }).catch(() => "given up"),
  );
  await until(() => signals.length === asked.length);
  expect(service.answers.underWay).toBe(asked.length);
  client.abort();
  expect(new Set(await Promise.all(asked))).toEqual(new Set(["given up"]));
  await until(() => service.answers.underWay === 0);
  await until(() => signals.every(({ aborted }) => aborted));
});

test("a client waits for no more than its share of answers; others have theirs", async () => {
  service = await fakeService({ clientShare: 2, trustedProxies: ["127.0.0.1"], deadline: 600_000 });
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  service.builder.before = () => gate;
  const ask = (client: string, abi: string) =>
    service.app.inject({ url: `/v1/manifests/main?abi=${abi}`, headers: { "x-forwarded-for": client } });
  const waiting = [ask("192.0.2.1", "cp"), ask("192.0.2.1", "cpt")];
  await until(() => service.answers.underWay === 2);
  const third = await ask("192.0.2.1", "cpd");
  expect([third.statusCode, third.json().code, third.headers["retry-after"]]).toEqual([429, "too-many-requests", "5"]);
  waiting.push(ask("192.0.2.2", "cpd"));
  await until(() => service.answers.underWay === 3);
  go();
  expect((await Promise.all(waiting)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  // Its share is free again, and answers in memory do not count.
  expect((await ask("192.0.2.1", "cptd")).statusCode).toBe(200);
});

test("a client's concurrent checks are limited to the size of one: beyond that their bodies are not read", async () => {
  service = await fakeService({ checkSize: 300_000, deadline: 600_000 });
  endless();
  const base = await service.app.listen({ host: "127.0.0.1", port: 0 });
  const client = new AbortController();
  const check = (symbol: string, bytes: number) =>
    fetch(`${base}/v1/check?target=main`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ symbols: [symbol] }).padEnd(bytes),
      signal: client.signal,
    });
  const first = check("PyList_New", 200_000).catch(() => "given up");
  await until(() => service.answers.underWay === 1);
  const second = await check("PyDict_New", 200_000);
  expect([second.status, second.headers.get("connection")]).toEqual([429, "close"]);
  const small = check("PyDict_New", 100).catch(() => "given up");
  await until(() => service.answers.underWay === 2);
  client.abort();
  expect(await Promise.all([first, small])).toEqual(["given up", "given up"]);
});

test("a check sent without Content-Length counts for what arrived, as JSON and as a form", async () => {
  service = await fakeService({ checkSize: 300_000, deadline: 600_000 });
  endless();
  const base = await service.app.listen({ host: "127.0.0.1", port: 0 });
  const client = new AbortController();
  const check = (sent: Request) =>
    fetch(`${base}/v1/check?target=main`, {
      ...{ method: "POST", duplex: "half", signal: client.signal },
      headers: { "content-type": sent.headers.get("content-type") as string },
      body: sent.body,
    });
  const list = (symbol: string) => new Blob([JSON.stringify({ symbols: [symbol] })], { type: "application/json" });
  const form = new FormData();
  form.append("file", list("PyDict_New"), "uses.json");
  const ended: Promise<unknown>[] = [];
  for (const one of [list("PyList_New"), form, list("PySet_New")]) {
    ended.push(check(new Request(base, { method: "POST", body: one })).catch(() => "given up"));
    await until(() => service.answers.underWay === ended.length);
  }
  client.abort();
  expect(await Promise.all(ended)).toEqual(["given up", "given up", "given up"]);
});

test("a check answered before it is finished counts for its client until it is", async () => {
  service = await fakeService({ checkSize: 300_000, checkTimeout: 20, deadline: 600_000 });
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  service.builder.before = () => gate;
  const base = await service.app.listen({ host: "127.0.0.1", port: 0 });
  const check = (symbol: string) =>
    fetch(`${base}/v1/check?target=main`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ symbols: [symbol] }).padEnd(200_000),
    });
  expect((await check("PyList_New")).status).toBe(202);
  expect((await check("PyDict_New")).status).toBe(429);
  go();
  await until(() => service.answers.underWay === 0);
  expect((await check("PyDict_New")).status).not.toBe(429);
});

test.each(["/v1/check?target=main", "/check"])("%s reads no body that it refuses", async (path) => {
  service = await fakeService({ checkSize: 300_000 });
  const base = await service.app.listen({ host: "127.0.0.1", port: 0 });
  const headers = { "content-type": "application/json" };
  const { status, headers: answered } = await fetch(base + path, {
    method: "POST",
    headers,
    body: "x".repeat(300_001),
  });
  expect([status, answered.get("connection")]).toEqual([413, "close"]);
});
