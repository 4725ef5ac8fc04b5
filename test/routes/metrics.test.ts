import { pino } from "pino";
import { expect, test } from "vitest";
import { buildApp } from "../../src/app.ts";
import { CapidiffError } from "../../src/errors.ts";
import { Metrics } from "../../src/metrics.ts";
import { fakeService } from "../service.ts";

/** The lines of `/metrics` that begin so. */
async function lines(app: Awaited<ReturnType<typeof buildApp>>, start: string): Promise<string[]> {
  const response = await app.inject("/metrics");
  expect(response.headers["content-type"]).toMatch(/^text\/plain; version=0\.0\.4/);
  return response.body.split("\n").filter((line) => line.startsWith(start));
}

test("requests are counted by route, never by URL", async () => {
  const { answers } = await fakeService();
  const app = await buildApp({ answers, logger: pino({ level: "silent" }) });
  for (const url of ["/v1/manifests/v3.11.2", "/v1/manifests/main", "/v1/manifests/v9", "/nothing", "/nothing/else"]) {
    await app.inject(url);
  }
  await app.inject({ method: "DELETE", url: "/v1/refs" });
  expect(await lines(app, "http_request_duration_seconds_count")).toEqual([
    'http_request_duration_seconds_count{method="GET",route="/v1/manifests/:ref",status="2xx"} 2',
    'http_request_duration_seconds_count{method="GET",route="/v1/manifests/:ref",status="4xx"} 1',
    'http_request_duration_seconds_count{method="GET",route="none",status="4xx"} 2',
    'http_request_duration_seconds_count{method="DELETE",route="/v1/refs",status="4xx"} 1',
  ]);
});

test("stages are counted and timed, with those under way and those that failed", async () => {
  const metrics = new Metrics();
  const { answers } = await fakeService({ trace: metrics.trace });
  const app = await buildApp({ answers, metrics, logger: pino({ level: "silent" }) });
  expect(await lines(app, 'capidiff_stages_running{stage="read"}')).toEqual([
    'capidiff_stages_running{stage="read"} 0',
  ]);
  let inside: string[] = [];
  await metrics.trace("read", "v3.13.5", async () => {
    inside = await lines(app, 'capidiff_stages_running{stage="read"}');
  });
  expect(inside).toEqual(['capidiff_stages_running{stage="read"} 1']);
  const failing = async () => {
    throw new CapidiffError("timeout", "late");
  };
  await expect(metrics.trace("read", "v3.13.5", failing)).rejects.toMatchObject({ code: "timeout" });
  expect(await lines(app, 'capidiff_stage_duration_seconds_count{stage="read"}')).toEqual([
    'capidiff_stage_duration_seconds_count{stage="read"} 2',
  ]);
  expect(await lines(app, "capidiff_stage_failures_total")).toEqual([
    'capidiff_stage_failures_total{stage="read",code="timeout"} 1',
  ]);
});

test("values with their own counters are read when the metrics are", async () => {
  const metrics = new Metrics();
  const { answers } = await fakeService();
  const app = await buildApp({ answers, metrics, logger: pino({ level: "silent" }) });
  const builder = { queueLength: 3 };
  const store = { hits: 1, misses: 2, failures: 0 };
  const repository = { downloaded: 1000, outage: null };
  metrics.watch({ answers, builder, store, repository, watch: { state: { isOpen: true } }, filling: { missing: 3 } });
  store.hits = 5;
  for (const [name, value] of [
    ["capidiff_answers_under_way", 0],
    ["capidiff_index_missing", 3],
    ["capidiff_build_queue_length", 3],
    ["capidiff_store_hits_total", 5],
    ["capidiff_store_misses_total", 2],
    ["capidiff_git_received_bytes_total", 1000],
    ["capidiff_remote_up", 1],
    ["capidiff_database_up", 1],
  ] as const) {
    for (const _ of ["once", "again"]) expect(await lines(app, name)).toEqual([`${name} ${value}`]);
  }
  expect(await lines(app, "process_resident_memory_bytes")).toHaveLength(1);
});
