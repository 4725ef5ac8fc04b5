import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readFiles } from "../../src/cpython/files.ts";
import { ObjectReader } from "../../src/cpython/objects.ts";

let gitDir: string;

beforeEach(() => {
  gitDir = mkdtempSync(join(tmpdir(), "capidiff-test-"));
  git("init --quiet --bare");
});

afterEach(() => rmSync(gitDir, { recursive: true, force: true }));

function git(args: string, input = ""): string {
  return execFileSync("git", ["-C", gitDir, ...args.split(" ")], { input })
    .toString()
    .trim();
}

test("a tree with a missing file is an error", async () => {
  const here = git("hash-object -w --stdin", "int a;");
  const include = git("mktree --missing", `100644 blob ${here}\tPython.h\n100644 blob ${"1".repeat(40)}\tobject.h\n`);
  const root = git("mktree", `040000 tree ${include}\tInclude\n`);
  const objects = new ObjectReader(gitDir);
  await expect(readFiles(objects, root)).rejects.toThrow("Include/object.h is missing");
  objects.close();
});
