import type { ModuleBuild } from "../../src/check/module/module.ts";
import type { UsageIndex, UsagePackage, UsageUnit } from "../../src/usage/model.ts";

export const for313: ModuleBuild = { abi: "cp", version: "3.13" };
export const stable: ModuleBuild = { abi: "abi3", version: null };

/** A module that was built for 3.13. */
export const unit = (uses: string[], more: Partial<UsageUnit> = {}): UsageUnit => ({
  path: "m",
  kind: "module",
  build: for313,
  tool: null,
  uses: [...uses].sort(),
  ...more,
});

export const pack = (name: string, units: UsageUnit[], more: Partial<UsagePackage> = {}): UsagePackage => ({
  name,
  version: "1.0",
  project: name,
  pypi: null,
  units,
  ...more,
});

/** @param makers what the headers of 3.13 name themselves @param unseen what they do not declare */
export const usage = (
  packages: UsagePackage[],
  makers: Record<string, string[]> = {},
  unseen: string[] = [],
  foreign: string[] = [],
): UsageIndex => ({
  sources: [{ title: "a test", date: "2026-11-27" }],
  headers: [{ series: "3.13", ref: "v3.13.18", commit: "1".repeat(40), makers, unseen }],
  foreign,
  packages,
});
