import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { abis, defaultTarget, platforms } from "../src/cpython/target.ts";
import { failOns } from "../src/report/fail-on.ts";
import { temporaryFolder } from "./cache/disk.ts";

interface Step {
  name: string;
  id?: string;
  shell?: string;
  run?: string;
  uses?: string;
  env?: Record<string, string>;
}

const action = parse(readFileSync("action.yml", "utf8"));
const inputs: Record<string, { description: string; default?: string; required?: boolean }> = action.inputs;
const steps: Step[] = action.runs.steps;
const check = steps.find(({ id }) => id === "check");

describe("action.yml", () => {
  test("is a composite action, whose inputs are all documented and used", () => {
    expect(action.runs.using).toBe("composite");
    for (const [name, { description }] of Object.entries(inputs)) {
      expect(description, name).toMatch(/\.$/);
      expect(JSON.stringify(steps), name).toContain(`inputs.${name}`);
    }
  });

  test("has the command line's defaults, and the names of its choices", () => {
    expect(inputs.abi?.default).toBe(defaultTarget.abi);
    expect(inputs.platform?.default).toBe(defaultTarget.platform);
    for (const abi of abis) expect(inputs.abi?.description).toMatch(new RegExp(`\\b${abi}\\b`));
    expect(platforms).toContain(inputs.platform?.default);
    for (const what of failOns) expect(inputs["fail-on"]?.description).toContain(what);
  });

  test("inserts no foreign text into a script", () => {
    for (const { run = "", shell, name } of steps) {
      expect(run, name).not.toContain("${{");
      if (run !== "") expect(shell, name).toBe("bash");
    }
  });

  test("uses other actions at a commit", () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
  });
});

describe("the step that checks", () => {
  const disk = temporaryFolder();
  afterAll(() => disk[Symbol.dispose]());
  const at = (name: string) => join(disk.folder, name);

  beforeEach(() => {
    rmSync(disk.folder, { recursive: true });
    mkdirSync(at("dist/src"), { recursive: true });
    writeFileSync(at("package.json"), '{"type": "module"}');
    // Replaces the command line: records its arguments, and writes the requested files.
    writeFileSync(
      at("dist/src/cli.js"),
      `import { writeFileSync } from "node:fs";
       const called = process.argv.slice(2);
       writeFileSync("called.json", JSON.stringify(called));
       const code = Number(process.env.CODE);
       for (const [, file] of called.map((word) => /^--output=\\w+=(.*)$/.exec(word) ?? [])) {
         const text = file?.endsWith(".json") ? '{ "verdict": "breaks", "findings": [{}, {}] }' : "written\\n";
         if (file && code < 2) writeFileSync(file, text);
       }
       process.exit(code);`,
    );
  });

  /** Runs the step as the runner does, with the inputs' defaults and these. */
  function run(given: Record<string, string>, code = 0, step = check, PATH = process.env.PATH, more = {}) {
    const values: Record<string, string> = { "inputs.target": "v3.15.0b1", ...more };
    for (const [name, { default: value = "" }] of Object.entries(inputs)) values[`inputs.${name}`] ??= value;
    for (const [name, value] of Object.entries(given)) values[`inputs.${name}`] = value;
    values["github.action_path"] = disk.folder;
    values["runner.temp"] = disk.folder;
    const fill = (text: string) => text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name) => values[name] ?? "");
    const env = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, text]) => [name, fill(text)]));
    writeFileSync(at("step.sh"), step?.run ?? "");
    const { status } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "step.sh"], {
      cwd: disk.folder,
      env: {
        ...process.env,
        ...env,
        PATH,
        CODE: String(code),
        GITHUB_OUTPUT: at("output"),
        GITHUB_STEP_SUMMARY: at("summary"),
      },
    });
    const read = (name: string) => (existsSync(at(name)) ? readFileSync(at(name), "utf8") : "");
    const called: string[] = JSON.parse(read("called.json") || "[]");
    return { status, called, output: read("output"), summary: read("summary") };
  }

  test("passes the given inputs to the command line, and no others", () => {
    const { status, called } = run({});
    expect(called).toEqual([
      "check",
      "--target=v3.15.0b1",
      "--abi=cp",
      "--platform=linux_x86_64",
      "--fail-on=breaking",
      `--output=sarif=${at("capidiff.sarif")}`,
      `--output=markdown=${at("capidiff.md")}`,
      `--output=json=${at("capidiff.json")}`,
      "--",
      ".",
    ]);
    expect(status).toBe(0);
  });

  test("with all inputs", () => {
    const { called } = run({
      paths: "src\n\ninclude files\r\n",
      baseline: "v3.13.5",
      "limited-api": "3.12",
      suppressions: "known.toml",
      "all-versions": "true",
      "upload-sarif": "false",
    });
    const options = ["--baseline=v3.13.5", "--limited-api=3.12", "--suppressions=known.toml", "--all-versions"];
    expect(called.slice(8)).toEqual([...options, "--format=github", "--", "src", "include files"]);
  });

  test("never treats an input as a command, an option or a pattern", () => {
    const hostile = ['$(touch pwned); "`touch pwned`" \'', "--help", "*", "a;touch pwned"];
    const { called } = run({ paths: hostile.join("\n"), target: "$(touch pwned)", baseline: "' --help" });
    expect(called).toEqual(expect.arrayContaining(["--target=$(touch pwned)", "--baseline=' --help"]));
    expect(called.slice(called.indexOf("--") + 1)).toEqual(hostile);
    expect(existsSync(at("pwned"))).toBe(false);
  });

  test("has the exit code of the check, after writing the summary and the output", () => {
    const { status, output, summary } = run({}, 1);
    expect(status).toBe(1);
    expect(summary).toBe("written\n");
    expect(output).toBe(`sarif=${at("capidiff.sarif")}\nverdict=breaks\nfindings=2\n`);
  });

  test("outputs no file if the check failed, even if an old one exists", () => {
    writeFileSync(at("capidiff.sarif"), "old");
    const { status, output, summary } = run({}, 2);
    expect(status).toBe(2);
    expect([output, summary]).toEqual(["", ""]);
  });

  /** Puts a program first in PATH that records its arguments in `NAME.called`, and prints the given output. */
  function stand(name: string, prints = ""): string {
    writeFileSync(at(name), `#!/bin/sh\nprintf '%s\\n' "$@" >>${at(name)}.called\n${prints}`, { mode: 0o755 });
    return `${disk.folder}:${process.env.PATH}`;
  }

  test("runs a released version if named, without a build", () => {
    expect(steps.find(({ name }) => name === "Build capidiff")).toMatchObject({ if: "inputs.version == ''" });
    run({ version: "0.1.0" }, 0, check, stand("npx"));
    expect(readFileSync(at("npx.called"), "utf8")).toMatch(/^--yes\ncapidiff@0\.1\.0\ncheck\n--target=v3\.15\.0b1\n/);
  });

  test.each([
    ["writes a comment where there is none", "", "POST", "repos/o/r/issues/7/comments"],
    ["and the same one anew where there is one", "42", "PATCH", "repos/o/r/issues/comments/42"],
  ])("%s", (_, id, method, path) => {
    writeFileSync(at("capidiff.md"), "# breaks\n");
    const comment = steps.find((step) => step.id === "comment");
    const PATH = stand("gh", `case "$*" in *--paginate*) echo ${id};; esac\n`);
    const values = { "github.repository": "o/r", "github.event.pull_request.number": "7" };
    expect(run({}, 0, comment, PATH, values).status).toBe(0);
    const called = readFileSync(at("gh.called"), "utf8").split("\n");
    expect(called.slice(called.lastIndexOf("api"), -1)).toEqual([
      "api",
      "--silent",
      "--method",
      method,
      path,
      "--field",
      `body=@${at("capidiff-comment.md")}`,
    ]);
    expect(readFileSync(at("capidiff-comment.md"), "utf8")).toBe(
      "<!-- capidiff v3.15.0b1 cp linux_x86_64 -->\n# breaks\n",
    );
  });
});
