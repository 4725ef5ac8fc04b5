/**
 * `npm run bench:platforms`: the CPU time of a manifest for each further platform of a tag that the session has read,
 * relative to the first: the median of rounds, each in a process of its own and in another order, shuffled, since a full
 * garbage collection falls on every fifth platform or so; and the median of the rounds in which the platform was the first
 * of its family. `-- --ref v3.15.2` names another tag, `-- --rounds 7` takes a third of the time; `-- --check` fails if a
 * median of all rounds is above the aim.
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
import { familyOf } from "../src/manifest/elsewhere.ts";
import { ManifestSession } from "../src/manifest/session.ts";
import { tuneForCommand } from "../src/v8.ts";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { middle } from "./measure.ts";

const { values: options } = parseArgs({
  options: {
    ref: { type: "string", default: "v3.13.5" },
    rounds: { type: "string", default: "21" },
    check: { type: "boolean", default: false },
    /** Runs one round, of this number, and prints its seconds by platform as JSON. */
    round: { type: "string" },
  },
});
const aim = 0.2;

if (options.round === undefined) printMedians();
else console.log(JSON.stringify(await secondsOf(Number(options.round))));

/** The seconds of each platform, in the order in which they were read. */
type Round = [first: [Platform, number], ...others: [Platform, number][]];

/** What a platform cost in a round, relative to the first one. */
interface Cost {
  platform: Platform;
  part: number;
  /** Whether no other platform of its family came before it. */
  isFirst: boolean;
}

function printMedians(): void {
  const rounds = Array.from({ length: Number(options.rounds) }, (_, round): Round => {
    const args = [...process.execArgv, ...process.argv.slice(1), "--round", String(round)];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
  });
  const firstSeconds = middle(rounds.map(([[, seconds]]) => seconds));
  console.log(`${options.ref} ${defaultTarget.platform}: ${firstSeconds.toFixed(2)} s CPU`);
  const costs = rounds.flatMap(costsOf);
  for (const platform of platforms) {
    const own = costs.filter((cost) => cost.platform === platform);
    if (own.length === 0) continue;
    const part = middle(own.map((cost) => cost.part));
    const first = own.filter(({ isFirst }) => isFirst).map((cost) => cost.part);
    const asFirst = first.length === 0 ? "" : `, ${middle(first).toFixed(2)} as the first of its family`;
    console.log(`${platform}: ${part.toFixed(2)} of it${asFirst}${part > aim ? " — the aim is missed" : ""}`);
    if (part > aim && options.check) process.exitCode = 1;
  }
}

function costsOf([[, first], ...others]: Round): Cost[] {
  const seen = new Set([familyOf(defaultTarget.platform)]);
  return others.map(([platform, seconds]) => {
    const isFirst = !seen.has(familyOf(platform));
    seen.add(familyOf(platform));
    return { platform, part: seconds / first, isFirst };
  });
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
