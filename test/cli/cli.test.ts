import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { packageVersion } from "../../src/package.ts";
import { temporaryFolder } from "../cache/disk.ts";
import { bash, capidiff, cli, ended, listening, start } from "./run.ts";

describe("capidiff", () => {
  test("--version says its version, on stdout", async () => {
    expect(await capidiff(["--version"])).toEqual({ stdout: `${packageVersion}\n`, stderr: "", code: 0 });
  });

  test("--help shows commands and examples", async () => {
    const { stdout, code } = await capidiff(["--help"]);
    expect(code).toBe(0);
    for (const text of ["refs", "manifest", "diff", "layout", "rules", "serve", "capidiff diff v3.11.2 v3.13.5"]) {
      expect(stdout).toContain(text);
    }
  });

  test("without a command lists the commands", async () => {
    const { stdout, stderr, code } = await capidiff([]);
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
    expect(stderr).toContain("Commands:");
  });

  test.each([
    [["dif", "a", "b"], /unknown command 'dif'\s+\(Did you mean diff\?\)/],
    [["diff", "v3.11.2"], /missing required argument 'to'/],
    [["diff", "a", "b", "c"], /too many arguments/],
    // Options of the program and of other commands are none of this one's.
    [["diff", "--version"], /unknown option '--version'/],
    [["diff", "a", "b", "--name", "x"], /unknown option '--name'/],
    [["usage", "add", "a.c", "--into", "x", "--version"], /option '--version <version>' argument missing/],
    [["diff", "a", "b", "--abii", "cp"], /unknown option '--abii'\s+\(Did you mean --abi\?\)/],
    [["diff", "a", "b", "--abi", "cp313"], /Allowed choices are cp, cpt, cpd, cptd, abi3, abi3t/],
    [["diff", "a", "b", "--limited-api", "12"], /Expected a version such as 3\.12/],
    [["refs", "--series", "three"], /Expected a series such as 3\.13/],
    [["layout", "v3.13.5"], /name refs or ranges, and then a struct/],
    [["layout", "a", "b", "c", "--format", "rust"], /--format rust needs exactly one ref on one platform/],
    [["layout", "3.8..3.9", "c", "--format", "go"], /--format go needs exactly one ref on one platform/],
    [
      ["diff", "a", "b", "--format", "xml"],
      /Allowed choices are text, json, markdown, whatsnew, sarif, junit, github, jsonl/,
    ],
    [["diff", "a", "b", "--fail-on", "any"], /Allowed choices are source, binary, breaking, risky, never/],
  ])("%j is a usage error", async (args, said) => {
    const { stdout, stderr, code } = await capidiff(args);
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
    expect(stderr).toMatch(said);
    expect(stderr).toContain("capidiff help");
  });

  test("a version of the limited API is a mistake without its ABI", async () => {
    const { stderr, code } = await capidiff(["diff", "a", "b", "--limited-api", "3.12"], { CPYTHON_REPO: "/nowhere" });
    expect(code).toBe(2);
    expect(stderr).toContain("A limited API version requires the ABI abi3 or abi3t, not cp.");
  });

  test("debug-offsets says that a file is missing", async () => {
    const { stderr, code } = await capidiff(["debug-offsets", "/nowhere/libpython3.13.so"], {
      CPYTHON_REPO: "/nowhere",
    });
    expect(code).toBe(2);
    expect(stderr).toContain("There is no file /nowhere/libpython3.13.so; as a ref:");
  });

  test.each([[".."], ["-x"], ["a b"], ["a\u0007b"]])("a ref %j is refused before anything is fetched", async (ref) => {
    using data = temporaryFolder();
    const { stdout, stderr, code } = await capidiff(["manifest", ref], {
      CAPIDIFF_DATA_DIR: data.folder,
      CPYTHON_REPO: "/nowhere",
    });
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
    expect(stderr).not.toContain("nowhere");
  });

  test("names every problem of the configuration and ends with 3", async () => {
    const { stderr, code } = await capidiff(["refs"], { PORT: "many", LOG_LEVEL: "loud" });
    expect(code).toBe(3);
    expect(stderr).toMatch(/capidiff: .*PORT must be .*LOG_LEVEL must be /);
  });

  test("names an unreachable remote and exits with 3", async () => {
    using data = temporaryFolder();
    const env = { CAPIDIFF_DATA_DIR: data.folder, CPYTHON_REPO: `${data.folder}/nothing-here` };
    const { stdout, stderr, code } = await capidiff(["refs"], env);
    expect({ stdout, code }).toEqual({ stdout: "", code: 3 });
    expect(stderr).toContain("CPYTHON_REPO");
  });

  test("refuses an unknown rule with the rules there are", async () => {
    const { stderr, code } = await capidiff(["diff", "v3.11.2", "v3.13.5", "--rule", "symbol-gone"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Unknown rule "symbol-gone".*symbol-removed/);
  });

  test("lists the rules as text and as JSON", async () => {
    expect((await capidiff(["rules"])).stdout).toMatch(/symbol-added +compatible +compatible +Checks that/);
    expect(JSON.parse((await capidiff(["rules", "--format", "json"])).stdout).rules.length).toBeGreaterThan(5);
  });

  test("is quiet when the reader of its output closes the pipe", async () => {
    const { stdout, stderr } = await bash(`capidiff help | head -1; capidiff rules --format json | head -c 1`);
    expect(stdout).toMatch(/^Usage/);
    expect(stderr).toBe("");
  });

  test("reports that its output cannot be written", async () => {
    const { stderr, code } = await bash("capidiff rules > /dev/full");
    expect(stderr).toMatch(/capidiff: Cannot write the output.*ENOSPC/);
    expect(code).toBe(3);
  });

  test("serve runs the service", async () => {
    using data = temporaryFolder();
    const child = start(cli, ["serve", "--port", "0"], { CAPIDIFF_DATA_DIR: data.folder, CPYTHON_REPO: "/nowhere" });
    const base = await listening(child);
    expect((await fetch(`${base}/livez`)).status).toBe(200);
    const refs = await fetch(`${base}/v1/refs`);
    expect(await refs.json()).toMatchObject({ code: "remote-unreachable", status: 502 });
    child.kill("SIGINT");
    expect((await once(child, "exit"))[0]).toBe(0);
  });

  test("serve explains a wrong configuration like any other command", async () => {
    const { stderr, code } = await capidiff(["serve", "--port", "abc"]);
    expect(stderr).toMatch(/^capidiff: Invalid configuration: PORT must be a whole number/);
    expect(code).toBe(3);
  });

  test("serve continues and shuts down cleanly when its log's reader is gone", async () => {
    using data = temporaryFolder();
    const child = start(cli, ["serve", "--port", "0"], { CAPIDIFF_DATA_DIR: data.folder, CPYTHON_REPO: "/nowhere" });
    const base = await listening(child);
    child.stdout?.destroy();
    for (let request = 0; request < 20; request++) expect((await fetch(`${base}/livez`)).status).toBe(200);
    child.kill("SIGINT");
    expect((await once(child, "exit"))[0]).toBe(0);
  });

  test("ends with 130 at an interrupt, in one plain line of progress", async () => {
    using data = temporaryFolder();
    // A remote that accepts and says nothing.
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as { port: number };
    const child = start(cli, ["refs"], {
      CAPIDIFF_DATA_DIR: data.folder,
      CPYTHON_REPO: `git://127.0.0.1:${port}/cpython`,
    });
    const run = ended(child);
    await once(silent, "connection");
    await sleep(1500);
    child.kill("SIGINT");
    expect(await run).toEqual({ stdout: "", stderr: "capidiff: looking up tags and branches …\n", code: 130 });
    silent.close();
  });
});
