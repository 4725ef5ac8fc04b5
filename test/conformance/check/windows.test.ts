/** Names of system headers that Python.h does not bring on Windows: clang, with mingw-w64's headers, says which. */

import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KnownNames } from "../../../src/check/known.ts";
import { sourceUses } from "../../../src/check/source/uses.ts";
import { platformDefinition } from "../../../src/cpython/platforms/registry.ts";
import { pyconfig } from "../../../src/cpython/pyconfig.ts";
import { Repository } from "../../../src/cpython/repository.ts";
import { defaultTarget } from "../../../src/cpython/target.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import { buildManifest } from "../../../src/manifest/build.ts";
import { placed } from "../../check/placed.ts";
import { corpusRemote } from "../../corpus/corpus.ts";
import { writeTree } from "../../write-tree.ts";
import { mingwHeaders, whyNoMingw } from "../readings/mingw.ts";
import { ofSystem } from "./kinds.ts";

const platform = "win_amd64";
const remote = corpusRemote();
const reason = remote === null ? "no corpus" : whyNoMingw(platform);

/**
 * Lines that are not compared. mingw-w64's headers for what Python.h includes declare strcasecmp and complete timeval,
 * Microsoft's do not, and clang does not see their FLT_MAX. Of pthread_t, which Windows has not, and of close, which is
 * in io.h there, musl's headers tell nothing: they stand in for Microsoft's.
 */
const unjudged = /strcasecmp|->tv_sec|pthread_t|close\(fd\)|FLT_MAX/;

/** The lines of ofSystem, each one declaration, that clang refuses after `#include <Python.h>`. */
function refusedByClang(folder: string, file: string): string[] {
  const flags = ["-fsyntax-only", "-ferror-limit=0", "-fno-caret-diagnostics", "-Werror=implicit-function-declaration"];
  const include = ["", "PC", "Include"].map((path) => `-I${join(folder, path)}`);
  const args = ["--target=x86_64-w64-mingw32", "-isystem", mingwHeaders, ...flags, ...include, file];
  const { stderr } = spawnSync("clang", args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
  const lines = stderr.split("\n").flatMap((line) => (line.startsWith(`${file}:`) ? line.slice(file.length + 1) : []));
  return linesAt(lines.filter((line) => line.includes(" error: ")).map((line) => Number.parseInt(line, 10)));
}

function toldByUs(tree: SourceTree, text: string): string[] {
  const target = { ...defaultTarget, platform } as const;
  const known = new KnownNames([buildManifest(tree, target)]);
  const uses = placed(sourceUses([{ path: "a.c", text }], tree, target, known).uses);
  return linesAt(uses.flatMap(({ fault, place }) => (fault?.kind === "not-included" ? (place?.line ?? 0) : [])));
}

function linesAt(numbers: readonly number[]): string[] {
  const all = ofSystem.filter((_, index) => numbers.includes(index + 2));
  return all.filter((line) => !unjudged.test(line));
}

test.for(["v3.9.2", "v3.15.2"])("%s", async (ref, { skip }) => {
  skip(reason !== null, reason ?? "");
  const folder = await mkdtemp(join(tmpdir(), "capidiff-windows-"));
  const tree = await new Repository(remote ?? "", join(folder, "data")).tree(ref);
  await writeTree(tree, folder);
  await writeFile(join(folder, "pyconfig.h"), pyconfig(tree, platformDefinition(platform), "cp").text);
  const text = ["#include <Python.h>", ...ofSystem].join("\n");
  await writeFile(join(folder, "a.c"), text);
  const refused = refusedByClang(folder, join(folder, "a.c"));
  await rm(folder, { recursive: true });
  expect(refused.length).toBeGreaterThan(5);
  expect(toldByUs(tree, text)).toEqual(refused);
});
