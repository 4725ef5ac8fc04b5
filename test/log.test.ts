import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { LogDestination } from "../src/log.ts";

const folder = mkdtempSync(join(tmpdir(), "capidiff-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A process that runs this with `log`, a destination on its standard output. */
const script = (code: string) => [
  "--import=tsx",
  "--input-type=module",
  "--eval",
  `import { LogDestination } from "./src/log.ts"; const log = new LogDestination(1); ${code}`,
];

test("lines arrive in order, soon", async () => {
  const path = join(folder, "log");
  const log = new LogDestination(openSync(path, "w"));
  const lines = Array.from({ length: 1000 }, (_, i) => `${i}\n`);
  for (const line of lines) {
    log.write(line);
    if (line.startsWith("50")) await new Promise((resolve) => setTimeout(resolve, 15));
  }
  await expect.poll(() => readFileSync(path, "utf8")).toBe(lines.join(""));
});

test("the last lines of a process are written when it ends", () => {
  const code = `for (let i = 0; i < 3; i++) log.write(i + "\\n"); process.exit()`;
  expect(execFileSync(process.execPath, script(code), { encoding: "utf8" })).toBe("0\n1\n2\n");
});

test("a closed pipe neither ends a process nor keeps it alive", async () => {
  const code = `setInterval(() => log.write("x\\n"), 1); setTimeout(() => process.exit(7), 300)`;
  const child = spawn(process.execPath, script(code), { stdio: ["ignore", "pipe", "inherit"] });
  child.stdout.destroy();
  expect(await once(child, "exit")).toEqual([7, null]);
});

test("a reader that does not read blocks nothing", async () => {
  const code = `for (let i = 0; i < 200; i++) log.write("x".repeat(4000)); setTimeout(() => process.stderr.write("on"), 50)`;
  const child = spawn(process.execPath, script(code), { stdio: ["ignore", "pipe", "pipe"] });
  const [text] = await once(child.stderr, "data");
  expect(`${text}`).toBe("on");
  child.kill("SIGKILL");
});
