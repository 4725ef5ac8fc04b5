import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../cache/disk.ts";
import { Remote } from "../cpython/remote.ts";
import { miniature } from "../manifest/miniature.ts";
import { capidiff } from "./run.ts";

describe("capidiff platforms", () => {
  const disk = temporaryFolder();
  afterAll(() => disk[Symbol.dispose]());
  const remote = new Remote(join(disk.folder, "remote"));
  const { files } = miniature({}, "cpython-3.1");
  remote.commit(Object.fromEntries([...files].map(([path, { text }]) => [path, text])), "v3.1.0");
  const env = { CAPIDIFF_DATA_DIR: join(disk.folder, "data"), CPYTHON_REPO: remote.url };

  test("of an old version compares the platforms that it supports", async () => {
    const { stdout, stderr, code } = await capidiff(["platforms", "v3.1.0"], env);
    expect(stderr).not.toContain("Unsupported platform");
    expect(stdout).toMatch(/^Structs of v3\.1\.0 .* with another layout than on linux_x86_64\n\n {2}linux_i686 /);
    expect(stdout).toContain("win_arm64");
    expect(stdout).not.toMatch(/loongarch|wasm|android|ios/);
    expect(code).toBe(0);
  });

  test("is refused for one that it does not support, if asked by its name", async () => {
    const { stderr, code } = await capidiff(
      ["platforms", "v3.1.0", "--platforms", "win32,ios_13_0_arm64_iphoneos"],
      env,
    );
    expect(stderr).toContain("CPython 3.1.4 cannot be built for ios_arm64_iphoneos, which is supported since 3.13.");
    expect(code).toBe(2);
  });
});
