import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isHeld, lockFolder } from "../../src/watch/folder-lock.ts";
import { temporaryFolder } from "../cache/disk.ts";

const inUse = { code: "database-unavailable", message: expect.stringContaining("is in use by process") };

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, [Symbol.dispose]: remove } = temporaryFolder());
});
afterEach(() => remove());

const module = new URL("../../dist/src/watch/folder-lock.js", import.meta.url);

/** A process that holds the folder. */
async function otherProcess() {
  const code = `import(${JSON.stringify(module)}).then(async ({ lockFolder }) => {
    await lockFolder(${JSON.stringify(folder)});
    console.log("held");
    setInterval(() => {}, 1000);
  })`;
  const child = spawn(process.execPath, ["--eval", code], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}

/** As if the holder had given no sign of life for so many seconds. */
function age(file: string, seconds: number): void {
  const at = new Date(Date.now() - 1000 * seconds);
  utimesSync(join(folder, file), at, at);
}

/** Changes what the lock file says about its holder. */
function alter(file: string, change: object): void {
  const path = join(folder, file);
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...change }));
}

const names = () => readdirSync(folder).sort();

test("one process holds it until it releases it; the next one continues with its files", async () => {
  const first = await lockFolder(folder);
  expect([first.files, isHeld(first.claim)]).toEqual(["postgres", true]);
  await expect(lockFolder(folder)).rejects.toMatchObject(inUse);
  mkdirSync(join(folder, "postgres"));
  first.release();
  const second = await lockFolder(folder);
  expect([second.files, isHeld(first.claim), isHeld(second.claim)]).toEqual(["postgres", false, true]);
  second.release();
  expect(names()).toEqual(["lock-1", "postgres"]);
});

describe("a process on this kernel", () => {
  test("that is stopped, without signs of life, keeps it", async () => {
    const child = await otherProcess();
    child.kill("SIGSTOP");
    age("lock", 3600);
    await expect(lockFolder(folder)).rejects.toMatchObject({
      ...inUse,
      message: expect.stringContaining(`${child.pid}`),
    });
    child.kill("SIGKILL");
  });

  test("that was killed loses it at once, even if another process has its pid by now", async () => {
    const child = await otherProcess();
    mkdirSync(join(folder, "postgres"));
    child.kill("SIGKILL");
    await once(child, "exit");
    alter("lock", { process: process.pid });
    const { files, release } = await lockFolder(folder);
    expect(files).toBe("postgres");
    release();
    expect(names()).toEqual(["lock-1", "postgres"]);
  });

  test("that died before its files were whole leaves the last whole ones to be copied", async () => {
    const child = await otherProcess();
    child.kill("SIGKILL");
    await once(child, "exit");
    alter("lock", { files: "postgres-7" });
    const { files, release } = await lockFolder(folder);
    expect(files).toBe("postgres-1");
    release();
  });
});

describe("a process whose state is uncertain", () => {
  const elsewhere = { host: "elsewhere", process: 1, boot: "another", socket: "holder-x.sock", files: "postgres" };
  const holders: [string, string][] = [
    ["on another kernel", JSON.stringify({ ...elsewhere, released: false })],
    ["of an older version", JSON.stringify({ id: "x", host: hostname(), process: process.pid })],
    ["that died as it wrote its lock", "{"],
    ["whose folder can have no sockets", JSON.stringify({ ...elsewhere, boot: null, socket: null })],
  ];

  test.each(holders)("%s, keeps it while it shows signs of life", async (_who, text) => {
    writeFileSync(join(folder, "lock"), text);
    age("lock", 20);
    await expect(lockFolder(folder)).rejects.toMatchObject(inUse);
  });

  test.each(holders)("%s, is presumed dead later, and its files are left alone", async (_who, text) => {
    writeFileSync(join(folder, "lock"), text);
    mkdirSync(join(folder, "postgres"));
    age("lock", 31);
    const { files, claim, release } = await lockFolder(folder);
    expect([files, isHeld(claim)]).toEqual(["postgres-1", true]);
    release();
  });

  test("that comes back notices the loss, however many holders there were since", async () => {
    const first = await lockFolder(folder);
    alter("lock", elsewhere);
    age("lock", 31);
    for (let taken = 0; taken < 3; taken++) {
      const { claim, release } = await lockFolder(folder);
      expect([isHeld(first.claim), isHeld(claim)]).toEqual([false, true]);
      release();
    }
    first.release();
    expect(names()).toEqual(["lock-3"]);
  });
});

test("only one of many simultaneous takers gets it", async () => {
  writeFileSync(join(folder, "lock"), "{");
  age("lock", 31);
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => lockFolder(folder)));
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", ...Array(4).fill("rejected")]);
  for (const result of results) if (result.status === "fulfilled") result.value.release();
});

test("an unwritable folder is reported", async () => {
  await expect(lockFolder("/proc")).rejects.toMatchObject({ code: "database-unavailable" });
});
