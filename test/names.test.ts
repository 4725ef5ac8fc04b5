import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const sources = ["src", "cache", "routes"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => `${folder}/${path}`),
);

test("no two modules export different types of one name", () => {
  const modules = new Map<string, string[]>();
  for (const file of sources) {
    const declared = readFileSync(file, "utf8").matchAll(/^export (?:abstract )?(?:type|interface|class) (\w+)/gm);
    for (const [, name = ""] of declared) modules.set(name, [...(modules.get(name) ?? []), file]);
  }
  const shared = [...modules].filter(([, files]) => files.length > 1);
  expect(Object.fromEntries(shared)).toEqual({});
});
