import { afterEach, describe, expect, test } from "vitest";
import { BackgroundFill, type BackgroundFillOptions } from "../../cache/background-fill.ts";
import { Indexes } from "../../cache/indexes.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { CapidiffError } from "../../src/errors.ts";
import { FakeRepository } from "../service.ts";
import { temporaryFolder } from "./disk.ts";
import { indexingBuilder } from "./indexing-builder.ts";

let filling: BackgroundFill | undefined;
afterEach(() => filling?.stop());

/** A service with two unread releases. */
function start(folder: string, options: Partial<BackgroundFillOptions> = {}) {
  const indexes = new Indexes(folder, (message) => expect.fail(message));
  const known = new FakeRepository();
  const warnings: string[] = [];
  filling = new BackgroundFill({
    repository: {
      refs: () => known.refs(),
      async *trees(refs) {
        for (const { ref, commit } of refs) yield { ref, commit, files: new Map() };
      },
    },
    builder: indexingBuilder(indexes),
    indexes,
    targets: [defaultTarget],
    isBusy: () => false,
    warn: (message) => warnings.push(message),
    ...options,
  });
  void filling.start();
  return { indexes, warnings, filling };
}

const tagsIn = async (indexes: Indexes) => [...(await indexes.of(defaultTarget)).tags.keys()];

describe("a service", () => {
  test("fills its index by itself, and reports missing manifests", async () => {
    using disk = temporaryFolder();
    const { indexes, filling } = start(disk.folder);
    expect(filling.missing).toBeNull();
    await expect.poll(() => filling.missing).toBe(0);
    expect(await tagsIn(indexes)).toEqual(["v3.11.2", "v3.13.5"]);
  });

  test("reads nothing while requests wait", async () => {
    using disk = temporaryFolder();
    let busy = true;
    const { indexes, filling } = start(disk.folder, { isBusy: () => busy });
    await expect.poll(() => filling.missing).toBe(2);
    expect(await tagsIn(indexes)).toEqual([]);
    busy = false;
    await expect.poll(() => filling.missing).toBe(0);
  });

  test("warns if that is impossible", async () => {
    using disk = temporaryFolder();
    const gone = new CapidiffError("remote-unreachable", "gone");
    const { warnings } = start(disk.folder, {
      repository: { refs: () => Promise.reject(gone), trees: () => expect.fail("nothing is known") },
    });
    await expect.poll(() => warnings).toEqual([expect.stringContaining("could not be filled")]);
  });
});
