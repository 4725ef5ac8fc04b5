import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Check } from "../../src/check/model.ts";
import { temporaryFolder } from "../cache/disk.ts";
import { releaseTree } from "../check/releases.ts";
import { Remote } from "../cpython/remote.ts";
import { bash } from "./run.ts";

/** 3.14 lost PyTest_Gone, and has deprecated PyTest_Old. */
const disk = temporaryFolder();
const env = { CAPIDIFF_DATA_DIR: join(disk.folder, "data"), CPYTHON_REPO: "" };
beforeAll(() => {
  const remote = new Remote(join(disk.folder, "remote"));
  const release = (tag: string, header: string) => {
    const { files } = releaseTree(tag, header);
    remote.commit(Object.fromEntries([...files].map(([path, { text }]) => [path, text])), tag);
  };
  release("v3.13.0", "PyAPI_FUNC(int) PyTest_Gone(void);\nPyAPI_FUNC(int) PyTest_Old(void);\n");
  release("v3.14.0", "Py_DEPRECATED(3.14) PyAPI_FUNC(int) PyTest_Old(void);\n");
  env.CPYTHON_REPO = remote.url;
  const write = (path: string, text: string) => {
    mkdirSync(join(disk.folder, path, ".."), { recursive: true });
    writeFileSync(join(disk.folder, path), text);
  };
  const source = (body: string) => `#include <Python.h>\n#include <test.h>\nint f(void) { return ${body}; }\n`;
  write("old/src/gone.c", source("PyTest_Gone()"));
  write("old/src/notes.txt", "PyTest_Gone");
  write("old/.git/hidden.c", source("PyTest_Hidden()"));
  write("old/gone.so.dSYM/Contents/Resources/DWARF/gone.so", "debug information");
  write("fine/a.c", source("0"));
  write("deprecated/a.c", source("PyTest_Old()"));
  write("elsewhere/b.c", source("PyTest_Elsewhere()"));
  write("built/src/a.c", `#include "conf.h"\n#ifdef WITH\n${source("PyTest_Gone()")}#endif\n`);
  write("built/inc/conf.h", "#include <Python.h>\n#ifdef FROM_HEADER\nint g(void) { return PyTest_Gone(); }\n#endif\n");
  const command = "cc -DWITH -DFROM_HEADER -I../inc -c ../src/a.c";
  const directory = join(disk.folder, "built/build");
  write("built/build/compile_commands.json", JSON.stringify([{ directory, command, file: "../src/a.c" }]));
  write("list.json", JSON.stringify({ symbols: ["PyTest_Gone"] }));
  write("empty/readme.md", "");
  mkdirSync(join(disk.folder, "links"));
  symlinkSync("../elsewhere/b.c", join(disk.folder, "links/out.c"));
  symlinkSync(".", join(disk.folder, "links/loop"));
  write("links/a.c", source("0"));
  symlinkSync("a.c", join(disk.folder, "links/same.c"));
});
afterAll(() => disk[Symbol.dispose]());

const run = (line: string) => bash(`cd "${disk.folder}"; ${line}`, env);

describe("capidiff check", () => {
  test.each([
    ["old --target v3.14.0", 1],
    ["old --target v3.14.0 --fail-on source", 1],
    ["old --target v3.14.0 --fail-on binary", 0],
    ["old --target v3.14.0 --fail-on never", 0],
    ["old --target v3.13.0", 0],
    ["fine --target v3.14.0 --fail-on risky", 0],
    ["deprecated --target v3.14.0 --fail-on risky", 0],
    ["list.json --target v3.14.0", 1],
  ])("%s ends with %i", async (args, code) => {
    const ended = await run(`capidiff check ${args}`);
    expect(ended.code, ended.stderr).toBe(code);
  });

  test("shows the line, and the first release that breaks it", async () => {
    const { stdout } = await run("capidiff check old --target 3.14.0 --format json");
    const { findings, baseline }: Check = JSON.parse(stdout);
    expect(baseline.ref).toBe("v3.13.0");
    expect(findings).toMatchObject([
      { used: { name: "PyTest_Gone" }, places: [{ file: "old/src/gone.c", line: 3 }], since: { ref: "v3.14.0" } },
    ]);
  });

  test.each([
    ["built/src", []],
    ["built/src -D WITH", ["built/src/a.c"]],
    ["built/src -D WITH --undef WITH", []],
    ["built/src -D FROM_HEADER -I built/inc", ["built/inc/conf.h"]],
    ["--compile-commands built/build/compile_commands.json", ["built/inc/conf.h", "built/src/a.c"]],
    ["built/src --compile-commands built/build/compile_commands.json -U WITH", ["built/inc/conf.h"]],
  ])("reads what the build compiles: %s", async (args, files) => {
    const { stdout } = await run(`capidiff check ${args} --target v3.14.0 --fail-on never --format json`);
    const { findings }: Check = JSON.parse(stdout);
    const places = findings.flatMap(({ places }) => places.map(({ file }) => file.replace(/^.*(?=built)/, "")));
    expect(places.sort()).toEqual(files);
  });

  test("applies capidiff.toml of the working directory", async () => {
    writeFileSync(
      join(disk.folder, "old/capidiff.toml"),
      '[[suppress]]\nsymbol = "PyTest_*"\nrule = "missing"\nreason = "ported next week"\nexpires = 9999-12-31\n',
    );
    const { stdout, code } = await run("cd old; capidiff check src --target v3.14.0 --verbose");
    expect(code).toBe(0);
    expect(stdout).toContain("suppressed until 9999-12-31: ported next week");
    const { stderr } = await run("cd old; capidiff check ../fine --target v3.14.0");
    expect(stderr).toContain('capidiff.toml: entry 1 (symbol = "PyTest_*") matches no listed finding.');
  });

  test("answers from the index while the remote is unreachable, and says so", async () => {
    await run("capidiff index --refs v3.13.0");
    const { stdout, stderr, code } = await run("CPYTHON_REPO=/nowhere capidiff refs");
    expect(stdout).toContain("v3.13.0");
    expect(stderr).toContain("/nowhere is unreachable: newer tags and branches are not known.");
    expect(code).toBe(0);
  });

  test("follows links that stay in the folder, and reads each file once", async () => {
    const { stdout } = await run("capidiff uses links --target v3.14.0");
    expect(JSON.parse(stdout).symbols).toEqual([]);
    const { stdout: named } = await run("capidiff uses links/out.c --target v3.14.0");
    expect(JSON.parse(named).symbols).toEqual(["PyTest_Elsewhere"]);
  });

  test.each([
    ["nowhere --target v3.14.0", "nowhere does not exist."],
    ["fine -I nowhere --target v3.14.0", "nowhere does not exist."],
    ["empty --target v3.14.0", "No source, module or wheel found in empty."],
    ["empty/readme.md --target v3.14.0", "empty/readme.md has an unsupported type"],
    ["fine --target v9.9.9", "v9.9.9"],
    ["fine", "--target"],
  ])("%s is a mistake that is told", async (args, message) => {
    const { stdout, stderr, code } = await run(`capidiff check ${args}`);
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 });
    expect(stderr).toContain(message);
  });
});

test("capidiff uses prints a list that capidiff check reads", async () => {
  const { stdout } = await run("capidiff uses old --target v3.13.0 | tee uses.json");
  expect(JSON.parse(stdout)).toEqual({ symbols: ["PyTest_Gone"], members: [], headers: ["Python.h", "test.h"] });
  expect((await run("capidiff check uses.json --target v3.14.0")).code).toBe(1);
});
