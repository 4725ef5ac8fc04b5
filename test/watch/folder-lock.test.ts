import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockFolder } from "../../src/watch/folder-lock.ts";
import { temporaryFolder } from "../cache/disk.ts";

const inUse = { code: "database-unavailable", message: expect.stringContaining("is in use by process") };

/** A folder with the lock of another process. */
function locked(holder: object | string, age = 0) {
  const { folder, [Symbol.dispose]: remove } = temporaryFolder();
  const file = join(folder, "lock");
  writeFileSync(file, typeof holder === "string" ? holder : JSON.stringify({ id: "other", ...holder }));
  const at = new Date(Date.now() - age);
  utimesSync(file, at, at);
  return { folder, file, [Symbol.dispose]: remove };
}

test("one has it, until it lets go", async () => {
  const { folder, [Symbol.dispose]: remove } = temporaryFolder();
  const unlock = await lockFolder(folder);
  const { id } = JSON.parse(readFileSync(join(folder, "lock"), "utf8"));
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  await unlock();
  await (await lockFolder(folder))();
  remove();
});

test("a living process keeps it, here or on another host", async () => {
  using here = locked({ host: hostname(), process: process.ppid });
  await expect(lockFolder(here.folder)).rejects.toMatchObject(inUse);
  using there = locked({ host: "elsewhere", process: 1 }, 20_000);
  await expect(lockFolder(there.folder)).rejects.toMatchObject(inUse);
  expect(JSON.parse(readFileSync(there.file, "utf8")).id).toBe("other");
});

test.each<[string, object | string, number?]>([
  ["one that is gone", { host: hostname(), process: 2 ** 22 + 1 }],
  ["one with our number: a container that was started again", { host: hostname(), process: process.pid }],
  ["one on another host that said nothing for long", { host: "elsewhere", process: 1 }, 31_000],
  ["one whose number another process here has by now", { host: hostname(), process: process.ppid }, 31_000],
  ["one that died as it wrote it", "{"],
])("it is taken from %s", async (_who, holder, age = 0) => {
  using lock = locked(holder, age);
  const unlock = await lockFolder(lock.folder);
  expect(JSON.parse(readFileSync(lock.file, "utf8")).process).toBe(process.pid);
  await unlock();
});

test("of two that take it at the same moment one has it", async () => {
  using lock = locked({ host: hostname(), process: 2 ** 22 + 1 });
  const results = await Promise.allSettled([lockFolder(lock.folder), lockFolder(lock.folder)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a folder that cannot be written is told", async () => {
  await expect(lockFolder("/proc")).rejects.toMatchObject({ code: "database-unavailable" });
});
