import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Repository, type RepositoryOptions } from "../../src/cpython/repository.ts";
import { Remote } from "./remote.ts";

const dist = fileURLToPath(new URL("../../dist/src/cpython/", import.meta.url));

let folder: string;
let remote: Remote;
let warnings: string[];
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "capidiff-test-"));
  remote = new Remote(join(folder, "remote"));
  for (let i = 1; i <= 3; i++) remote.commit(headers(i), `v3.13.${i}`);
  warnings = [];
});

afterEach(() => {
  for (const { pid } of children.splice(0)) if (pid !== undefined) kill(pid);
  rmSync(folder, { recursive: true, force: true });
});

/** The headers of release `i`, with incompressible text, so that packs store it as it is. */
function headers(i: number): Record<string, string> {
  const noise = Array.from({ length: 3000 }, (_, n) => ((n * n * 7919 * i) >> 3).toString(36)).join(" ");
  return { "Include/Python.h": `int v${i};\n`, "Include/object.h": `/* ${noise} */\n` };
}

function repository(options: RepositoryOptions = {}): Repository {
  return new Repository(remote.url, join(folder, "data"), { warn: (message) => warnings.push(message), ...options });
}

const text = async (repository: Repository, ref: string) =>
  (await repository.tree(ref)).files.get("Include/Python.h")?.text;

const folders = () => join(folder, "data", "repositories");
const path = (end: string) => {
  const git = readdirSync(folders()).find((name) => name.endsWith(".git")) as string;
  return join(folders(), git.replace(/\.git$/, end));
};
const gitDir = () => path(".git");
const packFiles = (suffix: string) => {
  const pack = join(gitDir(), "objects", "pack");
  return readdirSync(pack)
    .filter((name) => name.endsWith(suffix))
    .map((name) => join(pack, name));
};

/** Runs our code in a process of its own, in a group of its own with all that it starts. */
function run(script: string): ChildProcess {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return child;
}

const imported = (name: string, file: string) =>
  `import { ${name} } from ${JSON.stringify(pathToFileURL(dist + file).href)};`;

/** A whole group of processes. */
function kill(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

describe("leftovers of a killed process", () => {
  const left = [
    "shallow.lock",
    "config.lock",
    "shallow_Xk3zQ1",
    "capidiff-refs.0d1c7a52-1f0e-4c0e-8a53-2f3d7a3c1b11",
    "objects/pack/tmp_pack_Xk3zQ1",
    "objects/pack/tmp_idx_Xk3zQ1",
    "objects/info/commit-graph.lock",
    "objects/ab/tmp_obj_Xk3zQ1",
    `objects/pack/pack-${"1".repeat(40)}.keep`,
    `objects/pack/pack-${"2".repeat(40)}.pack`,
    `objects/pack/pack-${"2".repeat(40)}.promisor`,
  ];

  test("neither block fetches nor stay", async () => {
    await text(repository(), "v3.13.1");
    mkdirSync(join(gitDir(), "objects", "ab"));
    for (const file of left) writeFileSync(join(gitDir(), file), "");
    mkdirSync(`${gitDir()}.0d1c7a52-1f0e-4c0e-8a53-2f3d7a3c1b11`);
    expect(await text(repository(), "v3.13.2")).toBe("int v2;\n");
    expect(left.filter((file) => existsSync(join(gitDir(), file)))).toEqual([]);
    expect(readdirSync(folders()).map((name) => name.replace(/^[0-9a-f]+/, ""))).toEqual([".git", ".lock"]);
    expect(await text(repository(), "v3.13.1")).toBe("int v1;\n");
    expect(warnings).toEqual([]);
  });

  test("a git of it that is still at work is ended first", async () => {
    await text(repository(), "v3.13.1");
    const orphan = spawn("sleep", ["1000"], { env: { ...process.env, CAPIDIFF_GIT_WRITES: gitDir() } });
    const ended = once(orphan, "exit");
    writeFileSync(join(gitDir(), "shallow.lock"), "");
    expect(await text(repository(), "v3.13.2")).toBe("int v2;\n");
    expect(await ended).toEqual([null, "SIGTERM"]);
  });

  test("is gone after the next fetch, at whatever moment it was killed", async () => {
    for (let i = 4; i <= 9; i++) remote.commit(headers(i), `v3.13.${i}`);
    await text(repository(), "v3.13.1");
    const data = JSON.stringify(join(folder, "data"));
    for (let i = 2; i <= 8; i += 2) {
      const child = run(`
        ${imported("Repository", "repository.js")}
        console.log("ready");
        await new Repository(${JSON.stringify(remote.url)}, ${data}).tree("v3.13.${i}");
      `);
      await once(child.stdout as NonNullable<ChildProcess["stdout"]>, "data");
      await sleep(40 * i);
      kill(child.pid as number);
      expect(await text(repository(), `v3.13.${i + 1}`)).toBe(`int v${i + 1};\n`);
      expect(await text(repository(), `v3.13.${i}`)).toBe(`int v${i};\n`);
    }
    const files = readdirSync(gitDir(), { recursive: true }) as string[];
    expect(files.filter((file) => /lock|tmp|keep|capidiff-refs\.|shallow_/.test(file))).toEqual([]);
    expect(warnings).toEqual([]);
  });
});

describe("another process that fetches", () => {
  /** A process that holds the lock and does nothing more. */
  async function holder(): Promise<number> {
    await repository().refs();
    const child = run(`
      ${imported("lockFile", "file-lock.js")}
      await lockFile(${JSON.stringify(path(".lock"))}, () => {});
      console.log("held");
      setInterval(() => {}, 1000);
    `);
    await once(child.stdout as NonNullable<ChildProcess["stdout"]>, "data");
    return child.pid as number;
  }

  test("is waited for until it ends, however it ends", async () => {
    const pid = await holder();
    let isThere = false;
    const answer = text(repository(), "v3.13.1").finally(() => {
      isThere = true;
    });
    await sleep(500);
    expect(isThere).toBe(false);
    kill(pid);
    expect(await answer).toBe("int v1;\n");
  });

  test("is not waited for forever, and is named; a stopped one keeps its lock", async () => {
    const pid = await holder();
    process.kill(pid, "SIGSTOP");
    await repository().refs();
    const impatient = repository({ timeout: 30, refsMaxAge: 60_000 });
    await expect(impatient.tree({ ref: "x", commit: "1".repeat(40), kind: "commit" })).rejects.toMatchObject({
      code: "timeout",
      message: expect.stringMatching(`held for too long by process ${pid}`),
    });
  });

  test("is not waited for during shutdown", async () => {
    await holder();
    const ending = repository();
    const failure = expect(ending.tree("v3.13.1")).rejects.toMatchObject({ code: "stopping" });
    await sleep(300);
    await ending.close();
    await failure;
  });
});

describe("a damaged clone", () => {
  const flip = (file: string, at: number) => {
    const bytes = readFileSync(file);
    const place = Math.floor(bytes.length * at);
    bytes[place] = (bytes[place] as number) ^ 0xff;
    rmSync(file);
    writeFileSync(file, bytes);
  };
  const all = (suffix: string, damage: (file: string) => void) => () => packFiles(suffix).forEach(damage);

  test.each<[string, () => void]>([
    ["a byte flipped in the middle of each pack", all(".pack", (file) => flip(file, 0.5))],
    ["a byte flipped where each index has offsets", all(".idx", (file) => flip(file, 0.95))],
    ["packs cut short", all(".pack", (file) => truncateSync(file, 10))],
    ["no objects", () => rmSync(join(gitDir(), "objects"), { recursive: true })],
    ["zeros for a configuration", () => writeFileSync(join(gitDir(), "config"), Buffer.alloc(300))],
    ["nonsense in shallow", () => writeFileSync(join(gitDir(), "shallow"), "nonsense\n")],
  ])("with %s gives right answers, and is made anew where git needs it", async (_, damage) => {
    await text(repository(), "v3.13.1");
    damage();
    expect(await text(repository(), "v3.13.1")).toBe("int v1;\n");
    expect(await text(repository(), "v3.13.2")).toBe("int v2;\n");
    const { files } = await repository().tree("v3.13.1");
    expect(files.get("Include/object.h")?.text).toBe(headers(1)["Include/object.h"]);
    expect(warnings.length).toBeLessThan(2);
  });

  test("is reported and moved aside, and known refs are kept", async () => {
    await text(repository(), "v3.13.1");
    rmSync(join(gitDir(), "objects"), { recursive: true });
    renameSync(remote.path, `${remote.path}.away`);
    const refs = await repository().refs();
    expect(refs.map(({ name }) => name)).toContain("v3.13.2");
    renameSync(`${remote.path}.away`, remote.path);
    await text(repository(), "v3.13.1");
    expect(warnings).toEqual([expect.stringMatching(/^The clone .*\.git was damaged: .*\.damaged/)]);
    expect(existsSync(path(".damaged"))).toBe(true);
  });

  test("is kept while the remote is unreachable: readable parts are used, and the rest reports the remote", async () => {
    const refsMaxAge = 60_000;
    await text(repository({ refsMaxAge }), "v3.13.1");
    const before = new Set(packFiles(".pack"));
    await text(repository({ refsMaxAge }), "v3.13.2");
    for (const file of packFiles(".pack")) if (!before.has(file)) flip(file, 0.5);
    renameSync(remote.path, `${remote.path}.away`);
    expect(await text(repository({ refsMaxAge }), "v3.13.1")).toBe("int v1;\n");
    await expect(text(repository({ refsMaxAge }), "v3.13.2")).rejects.toMatchObject({ code: "remote-unreachable" });
    renameSync(`${remote.path}.away`, remote.path);
    expect(await text(repository({ refsMaxAge }), "v3.13.2")).toBe("int v2;\n");
  });

  test("is replaced once, by however many processes it is found", async () => {
    await text(repository(), "v3.13.1");
    for (const file of packFiles(".pack")) truncateSync(file, 10);
    const texts = await Promise.all([1, 2, 3].map(() => text(repository(), "v3.13.1")));
    expect(texts).toEqual(["int v1;\n", "int v1;\n", "int v1;\n"]);
    expect(warnings).toHaveLength(1);
  });
});

test("a fault of the remote is not treated as damage", async () => {
  await text(repository(), "v3.13.1");
  rmSync(join(remote.path, "objects"), { recursive: true });
  await expect(repository({ refsMaxAge: 60_000 }).tree("v3.13.2")).rejects.toMatchObject({
    code: "remote-unreachable",
  });
  expect(existsSync(path(".damaged"))).toBe(false);
});
