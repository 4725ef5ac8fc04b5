import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Answers, type AnswersOptions } from "../../cache/answers.ts";
import { Store } from "../../cache/store.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { CapidiffError } from "../../src/errors.ts";
import { commits, FakeBuilder, FakeRepository } from "../service.ts";
import { temporaryFolder } from "./disk.ts";

let disk: ReturnType<typeof temporaryFolder>;
/** Pending writes of stores; requests do not wait for them. */
let writes: Promise<void>[];
beforeEach(() => {
  disk = temporaryFolder();
  writes = [];
});
afterEach(async () => {
  await Promise.all(writes);
  disk[Symbol.dispose]();
});

class WatchedStore extends Store {
  override put(key: string, bytes: Uint8Array): Promise<void> {
    const write = super.put(key, bytes);
    writes.push(write);
    return write;
  }
}

function engine(limits: Pick<AnswersOptions, "answerLimit" | "buildLimit"> = {}) {
  const builder = new FakeBuilder();
  const repository = new FakeRepository();
  const warnings: string[] = [];
  const stages: string[] = [];
  const answers = new Answers({
    repository,
    builder,
    store: new WatchedStore(disk.folder, (message) => warnings.push(message)),
    trace: (stage, subject, work) => {
      stages.push(`${stage} ${subject}`);
      return work();
    },
    ...limits,
  });
  return { answers, builder, repository, warnings, stages };
}

const indexed = () =>
  readdirSync(disk.folder, { recursive: true, withFileTypes: true }).filter(
    (file) => file.isFile() && file.parentPath.includes("index"),
  ).length;

describe("an answer", () => {
  test("is computed once and then comes from memory", async () => {
    const { answers, builder } = engine();
    const first = await (await answers.diff("v3.11.2", "v3.13.5", defaultTarget)).bytes();
    const second = await (await answers.diff("v3.11.2", "v3.13.5", defaultTarget)).bytes();
    expect(second).toBe(first);
    expect(builder.built.toSorted()).toEqual(["diff v3.11.2 v3.13.5", "manifest v3.11.2", "manifest v3.13.5"]);
  });

  test("comes from the store in another process", async () => {
    const first = await (await engine().answers.diff("v3.11.2", "v3.13.5", defaultTarget)).bytes();
    await Promise.all(writes);
    expect(indexed()).toBe(3);
    const other = engine();
    expect(await (await other.answers.diff("v3.11.2", "v3.13.5", defaultTarget)).bytes()).toEqual(first);
    expect(other.builder.built).toEqual([]);
    expect(other.stages).toEqual(["resolve v3.11.2", "resolve v3.13.5"]);
  });

  test("is built again when the store was deleted or damaged meanwhile", async () => {
    const first = await (await engine().answers.manifest("v3.13.5", defaultTarget)).bytes();
    await Promise.all(writes);
    expect(indexed()).toBe(1);
    for (const file of readdirSync(disk.folder, { recursive: true, withFileTypes: true })) {
      if (file.isFile() && file.parentPath.includes("content")) writeFileSync(join(file.parentPath, file.name), "{}");
    }
    const other = engine();
    expect(await (await other.answers.manifest("v3.13.5", defaultTarget)).bytes()).toEqual(first);
    expect(other.builder.built).toEqual(["manifest v3.13.5"]);
    expect(other.warnings).toEqual([expect.stringContaining("A corrupt entry was removed")]);

    rmSync(join(disk.folder, "store"), { recursive: true });
    expect(await (await engine().answers.manifest("v3.13.5", defaultTarget)).bytes()).toEqual(first);
  });

  test("is served even if the store can be neither read nor written", async () => {
    writeFileSync(join(disk.folder, "store"), "a file where the folder should be");
    const { answers, warnings } = engine();
    expect((await (await answers.manifest("v3.13.5", defaultTarget)).bytes()).toString()).toContain("v3.13.5");
    await Promise.all(writes);
    expect(warnings).toContainEqual(expect.stringContaining("answers are not cached"));
  });

  test("has its own stable ETag for each ref, commit, target and filter", async () => {
    const { answers, repository } = engine();
    const tags = async () =>
      Promise.all([
        answers.manifest("v3.13.5", defaultTarget),
        answers.manifest("main", defaultTarget),
        answers.manifest("v3.13.5", { ...defaultTarget, abi: "cpt" }),
        answers.manifest("v3.13.5", { ...defaultTarget, abi: "abi3", limitedApi: "3.12" }),
        answers.diff("v3.13.5", "main", defaultTarget),
        answers.diff("main", "v3.13.5", defaultTarget),
        answers.diff("v3.13.5", "main", defaultTarget, { rule: ["symbol-added"] }),
        answers.diff("v3.13.5", "main", defaultTarget, { symbol: "symbol-added" }),
      ]).then((all) => all.map(({ etag }) => etag));
    const first = await tags();
    expect(new Set(first).size).toBe(first.length);
    expect(await tags()).toEqual(first);

    for (const ref of repository.known) if (ref.name === "main") ref.commit = "d".repeat(40);
    const moved = await tags();
    expect(moved.map((tag, i) => tag === first[i])).toEqual([true, false, true, true, false, false, false, false]);
  });

  test("has the same ETag for every spelling of a filter", async () => {
    const { answers } = engine();
    const etag = async (rule?: string[]) => (await answers.diff("v3.11.2", "main", defaultTarget, { rule })).etag;
    expect(await etag(["symbol-added", "symbol-moved"])).toBe(await etag(["symbol-moved", "symbol-added"]));
    expect(await etag(undefined)).toBe((await answers.diff("v3.11.2", "main", defaultTarget)).etag);
  });

  test("is pinned only if all refs are full commit ids", async () => {
    const { answers } = engine();
    const { "v3.13.5": pinned } = commits;
    expect((await answers.manifest(pinned, defaultTarget)).pinned).toBe(true);
    expect((await answers.manifest("v3.13.5", defaultTarget)).pinned).toBe(false);
    expect((await answers.diff(pinned, commits.main, defaultTarget)).pinned).toBe(true);
    expect((await answers.diff(pinned, "main", defaultTarget)).pinned).toBe(false);
  });

  test("with a filter keeps the manifests on disk and itself in memory only", async () => {
    const { answers, builder } = engine();
    const filter = { symbol: "PyList*" };
    await (await answers.diff("v3.11.2", "v3.13.5", defaultTarget, filter)).bytes();
    await (await answers.diff("v3.11.2", "v3.13.5", defaultTarget, filter)).bytes();
    expect(builder.built).toHaveLength(3);
    await Promise.all(writes);
    expect(indexed()).toBe(2);
  });

  test("with an invalid filter is refused before any lookup", async () => {
    const { answers, stages } = engine();
    const asked = answers.diff("v3.11.2", "v3.13.5", defaultTarget, { rule: ["no-such-rule"] });
    await expect(asked).rejects.toMatchObject({ code: "invalid-request" });
    expect(stages).toEqual([]);
  });
});

describe("a report of a diff", () => {
  test("is made from the stored diff, and then comes from memory", async () => {
    const { answers, builder } = engine();
    await (await answers.diff("v3.11.2", "v3.13.5", defaultTarget)).bytes();
    builder.built = [];
    const report = async () => (await answers.diffReport("v3.11.2", "v3.13.5", defaultTarget, {}, "markdown")).bytes();
    expect(await report()).toBe(await report());
    expect(builder.built).toEqual(["markdown v3.11.2 v3.13.5"]);
  });

  test("stores the diff, not itself", async () => {
    const { answers } = engine();
    await (await answers.diffReport("v3.11.2", "v3.13.5", defaultTarget, {}, "markdown")).bytes();
    await Promise.all(writes);
    expect(indexed()).toBe(3);
    const other = engine();
    await (await other.answers.diffReport("v3.11.2", "v3.13.5", defaultTarget, {}, "text")).bytes();
    expect(other.builder.built).toEqual(["text v3.11.2 v3.13.5"]);
  });

  test("has an ETag of its own for each format and filter", async () => {
    const { answers } = engine();
    const all = await Promise.all([
      answers.diff("v3.11.2", "main", defaultTarget),
      answers.diffReport("v3.11.2", "main", defaultTarget, {}, "markdown"),
      answers.diffReport("v3.11.2", "main", defaultTarget, {}, "sarif"),
      answers.diffReport("v3.11.2", "main", defaultTarget, { symbol: "Py*" }, "sarif"),
    ]);
    expect(new Set(all.map(({ etag }) => etag)).size).toBe(all.length);
  });
});

describe("codings of an answer", () => {
  test("are computed once each, at the first request", async () => {
    const { answers, builder } = engine();
    const answer = await answers.manifest("v3.13.5", defaultTarget);
    const [one, other] = await Promise.all([answer.bytes("br"), answer.bytes("br")]);
    expect(other).toBe(one);
    expect(await (await answers.manifest("v3.13.5", defaultTarget)).bytes("br")).toBe(one);
    expect(brotliDecompressSync(one)).toEqual(await answer.bytes());
    expect(gunzipSync(await answer.bytes("gzip"))).toEqual(await answer.bytes());
    expect(builder.built).toEqual(["manifest v3.13.5"]);
  });

  test("are in memory only", async () => {
    const { answers } = engine();
    await (await answers.manifest("v3.13.5", defaultTarget)).bytes("br");
    await Promise.all(writes);
    expect(indexed()).toBe(1);
  });
});

describe("equal requests at once", () => {
  test("cost one build", async () => {
    const { answers, builder } = engine();
    const all = await Promise.all(
      Array.from({ length: 100 }, async () => (await answers.diff("v3.11.2", "v3.13.5", defaultTarget)).bytes()),
    );
    expect(new Set(all).size).toBe(1);
    expect(builder.built).toHaveLength(3);
  });

  test("share a manifest between diffs, and with a request for itself", async () => {
    const { answers, builder } = engine();
    const all = [
      answers.diff("v3.11.2", "v3.13.5", defaultTarget),
      answers.diff("v3.11.2", "main", defaultTarget),
      answers.manifest("v3.11.2", defaultTarget),
    ];
    await Promise.all(all.map(async (answer) => (await answer).bytes()));
    expect(builder.built.filter((what) => what === "manifest v3.11.2")).toHaveLength(1);
  });

  test("share a diff between its formats", async () => {
    const { answers, builder } = engine({ answerLimit: 3 });
    const all = [
      answers.diff("v3.11.2", "v3.13.5", defaultTarget),
      answers.diffReport("v3.11.2", "v3.13.5", defaultTarget, {}, "markdown"),
      answers.diffReport("v3.11.2", "v3.13.5", defaultTarget, {}, "sarif"),
    ];
    await Promise.all(all.map(async (answer) => (await answer).bytes()));
    expect(builder.built.filter((what) => what === "diff v3.11.2 v3.13.5")).toHaveLength(1);
  });

  test("share an answer between its codings", async () => {
    const { answers, builder } = engine({ answerLimit: 3 });
    const part = await answers.part("v3.13.5", defaultTarget, { kind: "symbol", name: "PyList_New" });
    await Promise.all([part.bytes(), part.bytes("br"), part.bytes("gzip")]);
    expect(builder.built).toEqual(["manifest v3.13.5", "symbol v3.13.5"]);
  });

  test("share a failure, and the next request tries again", async () => {
    const { answers, builder } = engine();
    builder.before = async () => {
      throw new CapidiffError("timeout", "too slow");
    };
    const asked = async () => (await answers.manifest("v3.13.5", defaultTarget)).bytes();
    const outcomes = await Promise.allSettled([asked(), asked()]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    builder.before = async () => {};
    expect((await asked()).toString()).toContain("v3.13.5");
  });
});

describe("past the limit", () => {
  test("another answer is busy, while answers in memory are served", async () => {
    const { answers, builder } = engine({ answerLimit: 1 });
    await (await answers.manifest("main", defaultTarget)).bytes();
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    builder.before = () => gate;
    const slow = (await answers.diff("v3.11.2", "v3.13.5", defaultTarget)).bytes();
    const other = (await answers.manifest("v3.13.5", defaultTarget)).bytes();
    await expect(other).rejects.toMatchObject({ code: "busy" });
    expect((await (await answers.manifest("main", defaultTarget)).bytes()).toString()).toContain("main");
    go();
    expect((await slow).toString()).toContain("v3.11.2");
  });

  test("builds wait for each other", async () => {
    const { answers, builder } = engine({ buildLimit: 1 });
    let underWay = 0;
    let most = 0;
    builder.before = async (what) => {
      if (what.startsWith("diff")) return;
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay--;
    };
    await (await answers.diff("v3.11.2", "v3.13.5", defaultTarget)).bytes();
    expect(most).toBe(1);
  });
});
