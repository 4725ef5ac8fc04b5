import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { func, struct } from "../../diff/manifests.ts";
import { serviceOf } from "./service.ts";

let service: Awaited<ReturnType<typeof serviceOf>>;
const get = (path: string) => supertest(service.app.server).get(path).set("accept", "text/html");

const list = "Include/listobject.h";
const old = "Include/oldobject.h";

beforeAll(async () => {
  const item = func("PyList_GetItem", { header: list });
  const box = struct("PyListObject", { header: list });
  service = await serviceOf({
    "v3.1.0": {
      symbols: [item, func("PyList_Gone", { header: list }), func("PyOld", { header: old })],
      structs: [box],
    },
    "v3.2.0": { symbols: [item], structs: [box] },
    "v3.3.0": { symbols: [item, func("PyList_New", { header: list })], structs: [box] },
  });
});
afterAll(() => service[Symbol.dispose]());

describe("the page of a header", () => {
  test("shows its declarations in each version, and the removed ones", async () => {
    const { text } = await get(`/header/${list}`).expect(200);
    expect(text).toContain("3.1.0 – 3.3.0.");
    expect(text).toContain("3 names in 3.3.0.");
    const row = (name: string) => new RegExp(`<code>${name}</code>.*?</tr>`).exec(text)?.[0];
    expect(row("PyList_GetItem")).toContain("<td>function</td><td>3.1.0 – 3.3.0</td>");
    expect(row("PyListObject")).toContain("<td>struct</td><td>3.1.0 – 3.3.0</td>");
    expect(row("PyList_New")).toContain("<td>3.3.0</td>");
    expect(text).toMatch(/No longer here[\s\S]*<code>PyList_Gone<\/code>.*?<td>3\.1\.0<\/td>/);
    expect(text).toContain(`href="https://github.com/python/cpython/blob/v3.3.0/${list}#L1"`);
  });

  test("exists for a removed header, and a search finds headers", async () => {
    const { text } = await get(`/header/${old}`).expect(200);
    expect(text).toContain("Not there any more");
    expect((await get(`/search?q=${old}`).expect(303)).headers.location).toBe(`/header/${old}`);
  });

  test("suggests near names for an unknown one", async () => {
    await get("/header/Include/listobjct.h")
      .expect(404)
      .expect(new RegExp(`href="/header/${list}"`));
  });
});
