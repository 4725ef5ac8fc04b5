import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../cache/disk.ts";
import { Remote } from "../cpython/remote.ts";
import { miniature } from "../manifest/miniature.ts";
import { capidiff } from "./run.ts";

describe("capidiff history", () => {
  const disk = temporaryFolder();
  afterAll(() => disk[Symbol.dispose]());
  const remote = new Remote(join(disk.folder, "remote"));
  const commit = (version: string, changes: Record<string, string>) => {
    const { files } = miniature(changes);
    remote.commit(Object.fromEntries([...files].map(([path, { text }]) => [path, text])), version);
  };
  const minor13 = miniature().files.get("Include/patchlevel.h")?.text ?? "";
  commit("v3.12.2", { "Include/patchlevel.h": minor13.replace("MINOR_VERSION 13", "MINOR_VERSION 12") });
  commit("v3.13.0", { "Include/test.h": "#define PyTest_A 1\n" });
  const env = { CAPIDIFF_DATA_DIR: join(disk.folder, "data"), CPYTHON_REPO: remote.url };

  test("of several names answers those that there are, and says which there are not", async () => {
    const { stdout, stderr, code } = await capidiff(["history", "PyTest_No", "PyTest_A", "PyObject.no"], env);
    expect(stdout).toMatch(/^PyTest_A on linux_x86_64/);
    expect(stderr).toContain('No version has a symbol "PyTest_No"');
    expect(stderr).toContain("PyObject");
    expect(code).toBe(2);
  });

  test("on a platform that no version supports says so", async () => {
    const args = ["history", "PyTest_A", "--refs", "v3.12.2", "--platform", "android_24_arm64_v8a"];
    const { stderr, code } = await capidiff(args, env);
    expect(stderr).toContain("CPython 3.12.2 cannot be built for android_arm64_v8a, which is supported since 3.13.");
    expect(code).toBe(2);
  });

  test("takes the platforms of wheel tags", async () => {
    const tags = "musllinux_1_2_s390x,macosx_11_0_universal2";
    const { stdout, code } = await capidiff(["history", "PyTest_A", "--platform", tags], env);
    expect(stdout).toMatch(/^PyTest_A on musllinux_s390x, macosx_x86_64, macosx_arm64/);
    expect(code).toBe(0);
  });
});
