import { existsSync, readdirSync } from "node:fs";
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
