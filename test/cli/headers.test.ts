import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../cache/disk.ts";
import { capidiff } from "./run.ts";

const folder = fileURLToPath(new URL("../fixtures/cpython/Include", import.meta.url));

/** Kept headers need no remote. */
describe("headers that are in no repository", () => {
  const disk = temporaryFolder();
  afterAll(() => disk[Symbol.dispose]());
  const env = { CPYTHON_REPO: "file:///nowhere", CAPIDIFF_DATA_DIR: disk.folder };

  test("are kept by `manifest --headers`, and a ref for other commands", async () => {
    const { stdout, stderr, code } = await capidiff(["manifest", "--headers", folder, "--name", "mini-3.13"], env);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ref: "headers:mini-3.13" });
    expect(stderr).toContain("stored as headers:mini-3.13");
    expect(stderr).toContain("has no pyconfig.h");
    expect((await capidiff(["manifest", "headers:mini-3.13"], env)).stdout).toBe(stdout);
    const { stdout: diff } = await capidiff(
      ["diff", "headers:mini-3.13", "headers:mini-3.13", "--format", "json"],
      env,
    );
    expect(JSON.parse(diff)).toMatchObject({ summary: { changes: 0 } });
    const { stdout: gaps } = await capidiff(
      ["gaps", "headers:mini-3.13", "headers:mini-3.13", "--format", "json"],
      env,
    );
    expect(JSON.parse(gaps)).toMatchObject({ complete: true, gaps: [] });
  });

  test.each([
    [["manifest"], /expected a ref, or a folder with --headers/],
    [["manifest", "v3.13.5", "--headers", folder], /expected a ref, or a folder with --headers/],
    [["manifest", "v3.13.5", "--name", "a"], /--name needs --headers/],
    [["manifest", "--headers", "/dev"], /Not a folder of headers: \/dev has neither/],
    [["gaps", "headers:mini-3.13"], /name an implementation and a reference, or --bindings and a reference/],
    [["gaps", "--bindings", "/nowhere", "headers:mini-3.13"], /Not a list of bindings: \/nowhere cannot be read/],
    [["layout", "headers:pypy", "PyObject"], /No headers are kept as headers:pypy.*[\s\S]*headers:mini-3\.13/],
  ])("%j is refused", async (args, reason) => {
    const { stderr, code } = await capidiff(args, env);
    expect(stderr).toMatch(reason);
    expect(code).toBe(2);
  });
});
