import { versionIn } from "../cpython/version.ts";
import type { Manifest } from "../manifest/model.ts";
import { type Advice, type Generator, generatorAdvice } from "./generators.ts";
import type { CheckDiagnostic, CheckFinding } from "./model.ts";

/** The code of diagnostics about files that need another release of their generator. */
export const generatedFile = "generated-file";

/** Files that are fixed by their generator, for one version. */
export class GeneratedFiles {
  readonly #advice: ReadonlyMap<string, Advice>;

  constructor(generated: Readonly<Record<string, Generator>>, manifest: Manifest) {
    const { minor } = versionIn(manifest);
    const { abi } = manifest.target;
    this.#advice = new Map(
      Object.entries(generated).map(([file, generator]) => [file, generatorAdvice(generator, abi, minor)]),
    );
  }

  /** Advice in the hint, unless other code has the problem too. */
  advised(finding: CheckFinding): CheckFinding {
    const advice = finding.places.flatMap(({ file }) => this.#advice.get(file)?.text ?? []);
    if (finding.impact === "compatible" || advice.length < Math.max(1, finding.places.length)) return finding;
    const hints = [...(finding.hint === null ? [] : [finding.hint]), ...new Set(advice)];
    return { ...finding, hint: hints.join(" ") };
  }

  /** The files with findings of which the generator's release is the cause. */
  diagnostics(findings: readonly CheckFinding[]): CheckDiagnostic[] {
    const worth = findings.filter(({ impact }) => impact !== "compatible");
    const files = new Set(worth.flatMap(({ places }) => places.map(({ file }) => file)));
    return [...files].flatMap((file) => {
      const advice = this.#advice.get(file);
      return advice?.isCause ? [{ code: generatedFile, place: { file }, message: advice.text, gap: false }] : [];
    });
  }
}
