import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Api } from "../../src/check/api.ts";
import { HeaderImports } from "../../src/check/module/header-imports.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { diffManifests } from "../../src/diff/diff.ts";
import { packageRoot } from "../../src/package.ts";
import { readUsage } from "../../src/usage/format.ts";
import { impactOf } from "../../src/usage/impact.ts";
import type { UsageImpact } from "../../src/usage/impact-model.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { openReleases } from "../corpus/releases.ts";

const remote = corpusRemote();
const file = join(packageRoot, "usage/default.json");
const bytes = readFileSync(file);
const index = readUsage(bytes, file);

describe("the built-in index", () => {
  test("is small", () => {
    expect(bytes.length).toBeLessThanOrEqual(400_000);
  });

  test("names its source and date", () => {
    expect(index.sources).toEqual([
      { title: expect.stringMatching(/^Modules of 178 packages of Debian/), date: expect.stringMatching(/^20/) },
    ]);
    expect(index.packages).toHaveLength(178);
  });
});

describe.skipIf(remote === null)("on real CPython", () => {
  const trees = new Map<string, SourceTree>();
  const apis = new Map<string, Api>();
  beforeAll(async () => {
    const releases = openReleases(remote as string);
    for (const ref of ["v3.13.18", "v3.14.10", "v3.15.2"]) {
      trees.set(ref, await releases.tree(ref));
      apis.set(ref, new Api(await releases.manifest(ref)));
    }
  }, 120_000);

  test("uses by headers are those in the bodies of 3.13's headers", () => {
    const [known] = index.headers;
    const imports = new HeaderImports(trees.get("v3.13.18") as SourceTree);
    const names = new Set(index.packages.flatMap(({ units }) => units.flatMap(({ uses }) => uses)));
    const makers = [...names]
      .filter((name) => name.startsWith("_"))
      .map((name) => [name, [...imports.referrersOf(name)].sort()] as const)
      .filter(([, makers]) => makers.length > 0);
    expect(known?.makers).toEqual(Object.fromEntries(makers));
    expect(known?.makers._PyByteArray_empty_string).toEqual(["PyByteArray_AS_STRING"]);
  });

  function impact(from: string, to: string): UsageImpact {
    const [older, newer] = [apis.get(from) as Api, apis.get(to) as Api];
    return impactOf(older, newer, diffManifests(older.manifest, newer.manifest), index);
  }

  const named = ({ packages }: UsageImpact, need: string) =>
    packages.filter((one) => one.need === need).map(({ name }) => name.replace("python3-", ""));

  test("3.13 to 3.14 hits one of the packages, by a private function", () => {
    const reported = impact("v3.13.18", "v3.14.10");
    expect(named(reported, "work")).toEqual(["orjson"]);
    expect(named(reported, "tool")).toEqual([]);
    expect(reported.summary.loads).toBe(10);
  });

  test("3.14 to 3.15 affects users of PyWeakref_GetObject, and counts earlier breakage separately", () => {
    const reported = impact("v3.14.10", "v3.15.2");
    expect(named(reported, "work").sort()).toEqual(["gpg", "orjson", "psycopg2", "pygame"]);
    expect(reported.packages.filter(({ already }) => already).map(({ name }) => name)).toEqual(["python3-orjson"]);
    // Headers do not show whether the stable ABI keeps names that the limited API lost.
    expect(named(reported, "unknown").sort()).toEqual(["igraph", "pyqt5", "pyqt6"]);
    expect(reported.changes.map(({ subject, usedBy }) => [subject.name, usedBy.author, usedBy.headers])).toEqual(
      expect.arrayContaining([
        ["_PyByteArray_empty_string", 0, 50],
        ["PyWeakref_GetObject", 6, 0],
      ]),
    );
  });

  test("a version compared with itself affects no package", () => {
    const { summary, changes } = impact("v3.13.18", "v3.13.18");
    expect(summary).toMatchObject({ work: 0, tool: 0 });
    expect(changes).toEqual([]);
  });
});
