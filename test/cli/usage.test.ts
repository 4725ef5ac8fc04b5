import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { packageRoot } from "../../src/package.ts";
import { readUsage } from "../../src/usage/format.ts";
import { temporaryFolder } from "../cache/disk.ts";

import { capidiff } from "./run.ts";

describe("capidiff usage add", () => {
  const disk = temporaryFolder();
  afterAll(() => disk[Symbol.dispose]());
  const into = join(disk.folder, "usage.json");
  const env = { CPYTHON_REPO: "file:///nowhere", CAPIDIFF_DATA_DIR: join(disk.folder, "data") };

  test.each([
    [["--into", into], /missing paths of a package, or --merge/],
    [["a.c", "--into", into], /a package needs --name and --version/],
    [["--merge", "/nowhere", "--into", into], /Not an index of usage: \/nowhere cannot be read/],
    [["--merge", join(packageRoot, "package.json"), "--into", into], /package\.json: it is/],
  ])("%j is refused, and leaves nothing", async (args, reason) => {
    const { stderr, code } = await capidiff(["usage", "add", ...args], env);
    expect(stderr).toMatch(reason);
    expect(code).toBe(2);
    expect(() => readFileSync(into)).toThrow();
  });

  test("--merge adds the packages of other indexes, without a remote", async () => {
    const other = join(packageRoot, "usage/default.json");
    const { code, stderr } = await capidiff(["usage", "add", "--merge", other, "--into", into], {
      ...env,
      CPYTHON_REPO: "file:///nowhere",
    });
    expect(code).toBe(0);
    expect(stderr).toContain("has 178 packages");
    expect(readUsage(readFileSync(into), into).packages).toHaveLength(178);
  });
});
