import { describe, expect, test } from "vitest";
import { RefSource } from "../../cache/ref-source.ts";
import type { Trace } from "../../cache/trace.ts";
import { FakeRepository } from "../service.ts";

describe("all refs", () => {
  /** The refs' source of a repository, and the stages it traced. */
  function traced(repository: ConstructorParameters<typeof RefSource>[0]) {
    const stages: string[] = [];
    const trace: Trace = (stage, _subject, work) => {
      stages.push(stage);
      return work();
    };
    return { source: new RefSource(repository, undefined, trace), stages };
  }

  test("that are known and fresh are returned at once: nothing is resolved", async () => {
    const { source, stages } = traced(Object.assign(new FakeRepository(), { freshRefs: [] }));
    expect(await source.all()).toEqual([]);
    expect(stages).toEqual([]);
  });

  test("that are not are asked of the repository", async () => {
    const repository = new FakeRepository();
    const { source, stages } = traced(repository);
    expect(await source.all()).toBe(repository.known);
    expect(stages).toEqual(["resolve"]);
  });
});
