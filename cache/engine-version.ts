import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rulesetVersion } from "../src/diff/model.ts";
import { schemaVersion } from "../src/manifest/model.ts";
import { packageRoot, packageVersion } from "../src/package.ts";

/**
 * Identifies everything besides the request that determines an answer; part of every key and ETag, so that no answer
 * outlives the code that computed it. The hash serves installations from git, where code changes but the package
 * version does not.
 */
export const engineVersion = [
  packageVersion,
  schemaVersion,
  rulesetVersion,
  codeHash(["c", "cpython", "manifest", "diff", "check", "history", "report", "usage", "gaps"]),
].join("-");

/** The same for manifests only. */
export const manifestVersion = [packageVersion, schemaVersion, codeHash(["c", "cpython", "manifest"])].join("-");

/** The same for pages. */
export const pagesVersion = codeHash(["pages"]);

/** 12 hex digits: a hash of parts of the engine as it runs (`.ts` or built) and the versions of its dependencies. */
function codeHash(parts: readonly string[]): string {
  const source = join(import.meta.dirname, "../src");
  const hash = createHash("sha256").update(readFileSync(join(packageRoot, "package.json")));
  for (const part of parts) {
    for (const file of readdirSync(join(source, part), { recursive: true, encoding: "utf8" }).sort()) {
      if (/\.(?:[jt]sx?|css)$/.test(file))
        hash.update(`\0${part}/${file}\0`).update(readFileSync(join(source, part, file)));
    }
  }
  return hash.digest("hex").slice(0, 12);
}
