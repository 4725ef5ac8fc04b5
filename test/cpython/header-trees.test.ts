import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HeaderTrees, withHeaderTrees } from "../../src/cpython/header-trees.ts";
import { temporaryFolder } from "../cache/disk.ts";
import { FakeRepository } from "../service.ts";

let disk: ReturnType<typeof temporaryFolder>;
let folder: string;
let trees: HeaderTrees;
beforeEach(() => {
  disk = temporaryFolder();
  folder = join(disk.folder, "python3.13");
  mkdirSync(folder);
  writeFileSync(join(folder, "Python.h"), "int a;\n");
  trees = new HeaderTrees(join(disk.folder, "data"));
});
afterEach(() => disk[Symbol.dispose]());

describe("kept headers", () => {
  test("are a ref by their folder's name, or the one that is given", async () => {
    await trees.keep(folder);
    const kept = await trees.keep(folder, "debian-3.13");
    expect(await trees.refs()).toEqual(["headers:debian-3.13", "headers:python3.13"]);
    expect(await trees.tree("headers:debian-3.13")).toEqual(kept);
  });

  test("are there for other processes, after the folder is gone or changed", async () => {
    await trees.keep(folder);
    writeFileSync(join(folder, "Python.h"), "int b;\n");
    const again = new HeaderTrees(join(disk.folder, "data"));
    const { commit, files } = await again.tree("headers:python3.13");
    expect(files.get("Include/Python.h")?.text).toBe("int a;\n");
    expect(await again.resolve("headers:python3.13")).toEqual({ ref: "headers:python3.13", commit, kind: "headers" });
  });

  test("replace those with the same name, under another commit, so that cached results are not confused", async () => {
    const before = await trees.keep(folder);
    writeFileSync(join(folder, "Python.h"), "int b;\n");
    await trees.keep(folder);
    expect((await trees.resolve("headers:python3.13")).commit).not.toBe(before.commit);
  });

  test("that are unknown are reported with the known ones", async () => {
    await trees.keep(folder);
    await expect(trees.resolve("headers:pypy")).rejects.toMatchObject({
      code: "unknown-ref",
      details: { near: ["headers:python3.13"] },
    });
  });

  test("that were damaged are not mistaken for others", async () => {
    await trees.keep(folder);
    writeFileSync(join(disk.folder, "data/headers/python3.13.json"), '[{"path":');
    await expect(trees.tree("headers:python3.13")).rejects.toMatchObject({ code: "store-failed" });
  });

  test.each(["", "..", "../x", "a/b", "-x", "a\u0000b", "x".repeat(101)])("have no name like %j", async (name) => {
    await expect(trees.keep(folder, name)).rejects.toMatchObject({ code: "invalid-ref" });
    await expect(trees.resolve(`headers:${name}`)).rejects.toMatchObject({ code: "invalid-ref" });
  });
});

test("are refs like those of the repository", async () => {
  const refs = withHeaderTrees(new FakeRepository(), trees);
  const { commit } = await trees.keep(folder);
  const resolved = await refs.resolve("headers:python3.13");
  expect(resolved.commit).toBe(commit);
  expect((await refs.tree(resolved)).files.size).toBe(1);
  expect((await refs.resolve("v3.13.5")).kind).toBe("tag");
});
