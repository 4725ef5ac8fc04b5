import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** The output and status of a script in this folder. */
function run(script: string) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [path], { encoding: "utf8" });
  return { stdout, stderr, status };
}

test("a thread is terminated between native calls, which would take the process down with it", () => {
  expect(run("./terminated-while-parsing.js")).toEqual({ stdout: "20\n", stderr: "", status: 0 });
});

test("parsing that needs too much memory fails before V8 ends its thread amid a native call", () => {
  expect(run("./parsing-until-full.js")).toEqual({ stdout: "Out of memory\n".repeat(2), stderr: "", status: 0 });
});
