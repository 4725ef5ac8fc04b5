import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ObjectReaders } from "../../src/cpython/object-readers.ts";
import type { ObjectReader } from "../../src/cpython/objects.ts";

let gitDir: string;
let readers: ObjectReaders;

beforeEach(() => {
  gitDir = mkdtempSync(join(tmpdir(), "capidiff-test-"));
  execFileSync("git", ["init", "--quiet", "--bare", gitDir]);
  readers = new ObjectReaders(gitDir);
});

afterEach(() => rmSync(gitDir, { recursive: true, force: true }));

function write(text: string): string {
  return execFileSync("git", ["-C", gitDir, "hash-object", "-w", "--stdin"], { input: text }).toString().trim();
}

const itself = async (objects: ObjectReader) => objects;
const textOf = (id: string) => readers.with(async (objects) => (await objects.read(id))?.content?.toString());

test("one use after the other has the same reader, which finds objects that were added meanwhile", async () => {
  const reader = await readers.with(itself);
  expect(await textOf(write("int a;"))).toBe("int a;");
  expect(await textOf("1".repeat(40))).toBeUndefined();
  expect(await textOf(write("int b;"))).toBe("int b;");
  expect(await readers.with(itself)).toBe(reader);
});

test("uses at the same time have a reader each", async () => {
  const one = readers.with((objects) => readers.with(async (others) => objects === others));
  expect(await one).toBe(false);
});

test("a reader whose use failed, or whose git ended, is not used again", async () => {
  const id = write("int a;");
  let failed: ObjectReader | undefined;
  const failing = readers.with(async (objects) => {
    failed = objects;
    throw new Error("failed");
  });
  await expect(failing).rejects.toThrow("failed");
  const next = await readers.with(itself);
  expect(next).not.toBe(failed);
  next.close();
  await expect.poll(() => next.isOpen).toBe(false);
  expect(await textOf(id)).toBe("int a;");
});
