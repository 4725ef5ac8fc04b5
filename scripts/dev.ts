/**
 * `npm run dev`: the service on a small repository made of test/fixtures/cpython. Sources are compiled when they change,
 * since worker threads need JavaScript, and the service is restarted. The log is shown as text. Variables such as `PORT`
 * and `CPYTHON_REPO` are passed on.
 */
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const folder = join(tmpdir(), `capidiff-dev-${process.getuid?.() ?? 0}`);
const levels: Record<number, string> = { 30: "info", 40: "warn", 50: "error", 60: "fatal" };

/** A repository with one release per fixture. */
function makeRepository(): string {
  const repository = join(folder, "cpython");
  rmSync(repository, { recursive: true, force: true });
  mkdirSync(repository, { recursive: true });
  const git = (...args: string[]) => execFileSync("git", ["-C", repository, ...args], { stdio: "ignore" });
  git("init", "--initial-branch=main");
  for (const [fixture, tag] of [
    ["cpython-3.1", "v3.1.0"],
    ["cpython", "v3.13.0"],
  ] as const) {
    cpSync(join("test/fixtures", fixture), repository, { recursive: true });
    git("add", "--all");
    git("-c", "user.name=dev", "-c", "user.email=dev@localhost", "commit", "--message", tag);
    git("tag", tag);
  }
  git("config", "uploadpack.allowFilter", "true");
  git("config", "uploadpack.allowAnySHA1InWant", "true");
  return `file://${repository}`;
}

function show(line: string): void {
  try {
    const { time, level, msg, pid, hostname, ...rest } = JSON.parse(line);
    const fields = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
    console.log(`${new Date(time).toLocaleTimeString()} ${levels[level] ?? level} ${msg ?? ""}${fields}`);
  } catch {
    console.log(line);
  }
}

const env = {
  CPYTHON_REPO: process.env.CPYTHON_REPO ?? makeRepository(),
  CAPIDIFF_DATA_DIR: join(folder, "data"),
  ...process.env,
};
execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
// The hashes of code that is about to change.
rmSync("dist/code-hashes.json");
const compiler = spawn("npx", ["tsc", "-p", "tsconfig.build.json", "--watch", "--preserveWatchOutput"], {
  stdio: ["ignore", "ignore", "inherit"],
});
const service = spawn(process.execPath, ["--watch", "dist/src/server.js"], {
  stdio: ["ignore", "pipe", "inherit"],
  env,
});
createInterface({ input: service.stdout }).on("line", show);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    compiler.kill(signal);
    service.kill(signal);
  });
service.on("exit", (code) => {
  compiler.kill();
  process.exitCode = code ?? 1;
});
