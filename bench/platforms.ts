/**
 * `npm run bench:platforms`: the CPU time of a manifest for each further platform of a tag that the session has read,
 * relative to the first: the median of rounds, each in a process of its own and in another order, shuffled, since a full
 * garbage collection falls on every sixth platform or so. `-- --ref v3.15.2` names another tag; `-- --check` fails above
 * the aim.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
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
import { middle } from "./measure.ts";

const { values: options } = parseArgs({
  options: {
    ref: { type: "string", default: "v3.13.5" },
    check: { type: "boolean", default: false },
    /** Runs one round, of this number, and prints its seconds by platform as JSON. */
    round: { type: "string" },
  },
});
const aim = 0.2;
const rounds = 7;

if (options.round === undefined) printMedians();
else console.log(JSON.stringify(await secondsOf(Number(options.round))));

function printMedians(): void {
  const all = Array.from({ length: rounds }, (_, round) => {
    const args = [...process.execArgv, ...process.argv.slice(1), "--round", String(round)];
    const [first, ...others] = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
    return { first: first[1] as number, others: new Map<string, number>(others) };
  });
  console.log(`${options.ref} ${defaultTarget.platform}: ${middle(all.map(({ first }) => first)).toFixed(2)} s CPU`);
  for (const platform of platforms) {
    if (!all[0]?.others.has(platform)) continue;
    const part = middle(all.map(({ first, others }) => (others.get(platform) as number) / first));
    console.log(`${platform}: ${part.toFixed(2)} of it${part > aim ? " — the aim is missed" : ""}`);
    if (part > aim && options.check) process.exitCode = 1;
  }
}

/** The seconds of each platform in one process, the default platform first. */
async function secondsOf(round: number): Promise<[Platform, number][]> {
  const remote = corpusRemote();
  if (!remote) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");
  tuneForCommand();
  const scratch = await mkdtemp(join(tmpdir(), "capidiff-bench-platforms-"));
  try {
    const tree = await new Repository(remote, scratch).tree(options.ref);
    const session = new ManifestSession();
    const version = versionOf(tree);
    const others = platforms.filter((platform) => {
      const { since } = platformDefinition(platform).support;
      return platform !== defaultTarget.platform && (since === null || isAtLeast(version, since));
    });
    const place = (platform: Platform) => createHash("sha1").update(`${round} ${platform}`).digest("hex");
    const shuffled = others.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
    return [defaultTarget.platform, ...shuffled].map((platform) => {
      const before = process.cpuUsage();
      session.json.of(buildManifest(tree, { ...defaultTarget, platform }, session));
      const { user, system } = process.cpuUsage(before);
      return [platform, (user + system) / 1e6];
    });
  } finally {
    await rm(scratch, { recursive: true });
  }
}
