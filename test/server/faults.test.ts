import { symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { canMount, smallDisk } from "../cache/disk.ts";
import { fixture } from "./fixture.ts";
import { Service } from "./process.ts";

const code = (text: string) => JSON.parse(text).code;

test("a worker that is killed during a build costs that answer, and no other", async () => {
  using f = fixture({ tags: 3, functions: 5000 });
  const preload = fileURLToPath(new URL("./kill-workers.js", import.meta.url));
  const env = { ...f.env, CAPIDIFF_BUILD_THREADS: "2" };
  await using service = await Service.start(env, ["--import", preload]);
  // One client has one of the two threads: its second build waits for its first.
  const lost = service.get("/v1/manifests/v3.13.1");
  await service.reaches('capidiff_stages_running{stage="read"}', 1);
  const next = service.get("/v1/manifests/v3.13.2");
  await service.reaches("capidiff_build_queue_length", 1);
  service.child.kill("SIGWINCH");
  const { status, text } = await lost;
  expect([status, code(text)]).toEqual([500, "internal"]);
  expect((await next).status).toBe(200);
  expect((await service.get("/v1/manifests/v3.13.1")).status).toBe(200);
});

describe.skipIf(!canMount)("a disk", () => {
  test("that is full is reported, and works again when there is space", async () => {
    using disk = smallDisk("16k");
    using f = fixture({ functions: 200 });
    await using service = await Service.start({ ...f.env, CAPIDIFF_DATA_DIR: `${disk.folder}/data` });
    const { status, text } = await service.get("/v1/manifests/v3.13.0");
    expect([status, code(text)]).toEqual([500, "store-failed"]);
    expect((await service.get("/livez")).status).toBe(200);
    disk.remount("size=64m");
    expect((await service.get("/v1/manifests/v3.13.0")).status).toBe(200);
  });

  test.each(["full", "read-only"])("under the store that is %s costs no answer", async (kind) => {
    using disk = smallDisk("4k");
    using f = fixture({ functions: 200 });
    symlinkSync(disk.folder, `${f.env.CAPIDIFF_DATA_DIR}/store`);
    if (kind === "read-only") disk.remount("ro");
    await using service = await Service.start(f.env);
    expect((await service.get("/v1/diff?from=v3.13.0&to=v3.13.1")).status).toBe(200);
    await service.reaches("capidiff_store_failures_total", 1);
    disk.remount("rw");
    disk.remount("size=64m");
    expect((await service.get("/v1/diff?from=v3.13.1&to=v3.13.0")).status).toBe(200);
  });
});
