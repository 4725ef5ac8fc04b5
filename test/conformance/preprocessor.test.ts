/** Our preprocessor against `gcc -E`, over all headers of whole refs: the same predefined macros and system headers in, the same tokens out. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lex } from "../../src/c/lexer.ts";
import { Preprocessor } from "../../src/c/preprocessor.ts";
import { RefHeaders } from "../../src/cpython/headers.ts";
import { platformDefinition } from "../../src/cpython/platforms/platform.ts";
import { buildMacros, type Pyconfig, pyconfig, pyconfigPath } from "../../src/cpython/pyconfig.ts";
import { Repository } from "../../src/cpython/repository.ts";
import type { Abi } from "../../src/cpython/target.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { cTokens } from "./manifest/preprocessed.ts";
import { releases } from "./manifest/releases.ts";

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
        const macros = buildMacros(platform, abi, internal) + (internal ? "#define Py_BUILD_CORE 1\n" : "");
        const ours = preprocess(tree, generated, macros, headersOf(tree, surface));
        write(join(ref, abi, "pyconfig.h"), generated.text);
        const theirs = preprocessWithGcc(ref, abi, macros, ours.headers);
        expect(ours.tokens.length).toBeGreaterThan(30_000);
        expect(firstDifference(ours.tokens, theirs)).toBeNull();
      });
    }
  }
});

/** In one unit, one after the other; a header that says `#error` is left out. */
function preprocess(tree: SourceTree, generated: Pyconfig, macros: string, paths: string[]) {
  const search = new RefHeaders(tree, platform.headers, new Map([[pyconfigPath, generated]]));
  const { dataModel, attributes, builtins } = platform;
  const preprocessor = new Preprocessor({ search, model: dataModel, attributes, builtins });
  for (const text of [platform.predefined, macros]) preprocessor.include(lex("<built-in>", text));
  const headers = paths.filter((path) => {
    const before = preprocessor.checkpoint();
    const source = search.source(path);
    const refusal = source && preprocessor.include(source);
    if (refusal) preprocessor.discard(before);
    return !refusal;
  });
  return { headers, tokens: preprocessor.tokens.map(({ text }) => text) };
}

/** Gives the same headers to gcc, which knows nothing but what it is given. */
function preprocessWithGcc(ref: string, abi: Abi, macros: string, headers: string[]): string[] {
  const unit = `${macros}${headers.map((path) => `#include "${path}"\n`).join("")}`;
  const given = ["-undef", "-nostdinc", "-include", "../predefined.h", "-isystem", "../prelude"];
  const search = ["-iquote", ".", "-I", abi, "-I", "Include", "-I", "Include/internal"];
  const { stdout, stderr, status } = spawnSync(
    "gcc",
    ["-std=gnu17", "-w", "-E", "-P", ...given, ...search, "-x", "c", "-"],
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

function headersOf(tree: SourceTree, surface: "public" | "internal"): string[] {
  const wanted = surface === "public" ? /^Include\/[^/]+\.h$/ : /^Include\/(?:internal\/.+|[^/]+)\.h$/;
  const paths = [...tree.files.keys()].filter((path) => wanted.test(path) && path !== "Include/Python.h").sort();
  return ["Include/Python.h", ...paths];
}

/** A few tokens around the first place where two lists differ. */
function firstDifference(ours: string[], theirs: string[]): { ours: string; theirs: string } | null {
  const length = Math.max(ours.length, theirs.length);
  const at = Array.from({ length }).findIndex((_, index) => ours[index] !== theirs[index]);
  const around = (tokens: string[]) => tokens.slice(Math.max(at - 8, 0), at + 8).join(" ");
  return at === -1 ? null : { ours: around(ours), theirs: around(theirs) };
}
