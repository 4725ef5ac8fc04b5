import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Progress } from "../src/progress.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A terminal, or a pipe, that records its output. */
function terminal(isTTY: boolean) {
  let written = "";
  return {
    isTTY,
    write: (text: string) => {
      written += text;
      return true;
    },
    get written() {
      return written;
    },
  };
}

/** Work for so many milliseconds. */
const working = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms));

test.each([true, false])("work of less than a second needs no word (terminal: %s)", async (isTTY) => {
  const stderr = terminal(isTTY);
  const progress = new Progress(stderr);
  const work = progress.trace("read", "v3.13.5", working(900));
  await vi.advanceTimersByTimeAsync(900);
  await work;
  progress.end();
  await vi.advanceTimersByTimeAsync(5000);
  expect(stderr.written).toBe("");
});

test("a file or pipe gets one plain line after a second, whatever follows", async () => {
  const stderr = terminal(false);
  const progress = new Progress(stderr);
  const work = Promise.all([
    progress.trace("download", "v3.11.2", working(1500)),
    progress.trace("download", "v3.13.5", working(1500)),
  ]).then(() => progress.trace("compare", "v3.11.2 with v3.13.5", working(500)));
  await vi.advanceTimersByTimeAsync(2000);
  await work;
  progress.end();
  expect(stderr.written).toBe("capidiff: getting the headers of v3.11.2, getting the headers of v3.13.5 …\n");
});

test("a terminal gets a line that is updated, and removed at the end", async () => {
  const stderr = terminal(true);
  const progress = new Progress(stderr);
  const work = progress
    .trace("download", "v3.13.5", working(1500))
    .then(() => progress.trace("read", "v3.13.5", working(500)));
  await vi.advanceTimersByTimeAsync(2000);
  await work;
  progress.end();
  const clear = "\r\x1b[K";
  expect(stderr.written).toBe(
    `${clear}capidiff: getting the headers of v3.13.5 …${clear}capidiff: reading the headers of v3.13.5 …${clear}`,
  );
});

test("after the end nothing is printed, even if work continues", async () => {
  const stderr = terminal(false);
  const progress = new Progress(stderr);
  const work = progress.trace("download", "v3.13.5", working(3000));
  progress.end();
  await vi.advanceTimersByTimeAsync(3000);
  await work;
  expect(stderr.written).toBe("");
});
