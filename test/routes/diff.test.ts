import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { func } from "../diff/manifests.ts";
import { fakeService } from "../service.ts";
import { serviceOf } from "./pages/service.ts";

let service: Awaited<ReturnType<typeof serviceOf>>;
let request: ReturnType<typeof supertest.agent>;
beforeAll(async () => {
  service = await serviceOf({
    "v3.2.0": { symbols: [func("PyAaa_Unused"), func("PyErr_SetString"), func("_PyObject_GetDictPtr")] },
    "v3.3.0": {},
  });
  request = supertest.agent(service.app.server);
});
afterAll(() => service[Symbol.dispose]());

describe("GET /v1/diff?sort=hits", () => {
  const url = "/v1/diff?from=v3.2.0&to=v3.3.0";

  test("has what most packages use first, and who they are", async () => {
    const { body } = await request.get(`${url}&sort=hits`).expect(200);
    expect(body.changes.map(({ subject }: { subject: { name: string } }) => subject.name)).toEqual([
      "PyErr_SetString",
      "_PyObject_GetDictPtr",
      "PyAaa_Unused",
    ]);
    const [first, , last] = body.changes;
    expect(first.usedBy.names).toHaveLength(10);
    expect(first.usedBy.packages).toBeGreaterThan(100);
    expect(last.usedBy).toEqual({ packages: 0, author: 0, tools: {}, headers: 0, names: [] });
    expect((await request.get(`${url}&sort=name`)).body.changes[0]).not.toHaveProperty("usedBy");
  });

  test("also orders reports and filtered diffs", async () => {
    const { text } = await request.get(`${url}&sort=hits&format=text&symbol=_Py*`).expect(200);
    expect(text).toMatch(/_PyObject_GetDictPtr.*Used by \d+ packages \(/);
    expect(text).not.toContain("PyErr_SetString");
  });

  test("refuses another order", async () => {
    await request.get(`${url}&sort=size`).expect(400);
  });

  test("depends on the index of usage, so that no cache may keep it for good", async () => {
    let hash = "one";
    const { app, repository } = await fakeService({ usage: async () => ({ bytes: Buffer.alloc(0), hash }) });
    const [from, to] = repository.known.map(({ commit }) => commit);
    const ask = () => supertest(app.server).get(`/v1/diff?from=${from}&to=${to}&sort=hits`).expect(200);
    const first = await ask();
    hash = "two";
    const second = await ask();
    await app.close();
    expect(first.headers["cache-control"]).not.toContain("immutable");
    expect(second.headers.etag).not.toBe(first.headers.etag);
  });
});
