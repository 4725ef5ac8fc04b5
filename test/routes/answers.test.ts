import { brotliDecompressSync, gunzipSync } from "node:zlib";
import supertest from "supertest";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { defaultTarget } from "../../src/cpython/target.ts";
import { commits, type FakeService, fakeService } from "../service.ts";

let service: FakeService;
/** Requests no content coding, where supertest would accept gzip. */
let request: ReturnType<typeof supertest.agent>;
beforeAll(async () => {
  service = await fakeService();
  request = supertest.agent(service.app.server).set("Accept-Encoding", "identity");
});
beforeEach(() => {
  service.builder.built = [];
});
afterAll(() => service.app.close());

describe("a manifest", () => {
  test("is sent byte for byte as it was built", async () => {
    const response = await request.get("/v1/manifests/v3.13.5");
    expect(response.status).toBe(200);
    expect(response.type).toBe("application/json");
    const bytes = await (await service.answers.manifest("v3.13.5", defaultTarget)).bytes();
    expect(response.text).toBe(bytes.toString());
    expect(response.headers["content-length"]).toBe(String(bytes.length));
  });

  test("is of the target that the query names", async () => {
    const response = await request.get("/v1/manifests/v3.13.5?abi=abi3&limited_api=3.12");
    expect(response.body.target).toEqual({ abi: "abi3", platform: "linux_x86_64", limitedApi: "3.12" });
  });

  test("and everything derived from it belong to the build whose macros the query names", async () => {
    const macros = ["-DA=2", "-UB", "-D_Py_JIT=1", "-D_Py_TIER2=1"];
    const query = "define=jit&define=A%3D2&undef=B";
    for (const path of ["", "/symbols", "/structs", "/symbols/Py_A", "/structs/PyA"]) {
      const { body } = await request.get(`/v1/manifests/v3.13.5${path}?${query}`);
      expect(body.target, path).toMatchObject({ abi: "cp", macros });
    }
    const { body } = await request.get(`/v1/diff?from=v3.11.2&to=v3.13.5&${query}`);
    expect(body.from.target.macros).toEqual(macros);
    expect((await request.get("/v1/manifests/v3.13.5?define=Py_LIMITED_API")).body.code).toBe("invalid-target");
  });

  test("of a ref with a slash is requested with %2F", async () => {
    service.repository.known.push({
      name: "gh-1/fix",
      kind: "branch",
      commit: "e".repeat(40),
      version: null,
      series: null,
      prerelease: false,
    });
    expect((await request.get("/v1/manifests/gh-1%2Ffix")).body.ref).toBe("gh-1/fix");
  });

  test("of HEAD has the headers of GET and no body", async () => {
    const get = await request.get("/v1/manifests/v3.13.5");
    const head = await request.head("/v1/manifests/v3.13.5");
    expect(head.status).toBe(200);
    expect(head.text).toBeUndefined();
    for (const name of ["etag", "content-length", "content-type", "cache-control"]) {
      expect(head.headers[name]).toBe(get.headers[name]);
    }
  });
});

describe("debug offsets", () => {
  test("are those of the ref and the build, or of two with the changes", async () => {
    const { status, body } = await request.get("/v1/debug-offsets/v3.13.5?abi=cpt&define=jit");
    expect(status).toBe(200);
    expect(body).toMatchObject({ ref: "v3.13.5", target: { abi: "cpt", macros: ["-D_Py_JIT=1", "-D_Py_TIER2=1"] } });
    const compared = await request.get("/v1/debug-offsets?from=v3.11.2&to=v3.13.5");
    expect(compared.body).toMatchObject({ from: { ref: "v3.11.2" }, to: { ref: "v3.13.5" }, changes: [] });
    expect(compared.headers.etag).not.toBe(undefined);
    expect((await request.get("/v1/debug-offsets?from=v3.11.2")).status).toBe(400);
  });
});

test("a release is of few targets, and of one that another came before", async () => {
  const abis = "cp,cpt,cpd,cptd";
  const platforms = "linux_x86_64,linux_i686,linux_aarch64,win32,win_amd64";
  const many = await request.get(`/v1/releases/v3.13.5?abi=${abis}&platform=${platforms}`);
  expect(many.body).toMatchObject({ status: 400, detail: expect.stringContaining("20 targets") });
  expect((await request.get("/v1/releases/v3.13.5?abi=cp313")).status).toBe(400);
  expect((await request.get("/v1/releases/main")).body).toMatchObject({ code: "invalid-request" });
});

describe("a struct", () => {
  test("is sent byte for byte as it was built, of the ref and the target that are named", async () => {
    const response = await request.get("/v1/manifests/v3.13.5/structs/struct%20_ts?abi=cpd");
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      ref: "v3.13.5",
      target: { abi: "cpd" },
      part: { kind: "struct", name: "struct _ts" },
    });
    const target = { ...defaultTarget, abi: "cpd" } as const;
    const bytes = await (await service.answers.part("v3.13.5", target, { kind: "struct", name: "struct _ts" })).bytes();
    expect(response.text).toBe(bytes.toString());
  });

  test("is expanded, or reduced to one member, on request", async () => {
    const { body } = await request.get("/v1/manifests/v3.13.5/structs/PyThing?expand=true&member=a.b");
    expect(body.part).toEqual({ kind: "struct", name: "PyThing", expand: true, member: "a.b" });
    expect((await request.get("/v1/manifests/v3.13.5/structs/PyThing?format=xml")).status).toBe(400);
  });

  test("is cached separately from others of the same manifest, with its own ETag", async () => {
    const one = await request.get("/v1/manifests/main/structs/PyListObject");
    const other = await request.get("/v1/manifests/main/structs/PyDictObject");
    expect(one.headers.etag).not.toBe(other.headers.etag);
    service.builder.built = [];
    expect((await request.get("/v1/manifests/main/structs/PyListObject")).text).toBe(one.text);
    expect(service.builder.built).toEqual([]);
  });
});

describe("pages of a manifest's entries", () => {
  test("are of the filters, the limit and the cursor that the query names", async () => {
    const query = "kind=macro&tier=public&surface=public&header=Include/object.h&name=Py_*&limit=7&cursor=UHlMaXN0";
    const { body } = await request.get(`/v1/manifests/v3.13.5/symbols?${query}`);
    expect(body.part).toEqual({
      kind: "symbols",
      filter: { kind: "macro", tier: "public", surface: "public", header: "Include/object.h", name: "Py_*" },
      page: { limit: 7, cursor: "UHlMaXN0" },
    });
    const structs = await request.get("/v1/manifests/v3.13.5/structs?kind=union");
    expect(structs.body.part).toEqual({ kind: "structs", filter: { kind: "union" }, page: { limit: 100 } });
  });

  test("are cached separately, each with its own ETag", async () => {
    const urls = ["symbols", "structs", "symbols?limit=1", "symbols?name=Py*", "symbols?cursor=UHk", "symbols/Py"];
    const etags = await Promise.all(
      urls.map(async (part) => (await request.get(`/v1/manifests/main/${part}`)).headers.etag),
    );
    expect(new Set(etags).size).toBe(urls.length);
  });
});

test("a symbol is found by its name", async () => {
  const { body } = await request.get("/v1/manifests/v3.13.5/symbols/PyList_New");
  expect(body.part).toEqual({ kind: "symbol", name: "PyList_New" });
});

describe("a diff", () => {
  test("is sent byte for byte as built, filtered by the query", async () => {
    const query =
      "rule=symbol-added&rule=symbol-moved&tier=limited&surface=public&symbol=Py*&source=risky&binary=breaking";
    const response = await request.get(`/v1/diff?from=v3.11.2&to=main&abi=cpd&${query}`);
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      from: { ref: "v3.11.2", target: { abi: "cpd" } },
      to: { ref: "main", target: { abi: "cpd" } },
      filter: {
        rule: ["symbol-added", "symbol-moved"],
        tier: "limited",
        surface: "public",
        symbol: "Py*",
        source: "risky",
        binary: "breaking",
      },
    });
  });
});

describe("a report of a diff", () => {
  const url = "/v1/diff?from=v3.11.2&to=main";
  const types = {
    json: "application/json",
    text: "text/plain; charset=utf-8",
    markdown: "text/markdown; charset=utf-8",
    sarif: "application/sarif+json",
    junit: "application/xml",
    github: "text/plain; charset=utf-8",
    jsonl: "application/jsonl",
  };

  test.each(Object.entries(types))("%s is had by its name", async (format, type) => {
    const response = await request.get(`${url}&format=${format}&symbol=Py*`).set("Accept", "text/html").buffer(true);
    expect(response.status).toBe(200);
    expect(response.headers["content-type"]).toBe(type);
    expect(response.headers.vary).toBe("accept-encoding");
    const asked = [commits["v3.11.2"], commits.main].map((commit) => expect.objectContaining({ commit }));
    if (format !== "json") expect(JSON.parse(response.text)).toEqual({ format, from: asked[0], to: asked[1] });
  });

  test.each([
    [undefined, "json"],
    ["", "json"],
    ["*/*", "json"],
    ["application/*", "json"],
    ["application/json; charset=utf-8", "json"],
    ["text/markdown", "markdown"],
    ["Text/Markdown;charset=utf-8", "markdown"],
    ["application/json;q=0.5, text/markdown", "markdown"],
    ["text/plain", "text"],
    ["application/sarif+json", "sarif"],
    ["application/jsonl", "jsonl"],
    // A browser: not JUnit, which is XML too.
    ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "json"],
  ] as const)("Accept %j prefers one", async (accept, format) => {
    const asked = request.get(url).buffer(true);
    const response = await (accept === undefined ? asked : asked.set("Accept", accept));
    expect(response.status).toBe(200);
    expect(response.headers["content-type"]).toBe(types[format]);
    expect(response.headers.vary).toBe("accept, accept-encoding");
  });

  // Only text/html gets the error as a page (test/routes/pages).
  test.each(["text/css", "application/xml", "application/json;q=0", "nonsense"])(
    "Accept %j has none",
    async (accept) => {
      const { status, body, headers } = await request.get(url).set("Accept", accept);
      expect({ status, code: body.code, vary: headers.vary }).toEqual({
        status: 406,
        code: "not-acceptable",
        vary: "accept",
      });
      expect(body.detail).toContain("text/markdown");
    },
  );

  test("has its own ETag, the same by name and by Accept", async () => {
    const etag = async (format: string) => (await request.get(`${url}&format=${format}`)).headers.etag as string;
    const etags = await Promise.all(Object.keys(types).map(etag));
    expect(new Set(etags).size).toBe(etags.length);
    const markdown = await etag("markdown");
    const negotiated = await request.get(url).set("Accept", "text/markdown").set("If-None-Match", markdown);
    expect(negotiated.status).toBe(304);
    expect(negotiated.headers.vary).toBe("accept, accept-encoding");
    expect((await request.get(url).set("If-None-Match", markdown)).status).toBe(200);
  });
});

describe("codings", () => {
  const url = "/v1/manifests/main";
  const decode = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes: Buffer) => bytes };

  /** As sent: supertest would undo the coding. */
  async function get(acceptEncoding?: string, headers: Record<string, string> = {}) {
    const response = await service.app.inject({
      url,
      headers: { ...headers, ...(acceptEncoding !== undefined && { "accept-encoding": acceptEncoding }) },
    });
    return { status: response.statusCode, headers: response.headers, bytes: response.rawPayload };
  }

  test.each([
    [undefined, "identity"],
    ["", "identity"],
    ["gzip", "gzip"],
    ["gzip, deflate, br, zstd", "br"],
    ["gzip;q=1, br;q=0.5", "gzip"],
    ["GZIP", "gzip"],
    ["*", "br"],
    ["br;q=0, *", "gzip"],
    ["deflate", "identity"],
    ["identity;q=0", "identity"],
    ["nonsense;;q", "identity"],
  ] as const)("Accept-Encoding %j prefers %s", async (accepted, coding) => {
    const { status, headers, bytes } = await get(accepted);
    expect(status).toBe(200);
    expect(headers["content-encoding"] ?? "identity").toBe(coding);
    expect(headers["content-length"]).toBe(String(bytes.length));
    expect(headers.vary).toBe("accept-encoding");
    expect(JSON.parse(decode[coding](bytes).toString())).toMatchObject({ ref: "main" });
  });

  test("each has its own ETag, and 304 only for that", async () => {
    const etags = await Promise.all(["identity", "gzip", "br"].map(async (one) => (await get(one)).headers.etag ?? ""));
    expect(new Set(etags).size).toBe(3);
    for (const [i, coding] of ["identity", "gzip", "br"].entries()) {
      for (const [j, etag] of etags.entries()) {
        const { status, headers } = await get(coding, { "if-none-match": etag });
        expect(status).toBe(i === j ? 304 : 200);
        expect(headers.vary).toBe("accept-encoding");
      }
    }
  });

  test("HEAD has the headers of GET", async () => {
    const headers = { "accept-encoding": "br" };
    const [get, head] = await Promise.all(
      (["GET", "HEAD"] as const).map((method) => service.app.inject({ method, url, headers })),
    );
    for (const name of ["etag", "content-length", "content-encoding", "content-type", "vary"]) {
      expect(head?.headers[name]).toBe(get?.headers[name]);
    }
    expect(head?.rawPayload).toHaveLength(0);
  });

  test.each(["/v1/refs", "/v1/rules", "/openapi.json"])("%s has them too", async (url) => {
    const { headers, rawPayload } = await service.app.inject({ url, headers: { "accept-encoding": "gzip" } });
    expect(headers["content-encoding"]).toBe("gzip");
    expect(JSON.parse(gunzipSync(rawPayload).toString())).toEqual((await service.app.inject(url)).json());
  });
});

describe("caching", () => {
  const url = "/v1/diff?from=v3.11.2&to=v3.13.5";

  test("a client that has the answer gets 304, and nothing is built for it", async () => {
    const { etag } = (await request.get(url)).headers as { etag: string };
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    service.builder.built = [];
    for (const match of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const response = await request.get(url).set("If-None-Match", match);
      expect(response.status).toBe(304);
      expect(response.headers.etag).toBe(etag);
      expect(response.headers["cache-control"]).toBe("public, max-age=60");
    }
    expect(service.builder.built).toEqual([]);
    expect((await request.get(url).set("If-None-Match", '"other"')).status).toBe(200);
    expect((await request.head(url).set("If-None-Match", etag)).status).toBe(304);
  });

  test("an answer from memory says so, in any coding, and one that had to be made says that", async () => {
    const symbols = "/v1/manifests/v3.11.2/symbols?name=PyTuple_*";
    const status = async (coding: string) =>
      (await request.get(symbols).set("Accept-Encoding", coding)).headers["cache-status"];
    expect(await status("identity")).toBe("capidiff; fwd=miss");
    expect(await status("identity")).toBe("capidiff; hit");
    expect(await status("gzip")).toBe("capidiff; hit");
  });

  test("is long and immutable only if the URL has full commit ids", async () => {
    const policy = async (path: string) => (await request.get(path)).headers["cache-control"];
    const { "v3.11.2": from, "v3.13.5": to } = commits;
    expect(await policy(`/v1/diff?from=${from}&to=${to}`)).toBe("public, max-age=86400, immutable");
    expect(await policy(`/v1/diff?from=${from}&to=v3.13.5`)).toBe("public, max-age=60");
    expect(await policy(`/v1/manifests/${to}`)).toBe("public, max-age=86400, immutable");
    // An index of usage may change.
    expect(await policy(`/v1/impact?from=${from}&to=${to}`)).toBe("public, max-age=60");
    expect(await policy(`/v1/gaps?implementation=${from}&reference=${to}`)).toBe("public, max-age=60");
    expect(await policy("/v1/refs")).toBe("public, max-age=60");
  });

  test("a branch that moved has another ETag", async () => {
    const before = (await request.get("/v1/manifests/main")).headers.etag as string;
    for (const ref of service.repository.known) if (ref.name === "main") ref.commit = "d".repeat(40);
    const after = await request.get("/v1/manifests/main").set("If-None-Match", before);
    expect(after.status).toBe(200);
    expect(after.body.commit).toBe("d".repeat(40));
  });
});

describe("the refs", () => {
  test("are filtered and paged", async () => {
    const first = (await request.get("/v1/refs?kind=tag&limit=1")).body;
    expect(first.refs).toMatchObject([{ name: "v3.13.5", version: "3.13.5", series: "3.13", prerelease: false }]);
    const second = (await request.get(`/v1/refs?kind=tag&limit=1&cursor=${first.next}`)).body;
    expect(second).toMatchObject({ refs: [{ name: "v3.11.2" }], next: null });
    expect((await request.get("/v1/refs?prerelease=true")).body).toEqual({ refs: [], next: null });
  });
});

test("the rules are listed", async () => {
  const { body } = await request.get("/v1/rules");
  expect(body.rulesetVersion).toBeGreaterThan(0);
  expect(body.rules).toContainEqual(expect.objectContaining({ id: "symbol-added", purpose: expect.any(String) }));
});

test("health is never cached", async () => {
  for (const [url, status] of [
    ["/livez", "ok"],
    ["/readyz", "ready"],
  ] as const) {
    const response = await request.get(url);
    expect(response.body).toMatchObject({ status });
    expect(response.headers["cache-control"]).toBe("no-store");
  }
});

test("headers of one client never change another's answer, in any combination", async () => {
  const path = "/v1/diff?from=v3.11.2&to=v3.13.5";
  const ask = (coding: string, accept: string) =>
    request.get(path).set("Accept-Encoding", coding).set("Accept", accept);
  // Joined by spaces, the header fields of both are the same.
  const first = await ask("identity text/markdown,", "application/json");
  const second = await ask("identity", "text/markdown, application/json");
  expect([first.type, second.type]).toEqual(["application/json", "text/markdown"]);
});
