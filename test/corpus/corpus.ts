import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const bundle = fileURLToPath(new URL("../../../shared/corpus/cpython-headers.bundle", import.meta.url));

/**
 * URL of a remote with the headers of real CPython releases: `CPYTHON_REPO` if it is set, else a mirror of
 * `../shared/corpus`, created once in the temp folder; null, with a warning, if there is neither.
 */
export function corpusRemote(): string | null {
  if (process.env.CPYTHON_REPO) return process.env.CPYTHON_REPO;
  if (!existsSync(bundle)) {
    console.warn(`No corpus: neither CPYTHON_REPO nor ${bundle} is there. Tests on real CPython are skipped.`);
    return null;
  }
  const { size, mtimeMs } = statSync(bundle);
  const mirror = join(tmpdir(), `capidiff-corpus-${size}-${Math.trunc(mtimeMs)}.git`);
  if (!existsSync(mirror)) makeMirror(mirror);
  return pathToFileURL(mirror).href;
}

/** Whole or not at all: test files run in parallel, and each may be the first. */
function makeMirror(mirror: string): void {
  const draft = mkdtempSync(`${mirror}-`);
  try {
    execFileSync("git", ["clone", "--quiet", "--mirror", bundle, draft]);
    execFileSync("git", ["-C", draft, "config", "uploadpack.allowFilter", "true"]);
    execFileSync("git", ["-C", draft, "config", "uploadpack.allowAnySHA1InWant", "true"]);
    renameSync(draft, mirror);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(mirror)) throw error;
  }
}
