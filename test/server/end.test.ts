import { Agent, get } from "node:http";
import { expect, test } from "vitest";
import { until } from "../until.ts";
import { fixture } from "./fixture.ts";
import { Service } from "./process.ts";
import { processesWith, StrangeRemote, stalls } from "./remotes.ts";

/** A client that repeats a request on one connection until the service closes it with an answer. */
async function client(base: string, path: string, answered: () => void): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const statuses: number[] = [];
  for (let last = false; !last; ) {
    last = await new Promise<boolean>((resolve, reject) => {
      get(base + path, { agent }, (response) => {
        statuses.push(response.statusCode ?? 0);
        answered();
        response.resume().on("end", () => resolve(response.headers.connection === "close"));
      }).on("error", reject);
    });
  }
  agent.destroy();
  return statuses;
}

test("SIGTERM under load: not ready, then every request that had begun is answered, then exit 0", async () => {
  using f = fixture({ functions: 500 });
  await using service = await Service.start({ ...f.env, CAPIDIFF_DRAIN_TIME: "3" });
  await service.get("/v1/manifests/v3.13.0");

  let clients: Promise<number[][]> = Promise.resolve([]);
  const allAnswered = new Promise<void>((resolve) => {
    let waiting = 8;
    const paths = Array.from({ length: waiting }, (_, i) => (i % 2 ? "/v1/manifests/v3.13.0" : "/livez"));
    clients = Promise.all(
      paths.map((path) => {
        let first = true;
        return client(service.base, path, () => {
          if (first && --waiting === 0) resolve();
          first = false;
        });
      }),
    );
  });
  await allAnswered;
  // In the midst of a cold build.
  const cold = service.get("/v1/diff?from=v3.13.0&to=v3.13.1");
  await service.reaches('capidiff_stages_running{stage="read"}', 1);
  service.child.kill("SIGTERM");

  let ready = 200;
  await until(async () => {
    ready = (await service.get("/readyz")).status;
    return ready !== 200;
  });
  expect(ready).toBe(503);
  expect(new Set((await clients).flat())).toEqual(new Set([200]));
  expect((await cold).status).toBe(200);
  expect(await service.ended).toEqual({ code: 0, signal: null });
  await expect(service.get("/livez")).rejects.toThrow();
});

test("at the end of the grace time builds, git and its helpers are ended, and waiting requests are answered", async () => {
  using f = fixture();
  await using remote = await StrangeRemote.start(stalls);
  const mark = `CAPIDIFF_TEST_MARK=${f.folder}`;
  const env = { ...f.env, CPYTHON_REPO: remote.url("http"), CAPIDIFF_TEST_MARK: f.folder, CAPIDIFF_GRACE_TIME: "2" };
  await using service = await Service.start(env);
  const waiting = service.get("/v1/manifests/v3.13.0");
  await remote.visited;
  expect((await processesWith(mark)).length).toBeGreaterThan(1);

  service.child.kill("SIGTERM");
  const { status, text } = await waiting;
  expect(status).toBe(503);
  expect(JSON.parse(text).code).toBe("stopping");
  expect(await service.ended).toEqual({ code: 0, signal: null });
  await until(async () => (await processesWith(mark)).length === 0);
});

test("the log has one line a request, and no password", async () => {
  using f = fixture();
  await using remote = await StrangeRemote.start((socket) => socket.destroy());
  const url = new URL(remote.url("http"));
  url.username = "me";
  url.password = "s3cret";
  await using service = await Service.start({ ...f.env, CPYTHON_REPO: url.href, LOG_LEVEL: "trace" });
  expect((await service.get("/livez")).status).toBe(200);
  expect((await service.get("/v1/refs")).text).not.toContain("s3cret");
  await service.get("/v1/manifests/https:%2F%2Fme:s3cret@host%2F");
  await service.get(`/v1/refs?x=${encodeURIComponent("https://me:s3cret@host/")}`);
  await service.stop("SIGINT");
  const requests = service.log.filter(({ msg }) => msg === "request");
  expect(requests.map(({ status, code }) => [status, code])).toEqual([
    [200, undefined],
    [502, "remote-unreachable"],
    [400, "invalid-ref"],
    [400, "invalid-request"],
  ]);
  expect(JSON.stringify(service.log)).not.toContain("s3cret");
});
