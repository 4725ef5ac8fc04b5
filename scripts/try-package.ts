/**
 * `npm run test:package [-- --node 20 --node 24]`: packs, installs the tarball into an empty folder as a user would, and
 * runs the README's first example, the example of docs/library.md and the type checker there. Node comes from the npm
 * package of that name; default: the current Node.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { corpusRemote } from "../test/corpus/corpus.ts";

/** Maximum size of the tarball in bytes, without dependencies. */
const largest = 5e6;

const { values } = parseArgs({ options: { node: { type: "string", multiple: true } } });
const remote = corpusRemote();
const folder = mkdtempSync(join(tmpdir(), "capidiff-package-"));
try {
  const tarball = join(folder, run("npm", ["pack", "--silent", "--pack-destination", folder], process.cwd()).trim());
  const { size } = statSync(tarball);
  console.log(`The tarball has ${(size / 1e6).toFixed(2)} MB.`);
  if (size > largest) throw new Error(`It may have ${largest / 1e6} MB at most.`);
  for (const version of values.node ?? [null]) tryOn(version, tarball);
} finally {
  rmSync(folder, { recursive: true });
}

function tryOn(version: string | null, tarball: string): void {
  const home = mkdtempSync(join(folder, "home-"));
  writeFileSync(join(home, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const { typescript } = JSON.parse(readFileSync("package.json", "utf8")).devDependencies;
  const packages = [tarball, `typescript@${typescript}`, "@types/node@20", ...(version ? [`node@${version}`] : [])];
  run("npm", ["install", "--no-audit", "--no-fund", ...packages], home);
  const node = version === null ? process.execPath : join(home, "node_modules/node/bin/node");
  const answer = (args: string[]) => run(node, args, home);
  console.log(`Node ${answer(["--version"]).trim()}:`);
  const cli = join(home, "node_modules/capidiff/dist/src/cli.js");
  console.log(`  capidiff ${answer([cli, "--version"]).trim()}`);
  answer(["--input-type=module", "--eval", "await import('capidiff/schema/diff.json', { with: { type: 'json' } })"]);
  const example = codeOf(readFileSync("docs/library.md", "utf8"), "js");
  writeFileSync(join(home, "example.ts"), example);
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--types", "node"];
  run(join(home, "node_modules/.bin/tsc"), [...options, "example.ts"], home);
  console.log("  types: ok");
  if (!remote) {
    console.log("  examples: not run, since there is neither CPYTHON_REPO nor a corpus");
    return;
  }
  const [, command = ""] = /^\$ capidiff (diff .*?)(?: \|.*)?$/m.exec(readFileSync("README.md", "utf8")) ?? [];
  console.log(`  capidiff ${command}: ${answer([cli, ...command.split(" ")]).split("\n").length} lines`);
  writeFileSync(join(home, "example.js"), example);
  console.log(`  docs/library.md: ${answer(["example.js"]).split("\n").length} lines`);
}

function codeOf(text: string, language: string): string {
  const [, code] = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(text) ?? [];
  if (code === undefined) throw new Error(`No ${language} in the page.`);
  return code;
}

function run(command: string, args: string[], cwd: string): string {
  const env = { ...process.env, CAPIDIFF_DATA_DIR: join(folder, "data"), ...(remote && { CPYTHON_REPO: remote }) };
  return execFileSync(command, args, {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
}
