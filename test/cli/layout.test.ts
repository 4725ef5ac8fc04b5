import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../cache/disk.ts";
import { Remote } from "../cpython/remote.ts";
import { miniature } from "../manifest/miniature.ts";
import { capidiff } from "./run.ts";

describe("capidiff layout", () => {
  const disk = temporaryFolder();
  afterAll(() => disk[Symbol.dispose]());
  const remote = new Remote(join(disk.folder, "remote"));
  for (const micro of [0, 1, 2]) {
    const { files } = miniature({ "Include/test.h": `struct test { char bytes[${8 + micro}]; };\n` });
    remote.commit(Object.fromEntries([...files].map(([path, { text }]) => [path, text])), `v3.13.${micro}`);
  }
  const env = { CAPIDIFF_DATA_DIR: join(disk.folder, "data"), CPYTHON_REPO: remote.url };

  test("of a range fetches the headers of all its versions at once", async () => {
    const trace = join(disk.folder, "trace");
    const { stdout, code } = await capidiff(["layout", "3.13..3.13", "struct test"], { ...env, GIT_TRACE: trace });
    expect(code).toBe(0);
    expect(stdout).toMatch(/in v3\.13\.0 to v3\.13\.2 \(3 versions\)/);
    const fetches = readFileSync(trace, "utf8").match(/trace: built-in: git fetch /g);
    expect(fetches).toHaveLength(2);
  });
});
