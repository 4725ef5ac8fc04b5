import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";

const cpython = [
  "src/c",
  "src/errors.ts",
  "src/group-by.ts",
  "src/native-calls.ts",
  "src/once.ts",
  "src/text-bytes.ts",
  "src/v8.ts",
];
const manifest = [...cpython, "src/cpython"];
const diff = [...manifest, "src/manifest"];
const check = [...diff, "src/diff"];
const history = [...diff, "src/diff"];
const usage = [...check, "src/check"];
const gaps = [...usage, "src/usage"];
const report = [...gaps, "src/history", "src/gaps"];
const pages = [...report, "src/report", "src/package.ts"];
const cache = [...pages, "src/pages", "src/config.ts"];
const watch = [...cache, "cache"];
const metrics = [...watch, "src/watch"];
const routes = [...metrics, "src/metrics.ts", "src/pressure.ts"];

const cli = [...routes, "src/app.ts", "src/log.ts", "src/server.ts", "src/progress.ts"];

/** The parts that each part may import. */
const allowed: Record<string, string[]> = {
  "src/c": ["src/native-calls.ts", "src/v8.ts"],
  "src/errors.ts": [],
  "src/group-by.ts": [],
  "src/log.ts": [],
  "src/native-calls.ts": [],
  "src/once.ts": [],
  "src/package.ts": [],
  "src/pressure.ts": [],
  "src/text-bytes.ts": [],
  "src/v8.ts": [],
  "src/cpython": cpython,
  "src/manifest": manifest,
  "src/diff": diff,
  "src/check": check,
  "src/history": history,
  "src/usage": usage,
  "src/gaps": gaps,
  "src/report": report,
  "src/pages": pages,
  "src/config.ts": ["src/errors.ts", "src/package.ts", "src/cpython"],
  cache,
  "src/watch": watch,
  "src/metrics.ts": metrics,
  routes,
  "src/app.ts": [...routes, "routes"],
  "src/service.ts": [...metrics, "src/metrics.ts"],
  "src/server.ts": [...routes, "src/app.ts", "src/log.ts", "src/service.ts"],
  // The library.
  "src/index.ts": watch,
  "src/progress.ts": routes,
  "src/cli": cli,
  "src/cli.ts": [...cli, "src/cli"],
};
const parts = Object.keys(allowed);

/** The part that a file belongs to. */
const partOf = (file: string) => parts.find((part) => file === part || file.startsWith(`${part}/`));

/** The project's files that a file imports, including types. All imports are relative, and Biome normalizes them. */
function importsOf(file: string, text: string): string[] {
  const specifiers = text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)"(\.{1,2}\/[^"]+\.tsx?)"/g);
  return [...specifiers].map(([, specifier = ""]) => posix.join(posix.dirname(file), specifier));
}

/** The forbidden imports of a file. */
function forbidden(file: string, imports: readonly string[]): string[] {
  const part = partOf(file);
  if (part === undefined) return [`${file} belongs to no part of the table`];
  return imports
    .filter((imported) => {
      const target = partOf(imported);
      return target === undefined || (target !== part && !allowed[part]?.includes(target));
    })
    .map((imported) => `${file} imports ${imported}`);
}

/** The cycles, each as the path from a file back to itself. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(" → "));
    if (done.has(file)) return;
    done.add(file);
    for (const imported of graph.get(file) ?? []) visit(imported, [...way, file]);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

const house = ["src", "cache", "routes"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
);
const textOf = (file: string) => readFileSync(file, "utf8");

describe("imports", () => {
  test("point in the directions of the table", () => {
    expect(house.flatMap((file) => forbidden(file, importsOf(file, textOf(file))))).toEqual([]);
  });

  test("have no cycle, except one of C's grammar: array sizes are constants, and sizeof is one", () => {
    // The readers of sources reach each other through the reader of the unit, of which they import the type alone.
    const ofUnit = 'import type { UnitReader } from "./unit-reader.ts";\n';
    const graph = new Map(house.map((file) => [file, importsOf(file, textOf(file).replace(ofUnit, ""))]));
    expect(circles(graph)).toEqual(["src/c/constant.ts → src/c/layout.ts → src/c/constant.ts"]);
  });
});
