import { expect, test, vi } from "vitest";
import { Pressure, type PressureLimits } from "../src/pressure.ts";

function watched(limits: PressureLimits): Pressure {
  const pressure = new Pressure();
  pressure.watch({ interval: 200, ...limits });
  return pressure;
}

test("pressure is high past either limit, and not below both", async () => {
  const late = watched({ latest: -1000 });
  const full = watched({ fullest: 0 });
  const well = watched({ latest: Number.POSITIVE_INFINITY, fullest: 1 });
  await vi.waitUntil(() => full.high && late.high, { timeout: 30_000 });
  expect(well.high).toBe(false);
});
