import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { waitAfter } from "../../src/watch/retry.ts";

const hour = 3_600_000;
const reply = (status: number, retryAfter: string | null) => ({ status, retryAfter });

describe("the wait after an attempt that failed", () => {
  test("grows with the time that the message was tried, from seconds to half a day", () => {
    const waits = [0, 1000, 10_000, 60_000, hour, 6 * hour, 40 * hour].map((tried) => waitAfter(tried, null, 0.5));
    expect(waits).toEqual([5000, 5000, 15_000, 90_000, 1.5 * hour, 9 * hour, 12 * hour]);
  });

  test("varies by a fifth, to spread retries", () => {
    expect([0, 1].map((random) => waitAfter(hour, null, random))).toEqual([
      expect.closeTo(1.2 * hour),
      expect.closeTo(1.8 * hour),
    ]);
  });

  test("ends after two days, with some attempts on each", () => {
    const attempts = [0];
    for (let tried = 0; ; ) {
      const wait = waitAfter(tried, null, 0.5);
      if (wait === null) break;
      tried += wait;
      attempts.push(tried);
    }
    expect(attempts.length).toBeGreaterThan(10);
    expect(attempts.length).toBeLessThan(20);
    expect(attempts.filter((at) => at > 24 * hour).length).toBeGreaterThan(1);
    expect(attempts.at(-1)).toBeGreaterThan(48 * hour);
    expect(waitAfter(48 * hour, reply(429, "1"))).toBeNull();
  });
});

describe("Retry-After", () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-10-21T07:28:00Z") }));
  afterEach(() => void vi.useRealTimers());

  test.each([
    ["3600", hour],
    ["Wed, 21 Oct 2026 08:28:00 GMT", hour],
    // No sooner than without it, and in a week at the latest.
    ["0", 5000],
    ["Wed, 21 Oct 2020 08:28:00 GMT", 5000],
    ["999999999", 7 * 24 * hour],
    ["soon", 5000],
    ["-5", 5000],
    ["", 5000],
  ])("%j of a 429 or 503 is obeyed", (text, wait) => {
    expect(waitAfter(0, reply(429, text), 0.5)).toBe(wait);
    expect(waitAfter(0, reply(503, text), 0.5)).toBe(wait);
    expect(waitAfter(0, reply(500, text), 0.5)).toBe(5000);
  });
});
