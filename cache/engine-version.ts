import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rulesetVersion } from "../src/diff/model.ts";
import { schemaVersion } from "../src/manifest/model.ts";
import { codeRoot, packageRoot, packageVersion } from "../src/package.ts";

const parts = ["c", "cpython", "manifest", "diff", "check", "history", "report", "usage", "gaps"];

/** Written by `npm run build`: reading all code takes as long as a short command. */
const kept = join(codeRoot, "code-hashes.json");

/** By part of the engine as it runs (`.ts` or built). */
const hashes: Record<string, string> = keptHashes() ?? Object.fromEntries(parts.map((part) => [part, hashOf(part)]));

/**
 * Identifies everything besides the request that determines an answer; part of every key and ETag, so that no answer
 * outlives the code that computed it. The hash serves installations from git, where code changes but the package
 * version does not.
 */
export const engineVersion = [packageVersion, schemaVersion, rulesetVersion, codeHash(parts)].join("-");

/** The same for manifests only. */
export const manifestVersion = [packageVersion, schemaVersion, codeHash(["c", "cpython", "manifest"])].join("-");

/** The same for pages. */
export const pagesVersion = (): string => codeHash(["pages"]);

/** Keeps the hashes of the built code. @public called by `npm run build` */
export function keepHashes(): void {
  writeFileSync(kept, JSON.stringify(Object.fromEntries(parts.map((part) => [part, hashOf(part)]))));
}

/** The hashes of the build; null if there are none, or code was compiled after them. */
function keptHashes(): Record<string, string> | null {
  try {
    const isOlder = statSync(kept).mtimeMs < statSync(import.meta.filename).mtimeMs;
    return isOlder ? null : JSON.parse(readFileSync(kept, "utf8"));
  } catch {
    return null;
  }
}

/** 12 hex digits: a hash of parts of the engine and the versions of its dependencies. */
function codeHash(of: readonly string[]): string {
  const hash = createHash("sha256").update(readFileSync(join(packageRoot, "package.json")));
  for (const part of of) hash.update(hashes[part] ?? hashOf(part));
  return hash.digest("hex").slice(0, 12);
}

function hashOf(part: string): string {
  const folder = join(codeRoot, "src", part);
  const hash = createHash("sha256").update(part);
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (!/(?<!\.d)\.(?:[jt]sx?|css)$/.test(file)) continue;
    hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  }
  return hash.digest("hex");
}
