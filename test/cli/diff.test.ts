import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../cache/disk.ts";
import { Remote } from "../cpython/remote.ts";
import { miniature } from "../manifest/miniature.ts";
import { bash } from "./run.ts";

/** A remote whose second release lost a macro that is compiled into extensions: source breaks, binaries do not. */
const disk = temporaryFolder();
const env = { CAPIDIFF_DATA_DIR: join(disk.folder, "data"), CPYTHON_REPO: "" };
beforeAll(() => {
  const remote = new Remote(join(disk.folder, "remote"));
  const release = (tag: string, header: string) => {
    const { files } = miniature({ "Include/test.h": header });
    remote.commit(Object.fromEntries([...files].map(([path, { text }]) => [path, text])), tag);
  };
  const both = "#define PyTest_B 1\n#ifdef Py_GIL_DISABLED\n#define PyTest_Free 1\n#endif\n";
  release("v3.13.0", `#define PyTest_A 1\n${both}`);
  release("v3.13.1", both);
  env.CPYTHON_REPO = remote.url;
});
afterAll(() => disk[Symbol.dispose]());

/** Runs in a folder of its own. */
const run = (line: string) => bash(`cd "${disk.folder}"; ${line}`, env);
const entry = (symbol: string, expires: string) =>
  `[[suppress]]\nsymbol = "${symbol}"\nreason = "not used by us"\nexpires = ${expires}\n`;

describe("capidiff diff", () => {
  test.each([
    [
      "PyTest_Bb",
      "capidiff: warning: Neither v3.13.0 nor v3.13.1 has a name PyTest_Bb. Did you mean PyTest_B, PyTest_A?\n",
    ],
    [
      "PyTest_F*",
      "capidiff: warning: Neither v3.13.0 nor v3.13.1 has a name PyTest_F* for this target; others do: cpt.\n",
    ],
    ["PyTest_B", ""],
    ["PyBox*", ""],
  ])("of %s, without a change, warns if there is no such name", async (symbol, warning) => {
    const { stdout, stderr, code } = await run(`capidiff diff v3.13.0 v3.13.1 --symbol '${symbol}'`);
    expect(stdout).toMatch(/^0 changes$/m);
    expect({ code, warning: stderr.match(/^.*warning.*\n/m)?.[0] ?? "" }).toEqual({ code: 0, warning });
  });

  test.each([
    ["", 0],
    ["--fail-on never", 0],
    ["--fail-on source", 1],
    ["--fail-on risky", 1],
    ["--fail-on binary", 0],
    ["--fail-on source --symbol PyTest_B", 0],
  ])("with %j ends with %i", async (options, code) => {
    const { stdout, ...ended } = await run(`capidiff diff v3.13.0 v3.13.1 ${options}`);
    expect(ended.code).toBe(code);
    expect(stdout).toMatch(options.endsWith("PyTest_B") ? /^0 changes$/m : /^Breaks source.*\n +PyTest_A +is gone/m);
  });

  test("takes the refs as options, HEAD, and the refs of a clone", async () => {
    const outputs = [
      "capidiff diff v3.13.0 v3.13.1",
      "capidiff diff --from v3.13.0 --to v3.13.1",
      "capidiff diff --to v3.13.1 v3.13.0",
      "capidiff diff v3.13.0 HEAD",
      "capidiff diff ./remote:v3.13.0 ./remote:HEAD",
    ].map(async (line) => (await run(line)).stdout.replace(/^.*\n/, ""));
    const [first, ...others] = await Promise.all(outputs);
    expect(first).toMatch(/^ +PyTest_A +is gone/m);
    for (const other of others) expect(other).toBe(first);
  });

  test.each([
    ["v3.13.0", "missing required argument 'to'"],
    ["--to v3.13.0", "missing required argument 'from'"],
    ["v3.13.0 v3.13.1 main", "too many arguments"],
    ["v3.13.0 main --to v3.13.1", "too many arguments: main"],
    ["v3.13.0 ./nowhere:HEAD", "nowhere"],
  ])("says what is wrong with %j", async (refs, message) => {
    const { code, stderr } = await run(`capidiff diff ${refs}`);
    expect(code).toBeGreaterThan(1);
    expect(stderr).toContain(message);
  });

  test("exits with 1 even if its reader closes the pipe", async () => {
    const { stdout } = await run("capidiff diff v3.13.0 v3.13.1 --fail-on source | head -c 1 > one; echo $PIPESTATUS");
    expect(stdout).toBe("1\n");
  });

  test.each(["", "2>&1"])(
    "what was built is kept even if the reader of it closes the pipe: manifest %s | true",
    async (all) => {
      const kept = "echo $PIPESTATUS; ls piped/index/*; rm -r piped";
      const { stdout } = await run(`CAPIDIFF_DATA_DIR=piped capidiff manifest v3.13.1 ${all} | true; ${kept}`);
      expect(stdout).toMatch(/^0\n[\s\S]*linux_x86_64/);
    },
  );

  test("is not coloured in a pipe", async () => {
    const { stdout } = await run("capidiff diff v3.13.0 v3.13.1");
    expect(stdout).not.toContain("\x1b");
  });

  test("reads capidiff.toml of the working directory: suppressed changes are marked, and are no findings", async () => {
    const file = join(disk.folder, "capidiff.toml");
    writeFileSync(file, entry("PyTest_*", "9999-12-31"));
    const { stdout, code } = await run("capidiff diff v3.13.0 v3.13.1 --fail-on source");
    rmSync(file);
    expect(stdout).toContain("1 change, 1 of them suppressed");
    expect(stdout).toContain("suppressed until 9999-12-31: not used by us");
    expect(code).toBe(0);
  });

  test("warns of a suppression that nothing needs", async () => {
    writeFileSync(join(disk.folder, "known.toml"), entry("PyNothing", "9999-12-31"));
    const { stderr, code } = await run("capidiff diff v3.13.0 v3.13.1 --fail-on source --suppressions known.toml");
    expect(stderr).toContain(
      'capidiff: warning: known.toml: entry 1 (symbol = "PyNothing") matches no listed change.\n',
    );
    expect(code).toBe(1);
  });

  test("refuses a suppression that is over before anything is fetched", async () => {
    writeFileSync(join(disk.folder, "over.toml"), entry("PyTest_A", "2020-12-31"));
    const { stdout, stderr, code } = await run(
      "CPYTHON_REPO=/nowhere capidiff diff v3.13.0 v3.13.1 --suppressions over.toml",
    );
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
    expect(stderr).toContain('over.toml: entry 1 (symbol = "PyTest_A"): it expired after 2020-12-31.');
  });
});
