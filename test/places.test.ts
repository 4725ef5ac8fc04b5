import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { expect, test } from "vitest";

/** Tests of the whole: the app, the running service, and comparisons with compilers. */
const whole = /^(?:app|server|conformance)(?:\/|$)/;

const folders = new Set(
  readdirSync("test", { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.test\.tsx?$/.test(path))
    .map((path) => dirname(path)),
);

test("each test is in the folder of test/ that mirrors the folder of src/, cache/ or routes/ it tests", () => {
  const strays = [...folders].filter(
    (folder) => folder !== "." && !whole.test(folder) && !existsSync(posix.join("src", folder)) && !existsSync(folder),
  );
  expect(strays).toEqual([]);
});

test.each(["CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md"])("the files that %s names exist", (page) => {
  const files = ["src", "cache", "routes", "scripts", "test"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path.replaceAll("\\", "/")}`),
  );
  const named = [...readFileSync(page, "utf8").matchAll(/`([\w./-]+\.tsx?)`/g)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(0);
  const isThere = (path: string) => files.some((file) => `/${file}`.endsWith(`/${path}`));
  expect(named.filter((path) => !isThere(path))).toEqual([]);
});
