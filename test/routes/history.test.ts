import { createHash } from "node:crypto";
import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Indexes } from "../../cache/indexes.ts";
import { jsonBytes } from "../../cache/json.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { writeUsage } from "../../src/usage/format.ts";
import { temporaryFolder } from "../cache/disk.ts";
import { func, macro, manifest, member, struct } from "../diff/manifests.ts";
import { commits, type FakeService, fakeService } from "../service.ts";
import { pack, unit, usage } from "../usage/indexes.ts";

const disk = temporaryFolder();
let service: FakeService;
let request: ReturnType<typeof supertest.agent>;
beforeAll(async () => {
  const indexes = new Indexes(disk.folder, (message) => expect.fail(message));
  for (const [ref, offset] of [
    ["v3.11.2", 8],
    ["v3.13.5", 16],
  ] as const) {
    const one = manifest({
      ...{ ref, version: ref.slice(1), commit: commits[ref] },
      structs: [struct("PyBox", { members: [member("x", { offset })] })],
      symbols: [macro("LEVEL", { value: "3" })],
    });
    await indexes.add(defaultTarget, one, jsonBytes(one));
  }
  service = await fakeService({ indexes });
  request = supertest.agent(service.app.server).set("Accept-Encoding", "identity");
});
afterAll(async () => {
  await service.app.close();
  disk[Symbol.dispose]();
});

describe("GET /v1/history", () => {
  test("returns a member, a struct and a symbol; for an unknown name a problem", async () => {
    const reported = await request.get("/v1/history/structs/PyBox/members/x");
    expect(reported.status).toBe(200);
    expect(reported.body.histories[0].stretches.map(({ facts }: { facts: object }) => facts)).toMatchObject([
      { offset: 8 },
      { offset: 16 },
    ]);
    expect((await request.get("/v1/history/structs/PyBox")).body.subject).toEqual({ kind: "struct", name: "PyBox" });
    expect((await request.get("/v1/history/symbols/LEVEL?abi=cp,cp")).body.histories).toHaveLength(1);
    const never = await request.get("/v1/history/symbols/LEVER");
    expect(never.body).toMatchObject({ status: 404, code: "unknown-symbol", near: ["LEVEL"] });
  });
});

describe("the users in GET /v1/history", () => {
  const usedIn = async (...packages: string[]) => {
    const made = writeUsage(usage(packages.map((name) => pack(name, [unit(["PyA"])]))));
    return { bytes: Buffer.from(made), hash: createHash("sha256").update(made).digest("hex") };
  };

  test("are those of the index of usage; another index gives another answer and ETag", async () => {
    using disk = temporaryFolder();
    const indexes = new Indexes(disk.folder, (message) => expect.fail(message));
    const one = manifest({ ref: "v3.11.2", version: "3.11.2", commit: commits["v3.11.2"], symbols: [func("PyA")] });
    await indexes.add(defaultTarget, one, jsonBytes(one));
    let index = usedIn("spam");
    const { app } = await fakeService({ indexes, usage: () => index });
    const ask = () => supertest(app.server).get("/v1/history/symbols/PyA");
    const first = await ask();
    index = usedIn("spam", "eggs");
    const [other, again] = [await ask(), await ask()];
    await app.close();
    expect(first.body).toMatchObject({ usedBy: { packages: 1, author: 1, names: ["spam"] }, usage: { packages: 1 } });
    expect(other.body).toMatchObject({ usedBy: { packages: 2, names: ["eggs", "spam"] }, usage: { packages: 2 } });
    expect(other.headers.etag).not.toBe(first.headers.etag);
    expect(again.headers.etag).toBe(other.headers.etag);
  });
});

describe("GET /v1/history from an index that others fill", () => {
  test("an answer and its ETag are stable until versions are added", async () => {
    using disk = temporaryFolder();
    const ofAnother = () => new Indexes(disk.folder, (message) => expect.fail(message));
    const add = async (ref: "v3.11.2" | "v3.13.5") => {
      const one = manifest({ ref, version: ref.slice(1), commit: commits[ref], symbols: [macro("LEVEL")] });
      await ofAnother().add(defaultTarget, one, jsonBytes(one));
    };
    await add("v3.11.2");
    const service = await fakeService({ indexes: ofAnother() });
    const ask = () => supertest(service.app.server).get("/v1/history/symbols/LEVEL");
    const [first, again] = [await ask(), await ask()];
    await add("v3.13.5");
    const more = await ask();
    await service.app.close();
    expect(first.body.missing).toContain("v3.13.5");
    expect(again.headers.etag).toBe(first.headers.etag);
    expect(again.text).toBe(first.text);
    expect(more.headers.etag).not.toBe(first.headers.etag);
    expect(more.body.missing).not.toContain("v3.13.5");
  });
});

describe("POST /v1/offsets", () => {
  const facts = { x: "PyBox.x", level: "LEVEL", gone: "GONE" };
  const post = (body: object, query = "") => request.post(`/v1/offsets${query}`).send(body);

  test("returns a table, over all versions or some", async () => {
    const { status, body } = await post({ facts });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      complete: true,
      missing: [],
      rows: [
        { from: { ref: "v3.11.2" }, values: { x: 8, level: 3, gone: null } },
        { from: { ref: "v3.13.5" }, values: { x: 16, level: 3, gone: null } },
      ],
    });
    expect((await post({ facts, refs: "3.13..3.13" })).body.rows).toHaveLength(1);
    expect((await post({ facts, abi: ["cp", "cpt"] })).body).toMatchObject({
      complete: false,
      missing: ["v3.11.2", "v3.13.5"],
    });
  });

  test("returns it as code", async () => {
    const { status, text, type } = await post({ facts, missing: -7, name: "py" }, "?format=c");
    expect({ status, type }).toEqual({ status: 200, type: "text/x-c" });
    expect(text).toMatch(/static const struct py py_table\[\][^;]*, 8, 3, -7 \}/);
  });

  test.each([
    ["no facts", { facts: {} }],
    ["what is no fact", { facts: { a: "size(" } }],
    ["a name that is no identifier", { facts: { "a b": "X" } }],
    ["too many facts", { facts: Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`f${i}`, "X"])) }],
    ["an unknown key", { facts, more: 1 }],
    ["an unknown abi", { facts, abi: ["pp"] }],
    ["an unknown platform", { facts, platform: ["amiga"] }],
    [
      "too many targets",
      {
        facts,
        abi: ["cp", "cpt", "cpd"],
        platform: ["linux_x86_64", "linux_i686", "win32", "win_amd64", "win_arm64", "macosx_arm64"],
      },
    ],
    ["no range", { facts, refs: "3.8" }],
  ])("refuses %s", async (_what, body) => {
    const { status, type } = await post(body);
    expect({ status, type }).toEqual({ status: 400, type: "application/problem+json" });
  });

  test("refuses a large body", async () => {
    expect((await post({ facts, refs: "x".repeat(200_000) })).status).toBe(413);
  });
});
