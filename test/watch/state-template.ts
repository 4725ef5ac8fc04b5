import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Kept between runs, since creating it takes seconds. */
const folder = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));

const pglite = new URL("../../node_modules/@electric-sql/pglite/package.json", import.meta.url);

/** Puts PGlite's files, as they are made the first time, into a data folder. */
export function prepareState(dataDir: string): void {
  const { version } = JSON.parse(readFileSync(pglite, "utf8"));
  const template = join(folder, `capidiff-pglite-${version}`);
  if (!existsSync(template)) make(template);
  const state = join(dataDir, "state");
  mkdirSync(state, { recursive: true });
  cpSync(template, join(state, "postgres"), { recursive: true });
}

function make(template: string): void {
  mkdirSync(folder, { recursive: true });
  const draft = `${template}.${randomUUID()}`;
  const code = `require("@electric-sql/pglite").PGlite.create(${JSON.stringify(draft)}).then((made) => made.close())`;
  execFileSync(process.execPath, ["--eval", code], { cwd: folder });
  try {
    renameSync(draft, template);
  } catch {
    // Another worker of the tests was first.
    rmSync(draft, { recursive: true, force: true });
  }
}
