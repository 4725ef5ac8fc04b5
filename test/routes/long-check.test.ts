import { afterEach, expect, test } from "vitest";
import { CapidiffError } from "../../src/errors.ts";
import { type FakeService, fakeService } from "../service.ts";

let service: FakeService;
afterEach(() => service.app.close());

const ask = () =>
  service.app.inject({
    method: "POST",
    url: "/v1/check?target=main&format=markdown",
    payload: { symbols: ["PyList_New"] },
  });

/** The service with builds that block, and the function that releases them. */
async function held(): Promise<() => void> {
  service = await fakeService({ checkTimeout: 50, deadline: 600_000 });
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  service.builder.before = () => gate;
  return go;
}

test("a long check is 202 with its progress and a URL; its result is there", async () => {
  const go = await held();
  const first = await ask();
  expect(first.statusCode).toBe(202);
  const { url, ...progress } = first.json();
  expect(first.headers).toMatchObject({ location: url, "retry-after": "2", "cache-control": "no-store" });
  expect(url).toMatch(/^\/v1\/checks\/[0-9a-f-]{36}$/);
  expect(progress).toEqual({ status: "running", seconds: expect.any(Number), step: "what is given", steps: 1 });
  const again = await service.app.inject(url);
  expect([again.statusCode, again.json().url]).toEqual([202, url]);

  service.builder.before = async () => {
    throw new CapidiffError("no-headers", "as the test wants it");
  };
  go();
  let last = await service.app.inject(url);
  while (last.statusCode === 202) last = await service.app.inject(url);
  expect([last.statusCode, last.json().code]).toEqual([422, "no-headers"]);
});

test("an unknown check is not found", async () => {
  await held();
  const { statusCode, ...response } = await service.app.inject(
    `/v1/checks/${"0".repeat(8)}-0000-4000-8000-${"0".repeat(12)}`,
  );
  expect([statusCode, response.json().code]).toEqual([404, "not-found"]);
  expect((await service.app.inject("/v1/checks/1")).statusCode).toBe(400);
});

test("that is finished meanwhile has the requested format", async () => {
  const go = await held();
  const builder = service.builder;
  // The fake engine makes no check that another step could read.
  service.answers.checkReport = async (input, format) => ({
    ...(await service.answers.check(input)),
    bytes: async () => {
      await builder.before("report");
      return builder.build("checkReport", { answer: Buffer.from(""), format });
    },
  });
  const { url } = (await ask()).json();
  go();
  let last = await service.app.inject(url);
  while (last.statusCode === 202) last = await service.app.inject(url);
  expect(last.headers["content-type"]).toBe("text/markdown; charset=utf-8");
  expect(last.json()).toEqual({ format: "markdown" });
});
