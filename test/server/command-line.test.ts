import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { canMount, smallDisk, temporaryFolder } from "../cache/disk.ts";
import { bash, capidiff, cli, ended, listening, server, start } from "../cli/run.ts";
import { corpusRemote } from "../corpus/corpus.ts";

const remote = corpusRemote();

/** Whole processes on real CPython headers; their contents are tested in test/corpus and the conformance suite. */
describe.skipIf(!remote)("on real CPython", () => {
  const data = temporaryFolder();
  const env = { CPYTHON_REPO: remote ?? "", CAPIDIFF_DATA_DIR: data.folder, PORT: "0", HOST: "127.0.0.1" };
  const otherEnv = { ...env, CAPIDIFF_DATA_DIR: inject("sharedData") };
  let service: ChildProcess;
  let url: string;

  beforeAll(async () => {
    service = start(server, [], env);
    url = await listening(service);
  });
  afterAll(async () => {
    service.kill("SIGKILL");
    await once(service, "exit");
    data[Symbol.dispose]();
  });

  /** Retries as a 504 advises: on a busy machine an answer may take longer than a request may. */
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> => {
    const answer = await fetch(`${url}${path}`, { headers });
    return answer.status === 504 ? get(path, headers) : answer;
  };

  test("the command line and the service give the same bytes", async () => {
    const pairs = [
      [["diff", "v3.11.2", "v3.13.5", "--surface", "all", "--format", "json"], "/v1/diff?from=v3.11.2&to=v3.13.5"],
      [
        ["diff", "3.11.2", "3.13.5", "--symbol", "PyUnstable_*", "--rule", "unstable-added", "--format", "json"],
        "/v1/diff?from=3.11.2&to=3.13.5&symbol=PyUnstable_*&rule=unstable-added&surface=public",
      ],
      [
        ["diff", "v3.11.2", "v3.13.5", "--format", "markdown"],
        "/v1/diff?from=v3.11.2&to=v3.13.5&format=markdown&surface=public",
      ],
      [
        ["diff", "v3.11.2", "v3.13.5", "--topic", "api", "--format", "text"],
        "/v1/diff?from=v3.11.2&to=v3.13.5&format=text&surface=public&topic=api",
      ],
      [["manifest", "v3.13.5"], "/v1/manifests/v3.13.5"],
      [["layout", "v3.13.5", "PyListObject", "--format", "json"], "/v1/manifests/v3.13.5/structs/PyListObject"],
      [
        ["layout", "3.13.5", "struct _ts", "--abi", "cpt", "--format", "json"],
        "/v1/manifests/3.13.5/structs/struct%20_ts?abi=cpt",
      ],
      [
        ["layout", "v3.13.5", "_PyRuntimeState", "--member", "interpreters.head", "--format", "json"],
        "/v1/manifests/v3.13.5/structs/_PyRuntimeState?member=interpreters.head",
      ],
      [
        ["layout", "v3.13.5", "_PyRuntimeState", "--expand", "--format", "rust"],
        "/v1/manifests/v3.13.5/structs/_PyRuntimeState?expand=true&format=rust",
      ],
      [
        ["release", "v3.13.18", "--abi", "cp,cpt", "--platform", "linux_x86_64", "--format", "json"],
        "/v1/releases/v3.13.18?abi=cp,cpt&platform=linux_x86_64",
      ],
      [["refs", "--format", "json"], "/v1/refs?limit=1000"],
      [["rules", "--format", "json"], "/v1/rules"],
      [["impact", "v3.11.2", "v3.13.5", "--format", "json"], "/v1/impact?from=v3.11.2&to=v3.13.5"],
      [["impact", "v3.11.2", "v3.13.5", "--format", "markdown"], "/v1/impact?from=v3.11.2&to=v3.13.5&format=markdown"],
    ] as const;
    for (const [args, path] of pairs) {
      // Not from the folder of the service.
      const { stdout, code } = await capidiff([...args], otherEnv);
      expect(code).toBe(0);
      const answer = await get(path);
      const text = await answer.text();
      expect(answer.status, text).toBe(200);
      expect(stdout === text, `${args.join(" ")} and ${path}`).toBe(true);
    }
    // Built by the service, in the store that they share.
    const answer = await get("/v1/diff?from=v3.11.2&to=v3.13.5");
    const { stdout } = await capidiff(["diff", "v3.11.2", "v3.13.5", "--surface", "all", "--format", "json"], env);
    expect(stdout === (await answer.text())).toBe(true);
  });

  test("answers match the OpenAPI document", async () => {
    const document = (await (await get("/openapi.json")).json()) as { components: object };
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, "document");
    const paths = {
      RefPage: "/v1/refs",
      Manifest: "/v1/manifests/v3.13.5",
      Diff: "/v1/diff?from=v3.11.2&to=v3.13.5",
      Rules: "/v1/rules",
      Problem: "/v1/manifests/v3.13.55",
    };
    for (const [name, path] of Object.entries(paths)) {
      const valid = ajv.validate(`document#/components/schemas/${name}`, await (await get(path)).json());
      expect(ajv.errorsText(), name).toBe("No errors");
      expect(valid).toBe(true);
    }
  });

  test("the text of a diff has the summary first, then one line a change", async () => {
    const { stdout } = await capidiff(["diff", "v3.11.2", "v3.13.5", "--rule", "unstable-added"], env);
    expect(stdout).toMatch(
      /^v3\.11\.2 \(CPython 3\.11\.2, cp311\) to v3\.13\.5 \(CPython 3\.13\.5, cp313\) on linux_x86_64\n\d+ changes\n/,
    );
    expect(stdout).toMatch(/^New \(\d+\)\n(?: .*\n)* {2}.*PyUnstable_Code_New/m);
  });

  test("the download for a first answer is announced, a second answer is quiet", async () => {
    using fresh = temporaryFolder();
    const run = () => capidiff(["manifest", "v3.9.2"], { ...env, CAPIDIFF_DATA_DIR: fresh.folder });
    expect((await run()).stderr).toMatch(/^capidiff: downloaded \d+\.\d MB from file:/m);
    expect((await run()).stderr).toBe("");
  });

  test("a platform asked for by its name that no ref supports is an error", async () => {
    for (const words of [
      ["layout", "v3.11.2", "PyObject", "--platforms", "linux_x86_64,android_24_arm64_v8a"],
      ["platforms", "v3.11.2", "--platforms", "android_24_arm64_v8a"],
    ]) {
      const { code, stderr } = await capidiff(words, otherEnv);
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining("CPython 3.11.2 cannot be built for android_arm64_v8a"),
      ]);
    }
  });

  test("a layout accepts ranges, each version once, and structs by a glob", async () => {
    const many = await capidiff(["layout", "3.13..3.13", "3.13.5", "v3.11.2", "PyThreadStat?"], otherEnv);
    expect(many.stdout).toMatch(/^PyThreadState in v3\.13\.5 to v3\.11\.2 \(3 versions\)\n/);
  });

  test("an unknown ref is reported with near names, a ref without the abi with the reason", async () => {
    const unknown = await capidiff(["diff", "v3.11.2", "v3.13.55"], env);
    expect(unknown).toMatchObject({ stdout: "", code: 2 });
    expect(unknown.stderr).toMatch(/v3\.13\.55.*\n {2}Did you mean .*v3\.13\.5/);

    const noAbi = await capidiff(["manifest", "v3.11.2", "--abi", "cpt"], env);
    expect(noAbi).toMatchObject({ stdout: "", code: 2 });
    expect(noAbi.stderr).toContain("3.13");
    expect(await (await get("/v1/manifests/v3.11.2?abi=cpt")).json()).toMatchObject({
      code: "unknown-abi",
      status: 422,
    });
  });

  test("two processes that start with one empty data folder both answer", async () => {
    using fresh = temporaryFolder();
    const run = () => capidiff(["manifest", "v3.9.2"], { ...env, CAPIDIFF_DATA_DIR: fresh.folder });
    const [one, other] = await Promise.all([run(), run()]);
    expect([one.code, other.code]).toEqual([0, 0]);
    expect(one.stdout === other.stdout).toBe(true);
  });

  test.runIf(canMount)(
    "a data folder that is full or read-only costs a warning where the headers are there",
    async () => {
      using disk = smallDisk("40m");
      const onDisk = { ...env, CAPIDIFF_DATA_DIR: disk.folder };
      const asked = ["manifest", "v3.9.2"];
      const { stdout } = await capidiff(asked, onDisk);
      expect(stdout).toContain('"ref":"v3.9.2"');
      // Derived data goes, fetched data stays.
      for (const derived of ["store", "index"]) rmSync(join(disk.folder, derived), { recursive: true, force: true });

      await bash(`cat /dev/zero > "${disk.folder}/fill"`);
      const full = await capidiff(asked, onDisk);
      expect(full.code).toBe(0);
      expect(full.stdout === stdout).toBe(true);
      expect(full.stderr).toMatch(/warning: The index in .* cannot be written \(ENOSPC/);
      expect(
        readdirSync(disk.folder, { recursive: true, encoding: "utf8" }).filter((file) => /store.tmp./.test(file)),
      ).toEqual([]);

      disk.remount("ro");
      const readOnly = await capidiff(asked, onDisk);
      expect(readOnly.code).toBe(0);
      expect(readOnly.stdout === stdout).toBe(true);
      expect(readOnly.stderr).toMatch(/warning: The index in .* cannot be written \(EROFS/);
    },
  );

  test("killed at any moment, the next run is right", async () => {
    using fresh = temporaryFolder();
    const freshEnv = { ...env, CAPIDIFF_DATA_DIR: fresh.folder };
    for (let moment = 200; moment < 1400; moment += 400) {
      const child = start(cli, ["manifest", "v3.13.5"], freshEnv);
      const run = ended(child);
      await sleep(moment);
      child.kill("SIGKILL");
      await run;
    }
    const next = await capidiff(["manifest", "v3.13.5"], freshEnv);
    expect(next.code).toBe(0);
    expect(next.stdout === (await capidiff(["manifest", "v3.13.5"], otherEnv)).stdout).toBe(true);
  });

  test("the service keeps answering while it builds", async () => {
    const building = get("/v1/manifests/v3.13.5?abi=cpd");
    let done = false;
    const end = building.finally(() => {
      done = true;
    });
    const waits: number[] = [];
    const began = performance.now();
    while (!done) {
      const asked = performance.now();
      expect((await get("/livez")).status).toBe(200);
      waits.push(performance.now() - asked);
      await sleep(5);
    }
    expect((await end).status).toBe(200);
    expect(waits.length).toBeGreaterThan(5);
    // A build in the service's own thread would keep one of them waiting for nearly all of it.
    expect(Math.max(...waits)).toBeLessThan((performance.now() - began) / 2);
  });

  test("the service exits with 0 on a signal, after answering pending requests", async () => {
    const child = start(server, [], env);
    const base = await listening(child);
    const answer = fetch(`${base}/v1/manifests/v3.13.5?abi=cpt`);
    await sleep(300);
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    expect((await answer).status).toBe(200);
    expect(await exit).toEqual([0, null]);
  });

  test("a port that is taken is a clear end", async () => {
    const { port } = new URL(url);
    const { stderr, code } = await ended(start(server, [], { ...env, PORT: port, LOG_LEVEL: "silent" }));
    expect(code).toBe(3);
    expect(stderr).toMatch(new RegExp(`capidiff: .*127\\.0\\.0\\.1:${port}.*EADDRINUSE`));
  });
});
