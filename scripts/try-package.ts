/**
 * `npm run test:package [-- --node 22 --node 24]`: packs, installs the tarball into an empty folder as a user would, and
 * runs the README's first example, the example of docs/library.md and the type checker there. By default on the current
 * Node, and the README's example on `others`, too. Other Nodes come from the npm packages of their binaries; all share
 * one installation.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { corpusRemote } from "../test/corpus/corpus.ts";

/** Maximum size of the tarball in bytes, without dependencies. */
const largest = 5e6;
const others = ["22", "24"];

const { values } = parseArgs({ options: { node: { type: "string", multiple: true } } });
const versions = values.node ?? others;
const remote = corpusRemote();
const folder = mkdtempSync(join(tmpdir(), "capidiff-package-"));
const home = join(folder, "home");
const cli = join(home, "node_modules/capidiff/dist/src/cli.js");
const binary = process.platform === "win32" ? "bin/node.exe" : "bin/node";
const example = codeOf(readFileSync("docs/library.md", "utf8"), "js");
try {
  const tarball = join(folder, run("npm", ["pack", "--silent", "--pack-destination", folder], process.cwd()).trim());
  const { size } = statSync(tarball);
  console.log(`The tarball has ${(size / 1e6).toFixed(2)} MB.`);
  if (size > largest) throw new Error(`It may have ${largest / 1e6} MB at most.`);
  install(tarball);
  checkTypes();
  if (values.node === undefined) tryOn(process.execPath, true);
  for (const version of versions)
    tryOn(join(home, "node_modules", `node-${version}`, binary), values.node !== undefined);
} finally {
  rmSync(folder, { recursive: true });
}

function install(tarball: string): void {
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const { typescript } = JSON.parse(readFileSync("package.json", "utf8")).devDependencies;
  const system = process.platform === "win32" ? "win" : process.platform;
  const nodes = versions.map((version) => `node-${version}@npm:node-${system}-${process.arch}@${version}`);
  const packages = [tarball, `typescript@${typescript}`, "@types/node@20", ...nodes];
  run("npm", ["install", "--silent", "--no-audit", "--no-fund", ...packages], home);
}

function checkTypes(): void {
  writeFileSync(join(home, "example.ts"), example);
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--types", "node"];
  run(join(home, "node_modules/.bin/tsc"), [...options, "example.ts"], home);
  console.log("types: ok");
}

function tryOn(node: string, isThorough: boolean): void {
  const data = mkdtempSync(join(folder, "data-"));
  const answer = (args: string[]) => run(node, args, home, data);
  console.log(`Node ${answer(["--version"]).trim()}:`);
  console.log(`  capidiff ${answer([cli, "--version"]).trim()}`);
  answer(["--input-type=module", "--eval", "await import('capidiff/schema/diff.json', { with: { type: 'json' } })"]);
  if (!remote) {
    console.log("  examples: not run, since there is neither CPYTHON_REPO nor a corpus");
    return;
  }
  const [, command = ""] = /^\$ capidiff (diff .*?)(?: \|.*)?$/m.exec(readFileSync("README.md", "utf8")) ?? [];
  console.log(`  capidiff ${command}: ${answer([cli, ...command.split(" ")]).split("\n").length} lines`);
  if (!isThorough) return;
  writeFileSync(join(home, "example.js"), example);
  console.log(`  docs/library.md: ${answer(["example.js"]).split("\n").length} lines`);
}

function codeOf(text: string, language: string): string {
  const [, code] = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(text) ?? [];
  if (code === undefined) throw new Error(`No ${language} in the page.`);
  return code;
}

/** Fails if the program fails or complains: all that capidiff reports on the error output has its name in front. */
function run(command: string, args: string[], cwd: string, data = folder): string {
  const env = { ...process.env, CAPIDIFF_DATA_DIR: data, ...(remote && { CPYTHON_REPO: remote }) };
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  const complaints = command === "npm" ? "" : stderr.replace(/^(?:capidiff: .*|\(node:.*|\(Use `node .*)\n/gm, "");
  if (status !== 0 || complaints !== "") throw new Error(`${command} ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}
