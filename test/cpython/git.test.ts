import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Git } from "../../src/cpython/git.ts";
import { temporaryFolder } from "../cache/disk.ts";
import { processesWith } from "../server/remotes.ts";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));

let data: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  data = temporaryFolder();
});
afterEach(() => {
  vi.unstubAllEnvs();
  data[Symbol.dispose]();
});

/** A git that runs this line of sh; its processes are recognized by the mark. */
function fakeGit(line: string): { git(silence: number, length?: number): Git; processes(): Promise<string[]> } {
  writeFileSync(join(data.folder, "git"), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  vi.stubEnv("PATH", `${data.folder}:${process.env.PATH}`);
  vi.stubEnv("CAPIDIFF_TEST_MARK", data.folder);
  const processes = async () => {
    const all = await processesWith(`CAPIDIFF_TEST_MARK=${data.folder}`);
    return all.filter((line) => line.includes("CAPIDIFF_GIT_RUN="));
  };
  return { git: (silence, length) => new Git(silence, length), processes };
}

describe("git is ended with its helpers", () => {
  test("when it is silent for too long", async () => {
    const { git, processes } = fakeGit("sleep 1000 & wait");
    await expect(git(200).run(data.folder, ["fetch"])).rejects.toMatchObject({
      code: "timeout",
      message: "git fetch produced no output in time.",
    });
    expect(await processes()).toEqual([]);
  });

  test("when it runs for too long", async () => {
    const { git, processes } = fakeGit("while :; do echo . >&2; sleep 0.05; done");
    await expect(git(60_000, 500).run(data.folder, ["fetch"])).rejects.toMatchObject({
      code: "timeout",
      message: "git fetch did not finish in time.",
    });
    expect(await processes()).toEqual([]);
  });

  test("when it is no longer wanted, and none is started after that", async () => {
    const fake = fakeGit("sleep 1000 & wait");
    const { processes } = fake;
    const git = fake.git(60_000);
    const failure = expect(git.run(data.folder, ["fetch"])).rejects.toMatchObject({ code: "stopping" });
    while ((await processes()).length < 2);
    await git.close();
    expect(await processes()).toEqual([]);
    await failure;
    await expect(git.run(data.folder, ["fetch"])).rejects.toMatchObject({ code: "stopping" });
  });
});

test("all output of git is read, even if it comes late", async () => {
  const { git } = fakeGit("(sleep 0.5; echo late) & echo early");
  expect(await git(60_000).run(data.folder, ["ls-remote"])).toBe("early\nlate\n");
});

test("a process whose git has ended exits", async () => {
  const script = `
    import { Git } from ${JSON.stringify(pathToFileURL(join(dist, "src/cpython/git.js")).href)};
    await new Git(60_000).run(${JSON.stringify(data.folder)}, ["version"]);
    console.log(process.getActiveResourcesInfo().filter((name) => name === "Timeout"));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  expect(stdout).toBe("[]\n");
});
