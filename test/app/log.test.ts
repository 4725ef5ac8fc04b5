import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, test } from "vitest";
import { buildApp } from "../../src/app.ts";
import { fakeService } from "../service.ts";

test("each request is one line of the log, when it is answered", async () => {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(chunk));
      done();
    },
  });
  const { answers } = await fakeService();
  const app = await buildApp({ answers, logger: pino({ level: "info" }, stream) });
  await app.inject("/livez?x=1");
  await app.inject("/nothing");
  await app.inject("/v1/manifests/v9");
  expect(lines).toMatchObject([
    { msg: "request", method: "GET", url: "/livez?x=1", status: 200, ms: expect.any(Number) },
    { msg: "request", url: "/nothing", status: 404 },
    { msg: "request", url: "/v1/manifests/v9", status: 404, code: "unknown-ref" },
  ]);
});
