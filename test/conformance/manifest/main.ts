/**
 * `npm run conformance:manifests [-- --ref v3.15.2 --platform linux_i686 --abi abi3@3.11 --all]`: compares
 * manifests of the corpus's releases with gcc and castxml on the same headers. Fails on any disagreement. `--abi` takes
 * an abi, or one of its versions; `--all` shows all disagreements, not only the first few of each kind; `--sample`
 * compares the part that CI has time for.
 */
import { parseArgs } from "node:util";
import { readConfig } from "../../../src/config.ts";
import { Repository } from "../../../src/cpython/repository.ts";
import { versionOf } from "../../../src/cpython/version.ts";
import { buildManifest } from "../../../src/manifest/build.ts";
import { ManifestSession } from "../../../src/manifest/session.ts";
import { corpusRemote } from "../../corpus/corpus.ts";
import { castxmlPlatforms, compilerOf } from "../compilers.ts";
import { shuffled } from "../order.ts";
import { compare, kinds } from "./compare.ts";
import { Judge } from "./judge.ts";
import { releases } from "./releases.ts";
import { Report } from "./report.ts";
import { type ConformanceTarget, firstPlatform, isSampled, sampledRefs, targetsOf } from "./targets.ts";

const { values: options } = parseArgs({
  options: {
    ref: { type: "string", multiple: true },
    platform: { type: "string", multiple: true },
    abi: { type: "string", multiple: true },
    all: { type: "boolean", default: false },
    sample: { type: "boolean", default: false },
  },
});
const { cpythonRepo, dataDir } = readConfig(process.env);
const repository = new Repository(corpusRemote() ?? cpythonRepo, dataDir);
const report = new Report(console.log, options.all);

const platforms = castxmlPlatforms.filter((platform) => {
  const isWanted = options.platform?.includes(platform) ?? true;
  const reason = isWanted ? compilerOf(platform).whyNot : null;
  if (reason !== null) report.leaveOut(platform, reason);
  return isWanted && reason === null;
});
const isWanted = ({ label }: ConformanceTarget) =>
  options.abi?.some((abi) => label.split(" ")[0] === abi || label.startsWith(`${abi}@`)) ?? true;
/** What macros become on the other platforms platform.test.ts compares, for each ref. */
const elsewhere = kinds.filter((kind) => kind !== "macro");

const refs = options.ref ?? releases(await repository.refs());
const order = shuffled(refs, (ref) => ref);
const session = new ManifestSession();
for (const ref of options.sample ? sampledRefs(refs, order) : order) {
  const tree = await repository.tree(ref);
  const version = versionOf(tree);
  const judge = await Judge.of(tree);
  try {
    const all = platforms.flatMap((platform) => targetsOf(version, platform)).filter(isWanted);
    const wanted = options.sample ? all.filter((target) => isSampled(target, ref, refs)) : all;
    // Which limited APIs show a name takes a compilation for each of them: of a sample only where it has them.
    const asksLimited = !options.sample || wanted.some(({ request }) => request.limitedApi !== null);
    for (const [index, target] of wanted.entries()) {
      const truth = await judge.judge(target);
      // The compilers go on while this thread builds a manifest; what fails there is told when its turn comes.
      for (const next of wanted.slice(index + 1, index + 2)) judge.judge(next).catch(() => {});
      const { request } = target;
      const isFirst = request.platform === firstPlatform;
      const limited =
        isFirst && asksLimited ? await judge.limitedApi(request.abi === "abi3t" ? "abi3t" : "abi3") : null;
      const comparison = compare(buildManifest(tree, request, session), truth, limited, isFirst ? kinds : elsewhere);
      report.add(tree.ref, target, truth, comparison);
    }
  } finally {
    await judge.close();
  }
}
if (!report.finish()) process.exitCode = 1;
