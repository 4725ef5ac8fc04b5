import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { Indexes } from "../../cache/indexes.ts";
import { jsonBytes } from "../../cache/json.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { func, manifest } from "../diff/manifests.ts";
import { temporaryFolder } from "./disk.ts";

function indexesIn(folder: string) {
  const warnings: string[] = [];
  return { indexes: new Indexes(folder, (message) => warnings.push(message)), warnings };
}

const commit = "a".repeat(40);
const tagged = (ref: string) =>
  manifest({ ref, commit, symbols: [func(`Py_${ref.replaceAll(".", "_")}`), func("Pz")] });
const resolved = (ref: string) => ({ ref, commit, kind: "tag" as const });
const add = (indexes: Indexes, ref: string) => indexes.add(defaultTarget, tagged(ref), jsonBytes(tagged(ref)));
const text = async (indexes: Indexes, ref: string) =>
  (await indexes.manifest(resolved(ref), defaultTarget))?.toString();
const expected = (ref: string) => jsonBytes(tagged(ref)).toString();

function fileIn(folder: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".idx"));
  expect(found).toHaveLength(1);
  return join(folder, found[0] as string);
}

describe("the indexes of a data folder", () => {
  test("are shared by all who open it, who see each other's tags at once", async () => {
    using disk = temporaryFolder();
    const [mine, theirs] = [indexesIn(disk.folder), indexesIn(disk.folder)];
    expect(await text(theirs.indexes, "v3.1.0")).toBeUndefined();
    await add(mine.indexes, "v3.1.0");
    expect(await text(theirs.indexes, "v3.1.0")).toBe(expected("v3.1.0"));
    await add(theirs.indexes, "v3.2.0");
    expect(await text(mine.indexes, "v3.2.0")).toBe(expected("v3.2.0"));
    expect([...mine.warnings, ...theirs.warnings]).toEqual([]);
  });

  test("are separate for each target", async () => {
    using disk = temporaryFolder();
    const { indexes } = indexesIn(disk.folder);
    await add(indexes, "v3.1.0");
    for (const other of [
      { ...defaultTarget, abi: "cpt" as const },
      { ...defaultTarget, platform: "win32" as const },
      { ...defaultTarget, abi: "abi3" as const, limitedApi: "3.8" },
    ]) {
      expect(await indexes.manifest(resolved("v3.1.0"), other)).toBeUndefined();
    }
  });

  test("store a tag once, however often it is added", async () => {
    using disk = temporaryFolder();
    const { indexes } = indexesIn(disk.folder);
    await Promise.all([add(indexes, "v3.1.0"), add(indexes, "v3.1.0")]);
    const { size } = statSync(fileIn(disk.folder));
    await add(indexesIn(disk.folder).indexes, "v3.1.0");
    expect(statSync(fileIn(disk.folder)).size).toBe(size);
  });

  test("keep the changes between tags, among which no name is looked for", async () => {
    using disk = temporaryFolder();
    const [mine, theirs] = [indexesIn(disk.folder), indexesIn(disk.folder)];
    await add(mine.indexes, "v3.1.0");
    await mine.indexes.addChanges(defaultTarget, "v3.1.0 v3.2.0", Buffer.from("Pz changed"));
    await add(theirs.indexes, "v3.2.0");
    const index = await theirs.indexes.of(defaultTarget);
    expect(index.changes("v3.1.0 v3.2.0")?.toString()).toBe("Pz changed");
    expect(index.changes("v3.2.0 v3.3.0")).toBeUndefined();
    expect([...index.tags.keys()]).toEqual(["v3.1.0", "v3.2.0"]);
    expect([...index.find("symbol", "Pz").values()].map((found) => found.length)).toEqual([1, 1]);
  });

  test("may be deleted at any time", async () => {
    using disk = temporaryFolder();
    const { indexes, warnings } = indexesIn(disk.folder);
    await add(indexes, "v3.1.0");
    rmSync(join(disk.folder, "index"), { recursive: true });
    expect(await text(indexes, "v3.1.0")).toBeUndefined();
    await add(indexes, "v3.2.0");
    expect(await text(indexes, "v3.2.0")).toBe(expected("v3.2.0"));
    expect(warnings).toEqual([]);
  });

  test("continue after a partial write of a killed process", async () => {
    using disk = temporaryFolder();
    const { indexes } = indexesIn(disk.folder);
    await add(indexes, "v3.1.0");
    appendFileSync(fileIn(disk.folder), Buffer.from("\x89CAPIDX1\xff\xff\x00\x00 half", "latin1"));
    await add(indexes, "v3.2.0");
    for (const ref of ["v3.1.0", "v3.2.0"]) expect(await text(indexes, ref)).toBe(expected(ref));
    const { indexes: other } = indexesIn(disk.folder);
    for (const ref of ["v3.1.0", "v3.2.0"]) expect(await text(other, ref)).toBe(expected(ref));
  });

  test("that cannot be written are warned of, and cost nothing else", async () => {
    using disk = temporaryFolder();
    writeFileSync(join(disk.folder, "index"), "a file where the folder should be");
    const { indexes, warnings } = indexesIn(disk.folder);
    await add(indexes, "v3.1.0");
    expect(warnings).toContainEqual(expect.stringContaining("cannot be written"));
    expect(await text(indexes, "v3.1.0")).toBeUndefined();
  });

  test("of other versions of capidiff are deleted after a month without additions", async () => {
    using disk = temporaryFolder();
    const [old, recent] = ["1-1-old", "1-1-recent"].map((name) => join(disk.folder, "index", name, "cp.idx"));
    for (const file of [old, recent] as string[]) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, "");
    }
    utimesSync(old as string, 0, Date.now() / 1000 - 40 * 86_400);
    await add(indexesIn(disk.folder).indexes, "v3.1.0");
    expect(readdirSync(join(disk.folder, "index"))).toHaveLength(2);
    expect(statSync(recent as string).isFile()).toBe(true);
  });

  test("accept additions of several processes at once", async () => {
    using disk = temporaryFolder();
    const script = new URL("./add-to-index.ts", import.meta.url).pathname;
    const children = [0, 1, 2].map((n) =>
      spawn(process.execPath, ["--import", "tsx", script, disk.folder, String(n)], { stdio: "inherit" }),
    );
    const exits = await Promise.all(children.map((child) => once(child, "exit")));
    expect(exits.map(([code]) => code)).toEqual([0, 0, 0]);
    const { indexes, warnings } = indexesIn(disk.folder);
    for (const n of [0, 1, 2]) {
      for (let i = 0; i < 20; i++) expect(await text(indexes, `v3.${n}.${i}`)).toBe(expected(`v3.${n}.${i}`));
    }
    expect(warnings).toEqual([]);
  });
});
