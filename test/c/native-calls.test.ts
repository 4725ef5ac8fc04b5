import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("a thread is terminated between native calls, which would take the process down with it", () => {
  const script = fileURLToPath(new URL("./terminated-while-parsing.js", import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  expect({ stdout, stderr, status }).toEqual({ stdout: "20\n", stderr: "", status: 0 });
});
