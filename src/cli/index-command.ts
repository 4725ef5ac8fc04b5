import type { Command } from "commander";
import type { TargetRequest } from "../cpython/target.ts";
import { print, warn, withAnswers } from "./engine.ts";
import { type TargetsOptions, targetsOf, targetsOptions } from "./targets.ts";

interface IndexOptions extends TargetsOptions {
  refs: string[];
  export?: string;
  import?: string;
  sha256?: string;
}

export function addIndex(program: Command): void {
  const command = program
    .command("index")
    .description("index all releases, so that questions about many versions are answered at once")
    .option(
      "--refs <refs>",
      "only these tags, version words and ranges such as 3.8..3.15, comma-separated; default: all releases of Python 3",
      (text) => text.split(",").map((word) => word.trim()),
      [] as string[],
    )
    .option(
      "--export <file>",
      "export the index of these targets to a file, for another machine, with the headers of their tags",
    )
    .option("--import <file|url>", "import such a file; entries that do not match their hashes are rejected")
    .option("--sha256 <hex>", "expected hash of the file of --import");
  for (const option of targetsOptions()) command.addOption(option);
  command.action(async (options: IndexOptions) => {
    const targets = targetsOf(options);
    if (options.import !== undefined) return importFrom(options.import, options.sha256 ?? null);
    if (options.export !== undefined) return exportTo(options.export, targets);
    await withAnswers(async (answers, engine) => {
      const { tagsOf } = await import("../cpython/tags.ts");
      const { compareNeighbours, readMissing } = await import("./fill-index.ts");
      await readMissing(engine, targets, tagsOf(await answers.refs(), options.refs));
      await compareNeighbours(engine, targets);
      for (const target of targets) {
        const { tags, end } = await engine.indexes.of(target);
        print(lineOf(target, `${tags.size} manifests, ${megabytes(end)}`));
      }
    });
  });
}

async function importFrom(source: string, sha256: string | null): Promise<void> {
  const { importIndex, readSource } = await import("../../cache/index-transfer.ts");
  const bytes = await readSource(source);
  const imported = await withAnswers((_, { indexes, repository }) => importIndex(indexes, repository, bytes, sha256));
  for (const { target, added, refused } of imported) {
    print(lineOf(target, `${added} manifests taken`));
    if (refused > 0) warn(`${refused} manifests of ${target.abi} on ${target.platform} were rejected: damaged`);
  }
}

async function exportTo(file: string, targets: readonly TargetRequest[]): Promise<void> {
  const { exportIndex } = await import("../../cache/index-transfer.ts");
  const exported = await withAnswers((_, { indexes, repository }) => exportIndex(indexes, repository, targets, file));
  print(`${file}: ${exported.tags} tags, ${megabytes(exported.size)}, sha256 ${exported.sha256}\n`);
}

/** @param line the text about a target */
const lineOf = ({ abi, platform }: TargetRequest, line: string) => `${abi} on ${platform}: ${line}\n`;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
