/** Our preprocessor against `gcc -E`, over all headers of whole refs: the same predefined macros and system headers in, the same tokens out. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { platformDefinition } from "../../src/cpython/platforms/registry.ts";
import { commandLine, pyconfig } from "../../src/cpython/pyconfig.ts";
import { Repository } from "../../src/cpython/repository.ts";
import type { Abi } from "../../src/cpython/target.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { cTokens } from "./manifest/preprocessed.ts";
import { releases } from "./manifest/releases.ts";
import { firstDifference, headersOf, preprocess, searchPath } from "./whole-headers.ts";

const platform = platformDefinition("linux_x86_64");
const folder = mkdtempSync(join(tmpdir(), "capidiff-preprocessor-"));
const available = spawnSync("gcc", ["--version"]).status === 0;
if (!available) console.warn("No gcc: the preprocessor is not compared with it.");

const remote = corpusRemote();
const repository = remote === null ? null : new Repository(remote, join(folder, "data"));
const refs = repository === null ? [] : releases(await repository.refs());

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeAll(() => {
  write("predefined.h", platform.predefined);
  for (const [name, text] of platform.headers) write(join("prelude", name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!available).for(refs)("the headers of %s", (ref) => {
  let tree: SourceTree;
  beforeAll(async () => {
    tree = await (repository as Repository).tree(ref);
    for (const { path, text } of tree.files.values()) write(join(ref, path), text);
  });

  for (const abi of ["cp", "cptd"] as const) {
    for (const surface of ["public", "internal"] as const) {
      test(`${surface}, ${abi}`, () => {
        const generated = pyconfig(tree, platform, abi);
        const internal = surface === "internal";
        const macros = commandLine(platform, abi, internal) + (internal ? "#define Py_BUILD_CORE 1\n" : "");
        const ours = preprocess(platform, tree, generated, macros, headersOf(tree, surface));
        write(join(ref, abi, "pyconfig.h"), generated.text);
        const theirs = preprocessWithGcc(ref, abi, macros, ours.headers);
        expect(ours.tokens.length).toBeGreaterThan(20_000);
        expect(firstDifference(ours.tokens, theirs)).toBeNull();
      });
    }
  }
});

/** Runs gcc on the same headers only. */
function preprocessWithGcc(ref: string, abi: Abi, macros: string, headers: string[]): string[] {
  const unit = `${macros}${headers.map((path) => `#include "${path}"\n`).join("")}`;
  const given = ["-undef", "-nostdinc", "-include", "../predefined.h", "-isystem", "../prelude"];
  const { stdout, stderr, status } = spawnSync(
    "gcc",
    ["-std=gnu17", "-w", "-E", "-P", ...given, ...searchPath(abi), "-x", "c", "-"],
    {
      cwd: join(folder, ref),
      input: unit,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      env: { ...process.env, LC_ALL: "C" },
    },
  );
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return cTokens(stdout.replace(/^#pragma.*$/gm, ""));
}
