import { once } from "node:events";
import { connect } from "node:net";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ThreadBuilder } from "../../cache/builder.ts";
import { type Check, usedText } from "../../src/check/model.ts";
import { type ErrorCode, errors } from "../../src/errors.ts";
import { Releases } from "../check/releases.ts";
import { type FakeService, fakeService } from "../service.ts";

/** PyTest_Gone goes with 3.14.0a2; 3.13 brought PyTest_New. */
const old = "PyAPI_FUNC(int) PyTest_Gone(void);\n";
const now = "PyAPI_FUNC(int) PyTest_New(int a);\n";
const releases = new Releases({
  "v3.12.0": old,
  "v3.12.1": old,
  "v3.13.0": old + now,
  "v3.14.0a1": old + now,
  "v3.14.0a2": now,
  "v3.14.0": now,
});
const limit = 2 ** 20;

let service: FakeService;
beforeAll(async () => {
  service = await fakeService({ repository: releases, builder: new ThreadBuilder(), checkSize: limit });
});
afterAll(() => service.app.close());

const source = "#include <Python.h>\n#include <test.h>\nint f(void) { return PyTest_Gone() + PyTest_New(1); }\n";

async function post(url: string, payload: InjectOptions["payload"], headers = {}): Promise<LightMyRequestResponse> {
  return service.app.inject({ method: "POST", url, ...(payload !== undefined && { payload }), headers });
}

/** Files as a browser or curl sends them. */
function form(files: Record<string, string | Buffer>) {
  const parts = Object.entries(files).flatMap(([name, content]) => [
    `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    content,
    "\r\n",
  ]);
  const payload = Buffer.concat([...parts, "--b--\r\n"].map((part) => Buffer.from(part)));
  return { payload, headers: { "content-type": "multipart/form-data; boundary=b" } };
}

function expectProblem(response: LightMyRequestResponse, code: ErrorCode) {
  expect(response.json()).toMatchObject({ code, status: errors[code].status });
  expect(response.statusCode).toBe(errors[code].status);
}

describe("POST /v1/check", () => {
  test("accepts the macros of the build, in the query or as compile_commands.json among the files", async () => {
    const text = "#include <Python.h>\n#include <test.h>\n#ifdef WITH\nint f(void) { return PyTest_Gone(); }\n#endif\n";
    const verdicts = async (query: string, files: Record<string, string> = {}) => {
      const { payload, headers } = form({ "src/a.c": text, ...files });
      return (await post(`/v1/check?target=v3.14.0&baseline=v3.13.0${query}`, payload, headers)).json().verdict;
    };
    expect(await verdicts("")).toBe("ok");
    expect(await verdicts("&define=WITH")).toBe("breaks");
    const commands = [{ directory: "/b", file: "../src/a.c", arguments: ["cc", "-DWITH"] }];
    const database = { "build/compile_commands.json": JSON.stringify(commands) };
    expect(await verdicts("", database)).toBe("breaks");
    expect(await verdicts("&undef=WITH", database)).toBe("ok");
    expectProblem(await post("/v1/check?target=v3.14.0&define=1x", { symbols: [] }), "invalid-request");
  });

  test("of a list reports what breaks, since when, compared with the oldest version that has all of it", async () => {
    const response = await post("/v1/check?target=v3.14.0", { symbols: ["PyTest_Gone"] });
    expect(response.statusCode).toBe(200);
    const check = response.json<Check>();
    expect(check).toMatchObject({
      verdict: "breaks",
      complete: true,
      target: { ref: "v3.14.0" },
      baseline: { ref: "v3.12.1", chosen: "" },
      summary: { uses: { symbols: 1, members: 0, headers: 0 }, findings: { breaking: 1, risky: 0, compatible: 0 } },
      findings: [
        {
          kind: "missing",
          used: { kind: "symbol", name: "PyTest_Gone" },
          change: { rule: "symbol-removed" },
          since: { ref: "v3.14.0a2", after: "v3.14.0a1", exact: true },
          places: [],
        },
      ],
    });
    expect(check).not.toHaveProperty("versions");
  });

  test.each([
    ["JSON", { payload: { sources: { "src/a.c": source } }, headers: {} }],
    ["multipart", form({ "src/a.c": source })],
  ])("of sources in %s tells their lines", async (_, { payload, headers }) => {
    const response = await post("/v1/check?target=v3.14.0&baseline=v3.13.0", payload, headers);
    expect(response.statusCode).toBe(200);
    const { findings, baseline } = response.json<Check>();
    expect(baseline).toMatchObject({ ref: "v3.13.0", chosen: null });
    expect(findings.map(({ used, places }) => [usedText(used), places])).toEqual([
      ["PyTest_Gone", [{ file: "src/a.c", line: 3, column: 22 }]],
    ]);
  });

  test("covers all versions on request", async () => {
    const response = await post("/v1/check?target=v3.13.0&all_versions=true", { symbols: ["PyTest_Gone"] });
    expect(response.json<Check>().versions?.map(({ ref, verdict }) => [ref, verdict])).toEqual([
      ["v3.12.1", "ok"],
      ["v3.13.0", "ok"],
      ["v3.14.0", "breaks"],
    ]);
  });

  test("answers in other formats", async () => {
    const markdown = await post("/v1/check?target=v3.14.0&format=markdown", { symbols: ["PyTest_Gone"] });
    expect(markdown.headers["content-type"]).toBe("text/markdown; charset=utf-8");
    expect(markdown.body).toContain("PyTest_Gone");
    const accepted = await post("/v1/check?target=v3.14.0", { symbols: ["PyTest_Gone"] }, { accept: "text/plain" });
    expect(accepted.headers["content-type"]).toContain("text/plain");
  });

  test.each([
    ["a short", 0],
    ["a long", 2 ** 17],
  ])("reads %s body, and refuses what is wrong in it", async (_, spaces) => {
    const long = " ".repeat(spaces);
    const json = { "content-type": "application/json" };
    const ask = (body: object) => post("/v1/check?target=v3.14.0", `${long}${JSON.stringify(body)}`, json);
    expect((await ask({ sources: { "a.c": source } })).json<Check>().verdict).toBe("breaks");
    expect((await ask({ symbols: ["PyTest_Gone"] })).json<Check>().verdict).toBe("breaks");
    expectProblem(await ask({ sources: { "a.c": {} } }), "invalid-use-list");
    for (const symbols of [999, [999], "PyList_New"]) expectProblem(await ask({ symbols }), "invalid-use-list");
    expectProblem(await ask({ sources: { "list.json": "{}" } }), "invalid-use-list");
    expectProblem(await post("/v1/check?target=v3.14.0", `${long}{`, json), "invalid-use-list");
  });

  test("computes the same check once", async () => {
    const asked = { symbols: ["PyTest_Gone", "PyTest_New"] };
    await post("/v1/check?target=v3.14.0", asked);
    const before = releases.read.length;
    const again = await post("/v1/check?target=v3.14.0", asked);
    expect(again.headers["cache-control"]).toBe("no-store");
    expect(releases.read).toHaveLength(before);
  });

  test.each<[string, string, InjectOptions["payload"], ErrorCode]>([
    ["no target", "/v1/check", { symbols: [] }, "invalid-request"],
    ["an unknown target", "/v1/check?target=v9.9.9", { symbols: ["PyTest_Gone"] }, "unknown-ref"],
    ["an unknown abi", "/v1/check?target=v3.14.0&abi=cp9", { symbols: ["PyTest_Gone"] }, "invalid-target"],
    ["nothing", "/v1/check?target=v3.14.0", {}, "invalid-request"],
    ["a name that is none", "/v1/check?target=v3.14.0", { symbols: ["a b"] }, "invalid-use-list"],
    ["another key", "/v1/check?target=v3.14.0", { symbol: ["PyTest_Gone"] }, "invalid-use-list"],
    ["a file of no known kind", "/v1/check?target=v3.14.0", { sources: { "a.txt": "" } }, "invalid-request"],
  ])("refuses %s", async (_, url, payload, code) => {
    expectProblem(await post(url, payload), code);
  });

  test.each([
    ["a module that is cut short", form({ "a.so": Buffer.from("\x7fELF") }), "invalid-module"],
    ["an archive that is none", form({ "a.whl": "PK" }), "invalid-archive"],
    ["a file without a name", form({ "": "int a;" }), "invalid-request"],
    [
      "a form that breaks off",
      { ...form({ "a.c": source }), payload: form({ "a.c": source }).payload.subarray(0, 90) },
      "invalid-request",
    ],
    ["too much in all", form({ "a.c": " ".repeat(limit / 2), "b.c": " ".repeat(limit / 2) }), "payload-too-large"],
  ] as const)("refuses %s", async (_, { payload, headers }, code) => {
    expectProblem(await post("/v1/check?target=v3.14.0", payload, headers), code);
  });

  test("refuses a body of a gigabyte before it is sent, also without a length", async () => {
    await service.app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = service.app.server.address() as { port: number };
    const head =
      "POST /v1/check?target=v3.14.0 HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n";
    const announced = connect(port, "127.0.0.1");
    announced.write(`${head}Content-Length: 1073741824\r\n\r\n`);
    const [answer] = await once(announced, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
    announced.destroy();

    const streamed = connect(port, "127.0.0.1");
    streamed.on("error", () => {});
    streamed.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
    const start = '--b\r\nContent-Disposition: form-data; name="a"; filename="a.c"\r\n\r\n';
    streamed.write(`${start.length.toString(16)}\r\n${start}\r\n`);
    const chunk = " ".repeat(65_536);
    const sending = setInterval(() => streamed.write(`10000\r\n${chunk}\r\n`), 1);
    const [refusal] = await once(streamed, "data");
    clearInterval(sending);
    expect(String(refusal)).toMatch(/^HTTP\/1\.1 413 /);
    streamed.destroy();
  });
});
