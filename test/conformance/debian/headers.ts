import { versionOf } from "../../../src/cpython/version.ts";
import { buildManifest } from "../../../src/manifest/build.ts";
import { ManifestSession } from "../../../src/manifest/session.ts";
import { castxmlPlatforms, compilerOf } from "../compilers.ts";
import { type Comparison, compare, type Disagreement, kinds } from "../manifest/compare.ts";
import { Judge } from "../manifest/judge.ts";
import { Report } from "../manifest/report.ts";
import { firstPlatform, targetsOf } from "../manifest/targets.ts";
import { headerFolders, headerTree } from "./trees.ts";

/** The processors whose `pyconfig.h` is fetched. */
const platforms = castxmlPlatforms.filter((platform) => platform !== "linux_i686");

/** Names defined only by `pyconfig.h` are no API, though the header is installed. */
function withoutConfiguration({ disagreements, total, ...rest }: Comparison): Comparison {
  const isConfiguration = ({ kind, ours, where }: Disagreement) =>
    kind === "macro" && ours === null && /\bpyconfig\.h:/.test(where);
  const left = disagreements.filter((one) => !isConfiguration(one));
  return {
    ...rest,
    total: { ...total, macro: total.macro - (disagreements.length - left.length) },
    disagreements: left,
  };
}

/** Compares manifests of installed headers with gcc and castxml. */
export async function checkHeaders(folder: string): Promise<boolean> {
  const report = new Report(console.log, false);
  const session = new ManifestSession();
  for (const name of headerFolders(folder)) {
    const tree = await headerTree(folder, name);
    const judge = await Judge.of(tree);
    try {
      for (const platform of platforms) {
        const { whyNot } = compilerOf(platform);
        const isPyPy = !name.startsWith("python");
        if (isPyPy && platform !== firstPlatform) continue;
        if (whyNot !== null) {
          report.leaveOut(platform, whyNot);
          continue;
        }
        const target = targetsOf(versionOf(tree), platform).find(({ request }) => request.abi === "cp");
        if (target === undefined) continue;
        const truth = await judge.judge(target);
        // What macros become on other platforms platform.test.ts compares. PyPy has some that are no more than themselves.
        const asked = kinds.filter((kind) => kind !== "macro" || (platform === firstPlatform && !isPyPy));
        const manifest = buildManifest(tree, target.request, session);
        if (!manifest.complete)
          console.log(`${tree.ref} ${platform} is not complete:`, manifest.diagnostics.slice(0, 3));
        report.add(tree.ref, target, truth, withoutConfiguration(compare(manifest, truth, null, asked)));
      }
    } finally {
      await judge.close();
    }
  }
  return report.finish();
}
