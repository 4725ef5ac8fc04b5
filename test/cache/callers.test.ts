import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Callers, Clients, caller } from "../../cache/callers.ts";
import { SingleFlight } from "../../cache/single-flight.ts";

/** Runs as a client's request. */
const as = <T>(client: string, work: () => Promise<T>) => caller.run(new Clients([client]), work);

/** Work that is under way until it is ended. */
function gate() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () =>
    new Promise<void>((resolve) => {
      begun.push(name);
      ends.set(name, resolve);
    });
  return { begun, work, end: (name: string) => ends.get(name)?.() };
}

describe("shares of callers", () => {
  it("are each their own: a client's work waits for its other work, and nobody else's does", async () => {
    const callers = new Callers(1);
    const { begun, work, end } = gate();
    const all = [
      as("hog", () => callers.run(work("hog 1"))),
      as("hog", () => callers.run(work("hog 2"))),
      as("other", () => callers.run(work("other"))),
      callers.run(work("own")),
    ];
    await setImmediate();
    expect(begun).toEqual(["hog 1", "other", "own"]);
    expect(callers.waiting).toBe(1);
    end("hog 1");
    await setImmediate();
    expect(begun).toContain("hog 2");
    for (const name of begun) end(name);
    await Promise.all(all);
    expect(callers.waiting).toBe(0);
  });

  it("do not hold work back that others wait for as well, also where it is part of what they asked for", async () => {
    const callers = new Callers(1);
    const [answers, parts] = [new SingleFlight<void>(), new SingleFlight<void>()];
    const { begun, work, end } = gate();
    const ask = () => answers.run("answer", () => parts.run("part", () => callers.run(work("shared"))));
    const all = [as("hog", () => callers.run(work("hog"))), as("hog", ask)];
    await setImmediate();
    expect(begun).toEqual(["hog"]);
    all.push(as("other", ask));
    await setImmediate();
    expect(begun).toEqual(["hog", "shared"]);
    for (const name of begun) end(name);
    await Promise.all(all);
  });

  it("are not taken by work that was given up while it waited", async () => {
    const callers = new Callers(1);
    const { begun, work, end } = gate();
    const stop = new AbortController();
    const first = as("hog", () => callers.run(work("first")));
    const given = as("hog", () => callers.run(work("given up"), stop.signal));
    stop.abort(new Error("gone"));
    await expect(given).rejects.toThrow("gone");
    end("first");
    await first;
    expect([begun, callers.waiting]).toEqual([["first"], 0]);
  });
});
