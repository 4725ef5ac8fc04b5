import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Listing } from "../../src/cpython/listing.ts";
import { CapidiffError } from "../../src/errors.ts";
import { temporaryFolder } from "../cache/disk.ts";

const maxAge = 60_000;
let data: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  data = temporaryFolder();
  vi.useFakeTimers({ toFake: ["Date", "setTimeout"], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
  data[Symbol.dispose]();
});

/** A remote whose branch `main` is at a commit, and the number of requests to it. */
function remote() {
  const state = { main: "a", asked: 0, answer: async () => {} };
  const file = join(data.folder, "refs");
  const ask = async () => {
    state.asked++;
    await state.answer();
    return `${state.main.repeat(40)}\trefs/heads/main\n`;
  };
  return { state, file, listing: () => new Listing({ file, ask, maxAge }) };
}

/** The first digit of the commit that `main` is at. */
const main = async (listing: Listing) => (await listing.refs())[0]?.commit[0];

const away = async () => {
  throw new CapidiffError("remote-unreachable", "gone");
};

describe("the refs of the remote", () => {
  test("are looked up again after their time, and not before", async () => {
    const { state, listing } = remote();
    const refs = listing();
    expect(await main(refs)).toBe("a");
    state.main = "b";
    vi.advanceTimersByTime(maxAge - 1);
    expect(await main(refs)).toBe("a");
    vi.advanceTimersByTime(1);
    expect(await main(refs)).toBe("b");
    expect(state.asked).toBe(2);
  });

  test("are looked up once for concurrent requests", async () => {
    const { state, listing } = remote();
    const refs = listing();
    const answers = await Promise.all(Array.from({ length: 100 }, () => refs.refs()));
    expect(new Set(answers).size).toBe(1);
    expect(state.asked).toBe(1);
  });

  test("that one process looked up serve the next one, for the rest of their time", async () => {
    const { state, listing } = remote();
    await main(listing());
    state.main = "b";
    vi.advanceTimersByTime(maxAge / 2);
    const later = listing();
    expect(await main(later)).toBe("a");
    expect(state.asked).toBe(1);
    vi.advanceTimersByTime(maxAge / 2 + 1);
    expect(await main(later)).toBe("b");
  });

  test("dated in the future, as after a clock was set back, are looked up", async () => {
    const { state, listing } = remote();
    const refs = listing();
    await main(refs);
    state.main = "b";
    vi.setSystemTime(Date.now() - 86_400_000);
    expect(await main(refs)).toBe("b");
  });

  test.each([
    ["cut short to nothing", ""],
    ["altered", "nonsense\n"],
  ])("kept on disk and %s are looked up", async (_, text) => {
    const { file, listing } = remote();
    await main(listing());
    writeFileSync(file, text);
    expect(await main(listing())).toBe("a");
    expect(readFileSync(file, "utf8")).toContain("refs/heads/main");
    expect(readdirSync(data.folder)).toEqual(["refs"]);
  });

  test("that cannot be stored are still returned", async () => {
    const { state, listing } = remote();
    data[Symbol.dispose]();
    expect(await main(listing())).toBe("a");
    expect(state.asked).toBe(1);
  });
});

describe("while the remote is away", () => {
  test("the last known refs are served, also by a new process, and the remote is retried occasionally", async () => {
    const { state, listing } = remote();
    await main(listing());
    vi.advanceTimersByTime(2 * maxAge);
    state.answer = away;
    const refs = listing();
    for (let i = 0; i < 10; i++) expect(await main(refs)).toBe("a");
    expect(state.asked).toBe(2);
    expect(refs.outage?.error.message).toBe("gone");
    const since = refs.outage?.since;
    vi.advanceTimersByTime(maxAge);
    expect(await main(refs)).toBe("a");
    expect(state.asked).toBe(3);
    expect(refs.outage?.since).toEqual(since);
  });

  test("its return is noticed", async () => {
    const { state, listing } = remote();
    const refs = listing();
    await main(refs);
    state.answer = away;
    vi.advanceTimersByTime(maxAge);
    await main(refs);
    state.answer = async () => {};
    state.main = "b";
    vi.advanceTimersByTime(maxAge);
    expect(await main(refs)).toBe("b");
    expect(refs.outage).toBeNull();
  });

  test("without known refs the error is thrown, and the next request retries", async () => {
    const { state, listing } = remote();
    const refs = listing();
    state.answer = away;
    await expect(refs.refs()).rejects.toMatchObject({ code: "remote-unreachable" });
    expect(refs.outage).not.toBeNull();
    state.answer = async () => {};
    expect(await main(refs)).toBe("a");
  });

  test("a silent remote is waited for five seconds in total if older refs are known", async () => {
    const { state, listing } = remote();
    const refs = listing();
    await main(refs);
    vi.advanceTimersByTime(maxAge);
    const asked = new Promise<void>((resolve) => {
      state.answer = () => {
        resolve();
        return new Promise(() => {});
      };
    });
    const first = main(refs);
    await asked;
    await vi.advanceTimersByTimeAsync(5000);
    expect(await first).toBe("a");
    expect(await main(refs)).toBe("a");
    expect(state.asked).toBe(2);
  });

  test("an error other than an unreachable remote is thrown", async () => {
    const { state, listing } = remote();
    const refs = listing();
    await main(refs);
    vi.advanceTimersByTime(maxAge);
    state.answer = async () => {
      throw new CapidiffError("remote-empty", "no refs");
    };
    await expect(refs.refs()).rejects.toMatchObject({ code: "remote-empty" });
  });
});
