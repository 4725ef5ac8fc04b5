import { describe, expect, test } from "vitest";
import { Bar } from "../../src/cli/bar.ts";

function terminal(isTTY: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  const bar = new Bar({ isTTY, write: (text: string) => written.push(text) > 0 }, () => clock.now);
  return { bar, clock, written };
}

describe("the progress of long work", () => {
  test("is a line updated on a terminal, with an estimate, and removed at the end", () => {
    const { bar, clock, written } = terminal(true);
    bar.draw(0, 300, "v3.8.0");
    clock.now = 30_000;
    bar.draw(100, 300, "v3.9.0");
    clock.now = 31_000;
    bar.draw(101, 30_000, "v3.9.1");
    bar.end();
    expect(written).toEqual([
      "\r\x1b[Kcapidiff: ░░░░░░░░░░░░░░░░░░░░░░░░ 0 of 300: v3.8.0",
      "\r\x1b[Kcapidiff: ████████░░░░░░░░░░░░░░░░ 100 of 300, about 60 s left: v3.9.0",
      "\r\x1b[Kcapidiff: ░░░░░░░░░░░░░░░░░░░░░░░░ 101 of 30000, about 153 min left: v3.9.1",
      "\r\x1b[K",
    ]);
  });

  test("is a plain line now and then elsewhere", () => {
    const { bar, clock, written } = terminal(false);
    for (let done = 0; done < 30; done++, clock.now += 1000) bar.draw(done, 30, `tag ${done}`);
    bar.end();
    expect(written).toEqual([
      "capidiff: 0 of 30: tag 0\n",
      "capidiff: 10 of 30, about 20 s left: tag 10\n",
      "capidiff: 20 of 30, about 10 s left: tag 20\n",
    ]);
  });
});
