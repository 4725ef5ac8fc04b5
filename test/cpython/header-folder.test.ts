import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hashOf, readHeaderFolder } from "../../src/cpython/header-folder.ts";
import { temporaryFolder } from "../cache/disk.ts";

let disk: ReturnType<typeof temporaryFolder>;
let folder: string;
beforeEach(() => {
  disk = temporaryFolder();
  folder = join(disk.folder, "include/python3.13");
  write("Python.h", '#include "pyconfig.h"\n');
});
afterEach(() => disk[Symbol.dispose]());

function write(path: string, text = "") {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const pathsIn = async (of = folder) => [...(await readHeaderFolder(of)).keys()];
const expectRefused = (reason: RegExp) =>
  expect(readHeaderFolder(folder)).rejects.toMatchObject({
    code: "invalid-headers",
    message: expect.stringMatching(reason),
  });

describe("a folder of installed headers", () => {
  test("is read as CPython's Include, headers only", async () => {
    for (const path of ["pyconfig.h", "cpython/object.h", "internal/mimalloc/mimalloc/types.h", "README.rst"])
      write(path);
    expect(await pathsIn()).toEqual([
      "Include/Python.h",
      "Include/cpython/object.h",
      "Include/internal/mimalloc/mimalloc/types.h",
      "Include/pyconfig.h",
    ]);
  });

  test("includes files beside it that its pyconfig.h includes, and no others", async () => {
    write(
      "pyconfig.h",
      "#if 1\n# include <x86_64-linux-gnu/python3.13/pyconfig.h>\n#include <../../etc/pyconfig.h>\n#include <arm/pyconfig.h>\n#include <a/secret.h>\n#endif\n",
    );
    for (const path of ["../x86_64-linux-gnu/python3.13/pyconfig.h", "../../etc/pyconfig.h", "../a/secret.h"])
      write(path);
    expect(await pathsIn()).toEqual([
      "Include/Python.h",
      "Include/pyconfig.h",
      "Include/x86_64-linux-gnu/python3.13/pyconfig.h",
    ]);
  });

  test("may be a link, and have links to its own files", async () => {
    symlinkSync("Python.h", join(folder, "Python2.h"));
    symlinkSync(folder, join(disk.folder, "current"));
    expect(await pathsIn(join(disk.folder, "current"))).toEqual(["Include/Python.h", "Include/Python2.h"]);
  });

  test("has a hash that depends on names and content", async () => {
    const hash = async () => hashOf(await readHeaderFolder(folder));
    const before = await hash();
    expect(before).toMatch(/^[0-9a-f]{40}$/);
    write("object.h", "int a;");
    const after = await hash();
    write("object.h", "int b;");
    expect(new Set([before, after, await hash()]).size).toBe(3);
  });
});

test("CPython's sources are read as a commit of it is, with the pyconfig.h of a build in them", async () => {
  folder = join(disk.folder, "cpython");
  for (const path of [
    "Include/Python.h",
    "Misc/stable_abi.toml",
    "pyconfig.h.in",
    "pyconfig.h",
    "Lib/os.py",
    "Modules/a.h",
  ])
    write(path);
  expect(await pathsIn()).toEqual(["Include/Python.h", "Include/pyconfig.h", "Misc/stable_abi.toml", "pyconfig.h.in"]);
});

describe("refused is", () => {
  test("other folders", async () => {
    folder = join(disk.folder, "include");
    await expectRefused(/has neither Python\.h nor Include\/Python\.h/);
    folder = join(disk.folder, "nowhere");
    await expectRefused(/nowhere cannot be read: ENOENT/);
  });

  test.each([
    ["to a file", "/etc/passwd"],
    ["to a device", "/dev/zero"],
    ["upwards", "../../a.h"],
  ])("a link out of it: %s", async (_, target) => {
    write("../../a.h");
    symlinkSync(target, join(folder, "object.h"));
    await expectRefused(/object\.h is a link that leads out of/);
  });

  test("a Python.h that links out of it, and a file beside the folder that does", async () => {
    write("pyconfig.h", "#include <a/pyconfig.h>\n");
    write("../a/b");
    symlinkSync("/etc/passwd", join(folder, "../a/pyconfig.h"));
    await expectRefused(/a\/pyconfig\.h is a link that leads out of/);
    folder = join(disk.folder, "other");
    mkdirSync(folder);
    symlinkSync("/etc/passwd", join(folder, "Python.h"));
    await expectRefused(/Python\.h is a link that leads out of/);
  });

  test("a link to a folder, a broken link and one in a circle", async () => {
    mkdirSync(join(folder, "cpython"));
    symlinkSync("cpython", join(folder, "b.h"));
    await expectRefused(/b\.h is no file/);
    folder = join(disk.folder, "circle");
    write("Python.h");
    symlinkSync("c.h", join(folder, "c.h"));
    await expectRefused(/c\.h cannot be read: ELOOP/);
  });

  test("a pipe, which would block its reader", async () => {
    execFileSync("mkfifo", [join(folder, "object.h")]);
    await expectRefused(/object\.h is no file, folder or link/);
  });

  test("more entries than a CPython has, deeper folders, larger files", async () => {
    write("large.h");
    truncateSync(join(folder, "large.h"), 2 ** 33);
    await expectRefused(/large\.h makes it more than 64 MB, or is itself more than 8/);
    folder = join(disk.folder, "deep");
    write("Python.h");
    write(`${"a/".repeat(20)}a.h`);
    await expectRefused(/more than 12 folders deep/);
    folder = join(disk.folder, "many");
    write("Python.h");
    mkdirSync(join(folder, "a"));
    for (let i = 0; i <= 5000; i++) writeFileSync(join(folder, `a/${i}`), "");
    await expectRefused(/more than 5000 entries/);
  });
});
