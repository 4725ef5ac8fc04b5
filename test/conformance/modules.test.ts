/** Modules that real compilers and linkers make for other platforms are read as what they are. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readModules } from "../../src/check/module/module.ts";
import type { Platform } from "../../src/cpython/target.ts";

const folder = mkdtempSync(join(tmpdir(), "capidiff-modules-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Imports functions that it calls, one whose address it takes, and a variable. */
writeFileSync(
  join(folder, "module.c"),
  `typedef struct object PyObject;
extern PyObject *PyExc_ValueError, *PyLong_FromLong(long), *PyList_New(long), *PyModuleDef_Init(void *);
extern void PyErr_SetNone(PyObject *);
static PyObject *(*const calls[])(long) = { PyList_New };
__attribute__((visibility("default"))) PyObject *PyInit_module(void) {
  PyErr_SetNone(PyExc_ValueError);
  return PyModuleDef_Init((void *) (calls[0] == PyLong_FromLong ? calls[0](1) : PyLong_FromLong(2)));
}
`,
);
const imports = ["PyErr_SetNone", "PyExc_ValueError", "PyList_New", "PyLong_FromLong", "PyModuleDef_Init"];

const gcc = (triplet: string) => [[`${triplet}-gcc`, "-shared", "-fPIC", "-nostdlib", "module.c", "-o", "module.so"]];
const clang = (triple: string, link: string[]) => [
  ["clang", "-target", triple, "-fPIC", "-c", "module.c", "-o", "module.o"],
  [...link, "module.o", "-o", "module.so"],
];
const lld = ["ld.lld", "-shared", "-z", "notext"];
const wasm = ["wasm-ld", "-shared", "--experimental-pic", "--allow-undefined", "--export=PyInit_module"];

const builds: [platform: Platform, suffix: string, commands: string[][]][] = [
  ["linux_aarch64", "aarch64-linux-gnu", gcc("aarch64-linux-gnu")],
  ["linux_armv7l", "arm-linux-gnueabihf", gcc("arm-linux-gnueabihf")],
  ["linux_ppc64le", "powerpc64le-linux-gnu", gcc("powerpc64le-linux-gnu")],
  ["linux_s390x", "s390x-linux-gnu", gcc("s390x-linux-gnu")],
  ["linux_riscv64", "riscv64-linux-gnu", gcc("riscv64-linux-gnu")],
  ["musllinux_s390x", "s390x-linux-musl", gcc("s390x-linux-gnu")],
  ["android_arm64_v8a", "aarch64-linux-android", clang("aarch64-linux-android24", lld)],
  ["android_armeabi_v7a", "arm-linux-androideabi", clang("armv7a-linux-androideabi24", lld)],
  ["android_x86", "i686-linux-android", clang("i686-linux-android24", lld)],
  ["emscripten_wasm32", "wasm32-emscripten", clang("wasm32-unknown-emscripten", wasm)],
];

test.for(builds)("%s", ([platform, suffix, commands], { skip }) => {
  for (const [command = "", ...args] of commands) {
    const { status, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
    skip(error !== undefined, `${command} is not installed`);
    expect([status, stderr]).toEqual([0, expect.anything()]);
  }
  const modules = readModules(readFileSync(join(folder, "module.so")), `module.cpython-313-${suffix}.so`);
  expect(modules).toMatchObject([{ platform, build: { abi: "cp", version: "3.13" }, imports }]);
});
