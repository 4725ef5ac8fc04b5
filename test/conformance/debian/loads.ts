import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Api } from "../../../src/check/api.ts";
import { Repository } from "../../../src/cpython/repository.ts";
import { readStableAbi } from "../../../src/cpython/stable-abi.ts";
import { defaultTarget } from "../../../src/cpython/target.ts";
import { diffManifests } from "../../../src/diff/diff.ts";
import { buildManifest } from "../../../src/manifest/build.ts";
import { ManifestSession } from "../../../src/manifest/session.ts";
import { packageRoot } from "../../../src/package.ts";
import { readUsage } from "../../../src/usage/format.ts";
import { impactOf } from "../../../src/usage/impact.ts";
import type { UsagePackage, UsageUnit } from "../../../src/usage/model.ts";
import { temporaryFolder } from "../../cache/disk.ts";
import { corpusRemote } from "../../corpus/corpus.ts";

/** Number of modules examined for each kind of build, spread over the packages. */
const most = 40;

/** Whether modules of the usage index load, against the names that Debian's libpython of the version exports. */
export async function checkLoads(folder: string): Promise<boolean> {
  using disk = temporaryFolder();
  const remote = corpusRemote();
  if (remote === null) {
    console.log("Left out: there is no corpus.");
    return true;
  }
  const repository = new Repository(remote, disk.folder);
  const session = new ManifestSession();
  const index = readUsage(readFileSync(join(packageRoot, "usage/default.json")), "the usage index");
  const apiOf = async (ref: string) => {
    const tree = await repository.tree(ref);
    return new Api(buildManifest(tree, defaultTarget, session), readStableAbi(tree).entries.keys());
  };
  const before = await apiOf("3.11");
  const modules = index.packages.flatMap((one) => one.units.map((unit) => ({ one, unit })));
  const limited = spread(modules.filter(({ unit }) => unit.build?.abi === "abi3"));
  const full = spread(modules.filter(({ unit }) => unit.build?.abi === "cp" && unit.build.version === "3.13"));
  let wrong = 0;
  for (const series of ["3.13", "3.14", "3.15"]) {
    const library = join(folder, `usr/lib/x86_64-linux-gnu/libpython${series}.so.1.0`);
    if (!existsSync(library)) {
      console.log(`Left out: there is no libpython of ${series}.`);
      continue;
    }
    // What other libraries have is their own affair.
    const exported = new Set([...exportsOf(library), ...index.foreign]);
    const api = await apiOf(series);
    const diff = diffManifests(before.manifest, api.manifest);
    const asked = series === "3.13" ? [...limited, ...full] : limited;
    // One module is one package, so that each has an answer.
    const packages = asked.map(
      ({ one, unit }): UsagePackage => ({ ...one, name: `${one.name} ${unit.path}`, units: [unit] }),
    );
    const { packages: reported } = impactOf(before, api, diff, { ...index, packages });
    const needs = new Map(reported.map(({ name, need, doubts }) => [name, { need, doubts }]));
    const counts = { alike: 0, unknown: 0, wrong: 0 };
    for (const { name, units } of packages) {
      const { need = "work", doubts = [] } = needs.get(name) ?? {};
      const missing = missingIn(units, exported);
      const isAlike = (need === "loads") === (missing.length === 0);
      if (need === "unknown") counts.unknown++;
      else counts[isAlike ? "alike" : "wrong"]++;
      if (need === "unknown")
        console.log(`  ${name}: unknown (${doubts.join(", ")}); libpython lacks ${missing.join(", ") || "none"}`);
      else if (!isAlike) console.log(`  WRONG ${name}: ${need}; libpython lacks ${missing.join(", ") || "none"}`);
    }
    wrong += counts.wrong;
    console.log(
      `${api.manifest.ref}: ${asked.length} modules, ${counts.alike} alike, ${counts.unknown} said to be unknown, ${counts.wrong} wrong`,
    );
  }
  return wrong === 0;
}

const missingIn = (units: readonly UsageUnit[], exported: ReadonlySet<string>) =>
  units.flatMap(({ uses }) => uses.filter((name) => !exported.has(name)));

/** So many, at even distances. */
function spread<T>(all: readonly T[]): T[] {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, at) => all[Math.floor(at * step)] as T);
}

function exportsOf(library: string): Set<string> {
  const text = execFileSync("nm", ["-D", "--defined-only", library], { encoding: "utf8", maxBuffer: 1 << 26 });
  return new Set(text.split("\n").map((line) => line.split(" ").at(-1)?.replace(/@.*/, "") ?? ""));
}
