/** Runs the snippets of docs/ci.md as they are. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { temporaryFolder } from "./cache/disk.ts";
import { releaseTree } from "./check/releases.ts";
import { bash, listening, server, start } from "./cli/run.ts";
import { Remote } from "./cpython/remote.ts";

const page = readFileSync("docs/ci.md", "utf8");
const blocks = (language: string) =>
  Array.from(page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms")), ([, text = ""]) => text);
const [github, gitlab] = blocks("yaml").map((text) => parse(text));

describe("the workflow of GitHub", () => {
  const { inputs } = parse(readFileSync("action.yml", "utf8"));

  test("sets only inputs of the action, including all required ones", () => {
    const given = github.jobs.capidiff.steps.at(-1).with;
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
    for (const [name, input] of Object.entries<{ required?: boolean }>(inputs)) {
      if (input.required) expect(given).toHaveProperty([name]);
    }
  });

  test("is documented by a table of all inputs with their defaults", () => {
    const rows = [...page.matchAll(/^\| (`[^|]*`) \| ([^|]*) \|$/gm)];
    const reported = rows.flatMap(([, names = "", what = ""]) => {
      const values = [...(/\((`.*`)\)$/.exec(what)?.[1] ?? "").matchAll(/`([^`]*)`/g)].map(([, value]) => value);
      return [...names.matchAll(/`([^`]*)`/g)].map(([, name], index) => [name, values[index]]);
    });
    const defaults = Object.entries<{ default?: string }>(inputs).map(([name, input]) => [name, input.default]);
    expect(Object.fromEntries(reported)).toEqual(Object.fromEntries(defaults));
  });
});

describe("in a project whose extension uses a removed name", () => {
  const disk = temporaryFolder();
  const env: Record<string, string> = { CAPIDIFF_DATA_DIR: join(disk.folder, "data") };
  let service: ChildProcess;

  beforeAll(async () => {
    const remote = new Remote(join(disk.folder, "remote"));
    const release = (tag: string, header: string) => {
      const { files } = releaseTree(tag, header);
      remote.commit(Object.fromEntries([...files].map(([path, { text }]) => [path, text])), tag);
    };
    release("v3.14.0", "#define PyTest_A 1\n#define PyTest_B 1\n");
    release("v3.15.0b1", "#define PyTest_B 1\n");
    mkdirSync(join(disk.folder, "src"));
    writeFileSync(
      join(disk.folder, "src/extension.c"),
      "#include <Python.h>\n#include <test.h>\nint gone = PyTest_A;\n",
    );
    symlinkSync(resolve("."), join(disk.folder, "capidiff"));
    env.CPYTHON_REPO = remote.url;
    service = start(server, [], { ...env, PORT: "0" });
    env.CAPIDIFF = await listening(service);
  }, 180_000);
  afterAll(async () => {
    service.kill();
    await once(service, "exit");
    disk[Symbol.dispose]();
  });

  const run = (line: string) => bash(`cd "${disk.folder}"; ${line}`, env);

  test("GitLab's job fails, with its report", async () => {
    const { code, stdout, stderr } = await run(gitlab.capidiff.script.join("\n"));
    expect(stderr).not.toContain("error");
    expect(code, stdout).toBe(1);
    expect(stdout).toContain("src/extension.c:3:12");
    const report = readFileSync(join(disk.folder, gitlab.capidiff.artifacts.reports.junit), "utf8");
    expect(report).toContain('name="PyTest_A" file="src/extension.c" line="3"');
  }, 180_000);

  test("curl gets the answer, and its verdict fails a job", async () => {
    const [ask = "", judge = ""] = blocks("bash");
    const asked = await run(ask);
    expect(asked.stdout + asked.stderr).toBe("");
    expect(asked.code).toBe(0);
    const check = JSON.parse(readFileSync(join(disk.folder, "check.json"), "utf8"));
    expect(check, JSON.stringify(check)).toHaveProperty("findings");
    expect(check.findings).toMatchObject([{ used: { name: "PyTest_A" }, places: [{ line: 3 }] }]);
    expect((await run(judge)).code).toBe(1);
  }, 180_000);
});
