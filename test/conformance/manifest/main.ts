/**
 * `npm run conformance:manifests [-- --ref v3.15.2 --abi abi3@3.11 --all]`: manifests of the corpus's releases against
 * what gcc and castxml say of the same headers. Fails where anything disagrees. `--abi` takes an abi, or one of its
 * versions; `--all` shows every disagreement and not the first few of each kind.
 */
import { parseArgs } from "node:util";
import { readConfig } from "../../../src/config.ts";
import { Repository } from "../../../src/cpython/repository.ts";
import { versionOf } from "../../../src/cpython/version.ts";
import { buildManifest } from "../../../src/manifest/build.ts";
import { corpusRemote } from "../../corpus/corpus.ts";
import { compare } from "./compare.ts";
import { Judge } from "./judge.ts";
import { releases } from "./releases.ts";
import { Report } from "./report.ts";
import { type ConformanceTarget, targetsOf } from "./targets.ts";

const { values: options } = parseArgs({
  options: {
    ref: { type: "string", multiple: true },
    abi: { type: "string", multiple: true },
    all: { type: "boolean", default: false },
  },
});
const { cpythonRepo, dataDir } = readConfig(process.env);
const repository = new Repository(corpusRemote() ?? cpythonRepo, dataDir);
const report = new Report(console.log, options.all);

for (const ref of options.ref ?? releases(await repository.refs())) {
  const tree = await repository.tree(ref);
  const targets = targetsOf(versionOf(tree));
  const isWanted = ({ label }: ConformanceTarget) =>
    options.abi?.some((abi) => label === abi || label.startsWith(`${abi}@`)) ?? true;
  const judge = await Judge.of(tree);
  try {
    const wanted = targets.filter(isWanted);
    for (const [index, target] of wanted.entries()) {
      const truth = await judge.judge(target);
      // The compilers go on while this thread builds a manifest; what fails there is told when its turn comes.
      for (const next of wanted.slice(index + 1, index + 2)) judge.judge(next).catch(() => {});
      const limited = await judge.limitedApi(target.request.abi === "abi3t" ? "abi3t" : "abi3", targets);
      report.add(tree.ref, target.label, truth, compare(buildManifest(tree, target.request), truth, limited));
    }
  } finally {
    await judge.close();
  }
}
if (!report.finish()) process.exitCode = 1;
