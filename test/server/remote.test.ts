import { renameSync } from "node:fs";
import { expect, test } from "vitest";
import { until } from "../until.ts";
import { fixture } from "./fixture.ts";
import { Service } from "./process.ts";
import { altersPacks, processesWith, StrangeRemote, stalls, talksNonsense } from "./remotes.ts";

const code = (text: string) => JSON.parse(text).code;

test("a remote that stalls costs a timeout, and git and its helpers are ended", async () => {
  using f = fixture();
  await using remote = await StrangeRemote.start(stalls);
  const mark = `CAPIDIFF_TEST_MARK=${f.folder}`;
  const env = { ...f.env, CPYTHON_REPO: remote.url("http"), CAPIDIFF_TEST_MARK: f.folder, CAPIDIFF_GIT_TIMEOUT: "1" };
  await using service = await Service.start(env);
  const { status, text } = await service.get("/v1/manifests/v3.13.0");
  expect([status, code(text)]).toEqual([504, "timeout"]);
  // The service itself is left.
  await until(async () => (await processesWith(mark)).length === 1);
  expect((await service.get("/livez")).status).toBe(200);
});

test.each(["git", "http"] as const)("a %s remote that talks nonsense is unreachable", async (scheme) => {
  using f = fixture();
  await using remote = await StrangeRemote.start(talksNonsense);
  await using service = await Service.start({ ...f.env, CPYTHON_REPO: remote.url(scheme) });
  const { status, text } = await service.get("/v1/manifests/v3.13.0");
  expect([status, code(text)]).toEqual([502, "remote-unreachable"]);
});

test("damaged packs are blamed on the remote, not on the data folder", async () => {
  using f = fixture();
  await using remote = await StrangeRemote.start(altersPacks(f.remote.path));
  await using service = await Service.start({ ...f.env, CPYTHON_REPO: remote.url("git") });
  const { status, text } = await service.get("/v1/manifests/v3.13.0");
  expect([status, code(text)]).toEqual([502, "remote-unreachable"]);
});

test("without the remote known refs are served, also by a new process, and the service is degraded", async () => {
  using f = fixture();
  {
    await using service = await Service.start(f.env);
    expect((await service.get("/v1/diff?from=v3.13.0&to=main")).status).toBe(200);
  }
  renameSync(f.remote.path, `${f.remote.path}.gone`);
  await using service = await Service.start({ ...f.env, CAPIDIFF_REFS_MAX_AGE: "1" });
  const readiness = async () => JSON.parse((await service.get("/readyz")).text);
  await until(async () => (await readiness()).status === "degraded");
  expect((await readiness()).remote).toMatchObject({ status: "unreachable", reason: expect.stringContaining("git") });
  expect(await service.metric("capidiff_remote_up")).toBe(0);
  for (const path of ["/v1/diff?from=v3.13.0&to=main", "/v1/manifests/v3.13.0", "/v1/refs"]) {
    expect((await service.get(path)).status).toBe(200);
  }
  // Another target of a known ref needs no remote either.
  expect((await service.get("/v1/manifests/main?abi=cpd")).status).toBe(200);

  renameSync(`${f.remote.path}.gone`, f.remote.path);
  await until(async () => (await readiness()).status === "ready");
});

test("a replaced tag is noticed, and none of its old content is served", async () => {
  using f = fixture();
  await using service = await Service.start({ ...f.env, CAPIDIFF_REFS_MAX_AGE: "1" });
  const manifest = async () => JSON.parse((await service.get("/v1/manifests/v3.13.0")).text);
  const names = ({ symbols }: { symbols: { name: string }[] }) => symbols.map(({ name }) => name);
  expect(names(await manifest())).toContain("Py_tag0");

  f.remote.git("tag", "--delete", "v3.13.0");
  f.remote.tag("v3.13.0", "v3.13.1");
  const commit = f.remote.git("rev-parse", "v3.13.1^{commit}");
  await until(async () => (await manifest()).commit === commit);
  const now = await manifest();
  expect(now.ref).toBe("v3.13.0");
  expect(names(now)).toContain("Py_tag1");
  expect(names(now)).not.toContain("Py_tag0");
  const diff = JSON.parse((await service.get("/v1/diff?from=v3.13.0&to=v3.13.1")).text);
  expect([diff.from.commit, diff.summary.changes]).toEqual([commit, 0]);
});
