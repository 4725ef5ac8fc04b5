import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { VersionData } from "../../src/check/api.ts";
import type { BuiltModule } from "../../src/check/module/module.ts";
import { judgeVersions } from "../../src/check/versions.ts";
import { corpusRemote } from "../corpus/corpus.ts";
import { openReleases } from "../corpus/releases.ts";

const remote = corpusRemote();
const list = ["../../../shared/usage", "../../../../shared/usage"]
  .map((folder) => fileURLToPath(new URL(`${folder}/debian-trixie-amd64.json`, import.meta.url)))
  .find(existsSync);

interface UsageList {
  tags: string[];
  symbols: string[];
  packages: { name: string; modules: [path: string, tag: number, tool: number, init: number, gaps: number[]][] }[];
}

/** The imports of the modules of 178 Debian packages, built for 3.13. */
function modulesOf({ tags, symbols, packages }: UsageList): BuiltModule[] {
  return packages.flatMap(({ name, modules }) =>
    modules.map(([path, tag, , , gaps]): BuiltModule => {
      let at = -1;
      return {
        file: `${name}/${path}`,
        format: "ELF",
        architecture: "x86_64",
        platform: "linux_x86_64",
        build: tags[tag]?.startsWith("abi3")
          ? { abi: "abi3", version: null }
          : { abi: tags[tag]?.startsWith("cpython-313d") ? "cpd" : "cp", version: "3.13" },
        imports: gaps.map((gap) => {
          at += gap + 1;
          return symbols[at] as string;
        }),
      };
    }),
  );
}

describe.runIf(remote !== null && list !== undefined)("modules of 178 Debian packages, built for 3.13", () => {
  let versions: Map<string, VersionData>;
  let modules: BuiltModule[];
  beforeAll(async () => {
    const releases = openReleases(remote as string);
    versions = new Map();
    for (const ref of ["v3.13.18", "v3.14.10", "v3.15.2"]) {
      versions.set(ref, { tree: await releases.tree(ref), manifest: await releases.manifest(ref) });
    }
    modules = modulesOf(JSON.parse(readFileSync(list as string, "utf8")));
  }, 120_000);

  /** For each name that breaks the packages that import it. */
  function breaks(target: string): Record<string, string[]> {
    const uses = { commit: null, source: [], modules, complete: true, diagnostics: [], facts: {}, generated: {} };
    const { findings } = judgeVersions(
      versions.get("v3.13.18") as VersionData,
      versions.get(target) as VersionData,
      uses,
      null,
    );
    return Object.fromEntries(
      findings
        .filter(({ impact }) => impact === "breaking")
        .map(({ used, places }) => [
          used.kind === "symbol" ? used.name : "",
          [...new Set(places.map(({ file }) => file.split("/")[0] as string))],
        ]),
    );
  }

  test("break nothing on the version they are built for", () => {
    expect(breaks("v3.13.18")).toEqual({});
  });

  const hashed = { _Py_HashBytes: ["python3-orjson"] };
  const weak = ["gpg", "psycopg2", "pygame", "igraph", "pyqt5", "pyqt6"].map((name) => `python3-${name}`);
  test.each([
    ["v3.14.10", hashed],
    ["v3.15.2", { ...hashed, PyWeakref_GetObject: weak }],
  ])("need work on %s only where the name has no way left", (target, expected) => {
    const reported = breaks(target);
    expect(reported).toEqual(expected);
    // Uses by macros and inline functions of 3.13's own headers disappear in a rebuild.
    expect(Object.keys(reported)).not.toContain("_PyByteArray_empty_string");
    const { symbols } = (versions.get(target) as VersionData).manifest;
    const seen = new Set(symbols.filter(({ surface }) => surface === "public").map(({ name }) => name));
    expect(Object.keys(reported).filter((name) => seen.has(name))).toEqual([]);
  });
});
