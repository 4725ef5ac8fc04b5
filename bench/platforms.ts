/**
 * `npm run bench:platforms`: the CPU time of a manifest for each further platform of a tag that the session has read,
 * relative to the first. `-- --ref v3.15.2` names another tag; `-- --check` fails above the aim.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { platforms } from "../src/cpython/platforms/names.ts";
import { platformDefinition } from "../src/cpython/platforms/registry.ts";
import { Repository } from "../src/cpython/repository.ts";
import { defaultTarget, isAtLeast, type Platform } from "../src/cpython/target.ts";
import { versionOf } from "../src/cpython/version.ts";
import { buildManifest } from "../src/manifest/build.ts";
import { ManifestSession } from "../src/manifest/session.ts";
import { tuneForCommand } from "../src/v8.ts";
import { corpusRemote } from "../test/corpus/corpus.ts";

const { values: options } = parseArgs({
  options: { ref: { type: "string", default: "v3.13.5" }, check: { type: "boolean", default: false } },
});
const aim = 0.2;
const remote = corpusRemote();
if (!remote) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");

tuneForCommand();
const scratch = await mkdtemp(join(tmpdir(), "capidiff-bench-platforms-"));
try {
  const tree = await new Repository(remote, scratch).tree(options.ref);
  const session = new ManifestSession();
  const build = (platform: Platform): number => {
    const before = process.cpuUsage();
    session.json.of(buildManifest(tree, { ...defaultTarget, platform }, session));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  const first = build(defaultTarget.platform);
  console.log(`${options.ref} ${defaultTarget.platform}: ${first.toFixed(2)} s CPU`);
  for (const platform of platforms) {
    const { since } = platformDefinition(platform).support;
    if (platform === defaultTarget.platform || (since !== null && !isAtLeast(versionOf(tree), since))) continue;
    const part = build(platform) / first;
    console.log(`${platform}: ${part.toFixed(2)} of it${part > aim ? " — the aim is missed" : ""}`);
    if (part > aim && options.check) process.exitCode = 1;
  }
} finally {
  await rm(scratch, { recursive: true });
}
