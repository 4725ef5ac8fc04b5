import { expect, test } from "vitest";
import { fixture } from "./fixture.ts";
import { Service } from "./process.ts";

test("a hundred equal cold requests at once cost one build", async () => {
  using f = fixture({ functions: 200 });
  await using service = await Service.start(f.env);
  const path = "/v1/diff?from=v3.13.0&to=v3.13.1";
  const answers = await Promise.all(Array.from({ length: 100 }, () => service.get(path)));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text.length}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(200);
  const built = (stage: string) => service.metric(`capidiff_stage_duration_seconds_count{stage="${stage}"}`);
  expect([await built("download"), await built("read"), await built("compare")]).toEqual([2, 2, 1]);
});

test("a thousand different requests at once are answered or refused, and then all is as before", async () => {
  using f = fixture({ functions: 200 });
  await using service = await Service.start(f.env);
  const ask = (i: number) => service.get(`/v1/diff?from=v3.13.0&to=v3.13.1&symbol=Py_*${i}`);
  const answers = await Promise.all(Array.from({ length: 1000 }, (_, i) => ask(i)));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.length).toBeLessThan(1000);
  expect(refused.length).toBeGreaterThan(0);
  for (const { status, headers, text } of refused) {
    expect([status, JSON.parse(text).code]).toEqual([503, "busy"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  }
  expect(await service.metric("process_resident_memory_bytes")).toBeLessThan(1e9);
  expect(await service.metric("capidiff_answers_under_way")).toBe(0);
  expect((await ask(1000)).status).toBe(200);
});
