import { expect, test } from "vitest";
import { SingleFlight } from "../../cache/single-flight.ts";

/** Work that ends when the test says so. */
function pending<T>() {
  let settle: { resolve: (value: T) => void; reject: (error: unknown) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, resolve: (value: T) => settle?.resolve(value), reject: (error: unknown) => settle?.reject(error) };
}

test("requests for the same thing share one run of the work", async () => {
  const flights = new SingleFlight<number>();
  const { promise, resolve } = pending<number>();
  let runs = 0;
  const work = () => {
    runs++;
    return promise;
  };
  const all = Promise.all(Array.from({ length: 100 }, () => flights.run("a", work)));
  resolve(7);
  expect(new Set(await all)).toEqual(new Set([7]));
  expect(runs).toBe(1);
});

test("once it is done, the next request runs it again", async () => {
  const flights = new SingleFlight<number>();
  let runs = 0;
  const work = async () => ++runs;
  expect(await flights.run("a", work)).toBe(1);
  expect(await flights.run("a", work)).toBe(2);
});

test("a failure reaches all waiters and is forgotten", async () => {
  const flights = new SingleFlight<number>();
  const { promise, reject } = pending<number>();
  const both = [flights.run("a", () => promise), flights.run("a", () => promise)];
  reject(new Error("no"));
  for (const one of both) await expect(one).rejects.toThrow("no");
  expect(await flights.run("a", async () => 1)).toBe(1);
});

test("beyond the limit other work is refused as busy, the same work still joins", async () => {
  const flights = new SingleFlight<number>(1);
  const { promise, resolve } = pending<number>();
  const first = flights.run("a", () => promise);
  await expect(flights.run("b", async () => 2)).rejects.toMatchObject({ code: "busy" });
  const joined = flights.run("a", async () => 3);
  resolve(1);
  expect(await Promise.all([first, joined])).toEqual([1, 1]);
  expect(await flights.run("b", async () => 2)).toBe(2);
});

test("work stops when the last waiter gives up, and a later caller starts again", async () => {
  const flights = new SingleFlight<number>(1);
  const stops: AbortSignal[] = [];
  const work = (stop: AbortSignal) => {
    stops.push(stop);
    return new Promise<number>((_resolve, reject) =>
      stop.addEventListener("abort", () => reject(new Error("stopped"))),
    );
  };
  const [first, second] = [new AbortController(), new AbortController()];
  const one = flights.run("a", work, first.signal);
  const two = flights.run("a", work, second.signal);
  first.abort();
  await expect(one).rejects.toMatchObject({ code: "request-timeout" });
  expect(stops.map(({ aborted }) => aborted)).toEqual([false]);
  second.abort();
  await expect(two).rejects.toMatchObject({ code: "request-timeout" });
  expect([flights.size, stops.map(({ aborted }) => aborted)]).toEqual([0, [true]]);
  expect(await flights.run("a", async () => 7)).toBe(7);
  await expect(flights.run("a", work, first.signal)).rejects.toMatchObject({ code: "request-timeout" });
});

test("a waiter without a signal waits to the end, even if others give up", async () => {
  const flights = new SingleFlight<number>();
  const { promise, resolve } = pending<number>();
  const gone = new AbortController();
  const patient = flights.run("a", () => promise);
  const other = flights.run("a", () => promise, gone.signal);
  gone.abort();
  await expect(other).rejects.toMatchObject({ code: "request-timeout" });
  resolve(7);
  expect(await patient).toBe(7);
});
