import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyAtRest } from "../../src/watch/folder-copy.ts";
import { temporaryFolder } from "../cache/disk.ts";

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, [Symbol.dispose]: remove } = temporaryFolder());
  mkdirSync(join(folder, "from", "deep"), { recursive: true });
  for (let file = 0; file < 20; file++) writeFileSync(join(folder, "from", "deep", `${file}`), "0");
});
afterEach(() => remove());

const copy = () => copyAtRest(join(folder, "from"), join(folder, "to"));
const write = (text: string) => {
  for (const file of ["0", "19"]) writeFileSync(join(folder, "from", "deep", file), text);
};
const read = (file: string) => readFileSync(join(folder, "to", "deep", file), "utf8");

test("a folder at rest is copied completely", async () => {
  write("1");
  await copy();
  expect(["0", "10", "19"].map(read)).toEqual(["1", "0", "1"]);
});

test("a folder that keeps changing is not copied", async () => {
  let number = 0;
  const timer = setInterval(() => write(`${++number}`));
  await expect(copy()).rejects.toThrow("is being written to");
  expect(existsSync(join(folder, "to"))).toBe(false);
  clearInterval(timer);
});
