import { Api } from "../src/check/api.ts";
import { diffManifests } from "../src/diff/diff.ts";
import type { Manifest } from "../src/manifest/model.ts";
import { readUsage } from "../src/usage/format.ts";
import { impactOf } from "../src/usage/impact.ts";
import type { UsageImpact } from "../src/usage/impact-model.ts";
import type { VersionBytes } from "./check-task.ts";

/**
 * The impact of going from one version to another on the packages of an index. @throws CapidiffError `invalid-usage`
 */
export function impactOn(
  from: VersionBytes,
  to: VersionBytes,
  usage: Uint8Array,
  manifestOf: (bytes: Uint8Array) => Manifest,
): UsageImpact {
  const apiOf = ({ manifest, tree }: VersionBytes) => Api.of({ manifest: manifestOf(manifest), tree });
  const [older, newer] = [apiOf(from), apiOf(to)];
  const diff = diffManifests(older.manifest, newer.manifest);
  return impactOf(older, newer, diff, readUsage(usage, "the index of usage"));
}
