/** The debug offsets that gcc compiles into `_PyRuntime` from the same headers, byte for byte. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { platformDefinition } from "../../src/cpython/platforms/registry.ts";
import { pyconfig } from "../../src/cpython/pyconfig.ts";
import { Repository } from "../../src/cpython/repository.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { debugOffsets } from "../../src/manifest/debug-offsets.ts";
import { ManifestSession } from "../../src/manifest/session.ts";
import { corpusRemote } from "../corpus/corpus.ts";

const remote = corpusRemote();
const isThere = spawnSync("gcc", ["--version"]).status === 0;
if (remote === null || !isThere) console.warn("No corpus or no gcc: debug offsets are not compared.");

const folder = mkdtempSync(join(tmpdir(), "capidiff-debug-offsets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const repository = remote === null ? null : new Repository(remote, join(folder, "data"));
const wanted = ["v3.13.5", "v3.14.0a1", "v3.14.0a2", "v3.13.18", "v3.14.10", "v3.15.2"];
const refs = repository === null ? [] : (await repository.refs()).map(({ name }) => name);
const session = new ManifestSession();

/** The bytes of `_PyRuntime`, whose pointers are for the linker to fill in: debug offsets have none. */
function compiled(tree: SourceTree, abi: "cp" | "cpt"): Buffer {
  const root = join(folder, `${tree.ref}-${abi}`);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const { path, text } of tree.files.values()) write(path, text);
  write("Include/pyconfig.h", pyconfig(tree, platformDefinition("linux_x86_64"), abi).text);
  write(
    "runtime.c",
    `#define Py_BUILD_CORE 1
#include "Python.h"
#include "internal/pycore_interp.h"
#include "internal/pycore_ceval.h"
#include "internal/pycore_code.h"
#include "internal/pycore_frame.h"
#include "internal/pycore_long.h"
#include "internal/pycore_pystate.h"
#include "internal/pycore_runtime.h"
#include "internal/pycore_runtime_init.h"
_PyRuntimeState runtime __attribute__((section(".judged"))) = _PyRuntimeState_INIT(runtime, _Py_Debug_Cookie);
`,
  );
  const include = ["-I", join(root, "Include"), "-I", join(root, "Include/internal")];
  const object = join(root, "runtime.o");
  const gcc = spawnSync("gcc", ["-c", "-w", "-DNDEBUG", ...include, join(root, "runtime.c"), "-o", object], {
    encoding: "utf8",
  });
  expect(gcc.stderr).toBe("");
  const bytes = join(root, "runtime.bin");
  const copy = spawnSync("objcopy", ["-O", "binary", "--only-section=.judged", object, bytes], { encoding: "utf8" });
  expect(copy.stderr).toBe("");
  return readFileSync(bytes);
}

describe.skipIf(!isThere).each(wanted.filter((ref) => refs.includes(ref)))("the debug offsets of %s", (ref) => {
  test.each(["cp", "cpt"] as const)("%s", async (abi) => {
    const tree = await (repository as Repository).tree(ref);
    const bytes = compiled(tree, abi);
    const { cookie, complete, values } = debugOffsets(tree, { ...defaultTarget, abi }, session);
    expect(complete).toBe(true);
    expect(values.length).toBeGreaterThan(60);
    expect(bytes.toString("latin1", 0, 8)).toBe(cookie);
    expect(values.map(({ name, value }) => [name, value])).toEqual(
      values.map(({ name, offset }) => [name, Number(bytes.readBigUInt64LE(offset))]),
    );
  });
});
