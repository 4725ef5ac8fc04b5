import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rulesetVersion } from "../src/diff/model.ts";
import { schemaVersion } from "../src/manifest/model.ts";
import { packageRoot, packageVersion } from "../src/package.ts";

/**
 * Names everything besides the request that decides what an answer says; part of every key and ETag, so that no
 * answer outlives the code that made it. The hash is for those who run from git, where code changes and the package
 * version does not.
 */
export const engineVersion = [
  packageVersion,
  schemaVersion,
  rulesetVersion,
  codeHash(["c", "cpython", "manifest", "diff", "check", "history", "report", "usage", "gaps"]),
].join("-");

/** The same of manifests alone. */
export const manifestVersion = [packageVersion, schemaVersion, codeHash(["c", "cpython", "manifest"])].join("-");

/** The same of what pages show, and how. */
export const pagesVersion = codeHash(["pages"]);

/** 12 hex digits over parts of the engine as it runs (`.ts` or built) and the versions it depends on. */
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
