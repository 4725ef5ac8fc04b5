import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { Store } from "../../cache/store.ts";
import { canMount, smallDisk, temporaryFolder } from "./disk.ts";

/** A store and its warnings. */
function storeIn(folder: string, limit?: number) {
  const warnings: string[] = [];
  return { store: new Store(folder, (message) => warnings.push(message), limit), warnings };
}

function filesIn(folder: string, part: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.includes(part) && statSync(join(folder, file)).isFile())
    .map((file) => join(folder, file));
}

const text = "x".repeat(100_000);
const bytes = Buffer.from(text);
/** Compared as text: vitest is slow on large buffers. */
const textOf = (stored: Buffer | undefined) => stored?.toString();

describe("the store", () => {
  test("returns a value by its key only", async () => {
    using disk = temporaryFolder();
    const { store, warnings } = storeIn(disk.folder);
    await store.put("a", bytes);
    expect(textOf(await store.get("a"))).toBe(text);
    expect(await store.get("b")).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  test("is empty, without a warning, before anything is stored", async () => {
    using disk = temporaryFolder();
    const { store, warnings } = storeIn(join(disk.folder, "not/there/yet"));
    expect(await store.get("a")).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  test("is shared by everyone who opens the folder", async () => {
    using disk = temporaryFolder();
    await storeIn(disk.folder).store.put("a", bytes);
    expect(textOf(await storeIn(disk.folder).store.get("a"))).toBe(text);
  });

  test.each([
    ["cut short", (file: string) => truncateSync(file, 50_000)],
    ["emptied", (file: string) => truncateSync(file, 0)],
    ["altered", (file: string) => writeFileSync(file, Buffer.from("y".repeat(100_000)))],
  ])("takes an entry that was %s for missing, and keeps the next one", async (_, damage) => {
    using disk = temporaryFolder();
    const { store, warnings } = storeIn(disk.folder);
    await store.put("a", bytes);
    const [content = "", ...others] = filesIn(disk.folder, "content");
    expect(others).toEqual([]);
    damage(content);

    expect(await store.get("a")).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining("A corrupt entry was removed")]);
    await store.put("a", bytes);
    expect(textOf(await store.get("a"))).toBe(text);
    expect(warnings).toHaveLength(1);
  });

  test.each(["content", "index"])("treats an entry whose %s was deleted as missing", async (part) => {
    using disk = temporaryFolder();
    const { store, warnings } = storeIn(disk.folder);
    await store.put("a", bytes);
    for (const file of filesIn(disk.folder, part)) truncateSync(file, 0);
    expect(await store.get("a")).toBeUndefined();
    await store.put("a", bytes);
    expect(textOf(await store.get("a"))).toBe(text);
    expect(warnings.length).toBeLessThanOrEqual(1);
  });

  test("that cannot be read or written warns and returns nothing", async () => {
    using disk = temporaryFolder();
    writeFileSync(join(disk.folder, "store"), "a file where the folder should be");
    const { store, warnings } = storeIn(disk.folder);
    expect(await store.get("a")).toBeUndefined();
    await store.put("a", bytes);
    expect(warnings).toEqual([
      expect.stringMatching(/cannot be read \(ENOTDIR/),
      expect.stringMatching(/cannot be written \((EEXIST|ENOTDIR).*\); answers are not cached/),
    ]);
  });

  test.runIf(canMount)("on a full disk warns and leaves no partial entry", async () => {
    using disk = smallDisk("64k");
    const { store, warnings } = storeIn(disk.folder);
    await store.put("small", Buffer.from("fits"));
    await store.put("large", bytes);
    expect(warnings).toEqual([expect.stringMatching(/cannot be written \(ENOSPC: no space left on device\)/)]);
    expect(await store.get("large")).toBeUndefined();
    expect(await store.get("small")).toEqual(Buffer.from("fits"));
    expect(filesIn(disk.folder, "tmp")).toEqual([]);
  });

  test.runIf(canMount)("on a read-only disk warns and still serves its entries", async () => {
    using disk = smallDisk("1m");
    const { store, warnings } = storeIn(disk.folder);
    await store.put("a", bytes);
    disk.remount("ro");
    await store.put("b", bytes);
    expect(warnings).toEqual([expect.stringMatching(/cannot be written \(EROFS/)]);
    expect(textOf(await store.get("a"))).toBe(text);
  });

  test("has complete entries only, even if a writer is killed at any moment", async () => {
    using disk = temporaryFolder();
    const program = `
      import { Store } from ${JSON.stringify(new URL("../../cache/store.ts", import.meta.url))};
      const store = new Store(process.argv[1], () => {});
      await store.put("0", Buffer.alloc(500_000, 0));
      process.stdout.write("started");
      for (let i = 1; ; i++) await store.put(String(i % 20), Buffer.alloc(500_000, i % 20));`;
    for (let round = 0; round < 4; round++) {
      const child = spawn(process.execPath, ["--import=tsx", "--input-type=module", "-e", program, disk.folder]);
      await once(child.stdout, "data");
      setTimeout(() => child.kill("SIGKILL"), 40 * round);
      await once(child, "exit");
    }
    const { store, warnings } = storeIn(disk.folder);
    const entries = await Promise.all(Array.from({ length: 20 }, (_, key) => store.get(String(key))));
    for (const [key, entry] of entries.entries()) expect(entry?.equals(Buffer.alloc(500_000, key))).not.toBe(false);
    expect(entries.some((entry) => entry)).toBe(true);
    expect(warnings).toEqual([]);
  });

  test.each([
    ["garbage", () => "garbage"],
    ["another hash", (index: string) => index.replace(/\n[\da-f]+/, "\n0000000000000000000000000000000000000000")],
    ["another size", (index: string) => index.replace(/"size":\d+/, '"size":7')],
    ["half of it", (index: string) => index.slice(0, index.length / 2)],
  ])("takes an entry whose index has %s for missing, and keeps the next one", async (_, damage) => {
    using disk = temporaryFolder();
    const { store } = storeIn(disk.folder);
    await store.put("a", bytes);
    for (const file of filesIn(disk.folder, "index")) writeFileSync(file, damage(readFileSync(file, "utf8")));
    expect(await store.get("a")).toBeUndefined();
    await store.put("a", bytes);
    expect(textOf(await store.get("a"))).toBe(text);
  });
});

describe("a store past its size", () => {
  /** Ten entries of a tenth of the store each, 0 the oldest. */
  async function full(folder: string) {
    const { store, warnings } = storeIn(folder, 1000);
    for (let i = 0; i < 10; i++) {
      await store.put(String(i), Buffer.alloc(100, i));
      const [newest = ""] = filesIn(folder, "content").sort((a, b) => statSync(b).ctimeMs - statSync(a).ctimeMs);
      utimesSync(newest, 1000 + i, 1000 + i);
    }
    return { store, warnings };
  }
  const keys = async (store: Store) => {
    const all = Array.from({ length: 11 }, (_, i) => String(i));
    const found = await Promise.all(all.map(async (key) => (await store.get(key)) && key));
    return found.filter((key) => key !== undefined);
  };

  test("deletes the least recently used entries, and few more", async () => {
    using disk = temporaryFolder();
    const { store, warnings } = await full(disk.folder);
    await store.put("10", Buffer.alloc(100, 10));
    expect(await keys(store)).toEqual(["2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    expect(filesIn(disk.folder, "content")).toHaveLength(9);
    expect(filesIn(disk.folder, "index")).toHaveLength(9);
    expect(warnings).toEqual([]);
  });

  test("keeps entries that were read since", async () => {
    using disk = temporaryFolder();
    const { store } = await full(disk.folder);
    const before = filesIn(disk.folder, "content").map((file) => statSync(file).mtimeMs);
    await store.get("0");
    const read = () => filesIn(disk.folder, "content").some((file) => !before.includes(statSync(file).mtimeMs));
    await vi.waitUntil(read, { timeout: 30_000 });
    await store.put("10", Buffer.alloc(100, 10));
    expect(await keys(store)).toContain("0");
  });

  test("counts entries written by other processes", async () => {
    using disk = temporaryFolder();
    await full(disk.folder);
    const { store } = storeIn(disk.folder, 1000);
    await store.put("10", Buffer.alloc(100, 10));
    expect(filesIn(disk.folder, "content").length).toBeLessThanOrEqual(10);
  });
});

test("processes that write, read and trim one store at once get whole entries or none, and nothing fails", async () => {
  using disk = temporaryFolder();
  const program = `
    import { Store } from ${JSON.stringify(new URL("../../cache/store.ts", import.meta.url))};
    const store = new Store(process.argv[1], (message) => { throw new Error(message); }, 400_000);
    let hits = 0;
    for (let i = 0; i < 200; i++) {
      const key = i % 8;
      const found = await store.get(String(key));
      if (found && !found.equals(Buffer.alloc(100_000, key))) throw new Error("not what was put");
      if (found) hits++;
      else await store.put(String(key), Buffer.alloc(100_000, key));
    }
    process.stdout.write(String(hits));`;
  const outcomes = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const child = spawn(process.execPath, ["--import=tsx", "--input-type=module", "-e", program, disk.folder]);
      const [[code], out, err] = await Promise.all([
        once(child, "exit"),
        child.stdout.setEncoding("utf8").toArray(),
        child.stderr.setEncoding("utf8").toArray(),
      ]);
      return { code, err: err.join(""), hits: Number(out.join("")) };
    }),
  );
  for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 0, err: "" });
  expect(filesIn(disk.folder, "content").length).toBeLessThanOrEqual(8);
});
