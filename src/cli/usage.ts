import { readFile, rename, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { UsageIndex } from "../usage/model.ts";
import { withAnswers } from "./engine.ts";

interface AddOptions {
  name?: string;
  version?: string;
  into: string;
  merge: string[];
  source: string;
  target?: string;
}

export function addUsage(program: Command): void {
  program
    .command("usage")
    .description("the index of what packages use, which impact and gaps ask")
    .command("add")
    .description("add what a package uses, or all packages of other indexes, to an index")
    .argument("[paths...]", "sources, built modules, wheels, archives, or folders of them: all of one package")
    .option("--name <name>", "name of the package; replaces the package with that name")
    .option("--version <version>", "version of the package")
    .requiredOption("--into <file>", "the index; created if missing")
    .option("--merge <file>", "another index; may be repeated", (file, others: string[]) => [...others, file], [])
    .option("--source <title>", "origin of the package, for reports", "Packages added by hand")
    .option("--target <ref>", "the version that sources are compiled for; default: the newest final release")
    .action(async (paths: string[], options: AddOptions, command: Command) => {
      const { name, version, into, merge } = options;
      if (paths.length === 0 && merge.length === 0) command.error("error: missing paths of a package, or --merge");
      if (paths.length > 0 && (name === undefined || version === undefined))
        command.error("error: a package needs --name and --version");
      const { mergedUsage } = await import("../usage/merge.ts");
      const { writeUsage } = await import("../usage/format.ts");
      const known = await Promise.all([indexIn(into, true), ...merge.map((file) => indexIn(file))]);
      const added = paths.length === 0 ? [] : [await indexOf(paths, options)];
      const index = mergedUsage([...known, ...added]);
      // Whole or not at all.
      await writeFile(`${into}.new`, writeUsage(index));
      await rename(`${into}.new`, into);
      process.stderr.write(`capidiff: ${into} has ${index.packages.length} packages\n`);
    });
}

/** @param isNew whether it need not be there */
async function indexIn(file: string, isNew = false): Promise<UsageIndex> {
  const { readUsage } = await import("../usage/format.ts");
  const { CapidiffError } = await import("../errors.ts");
  try {
    return readUsage(await readFile(file), file);
  } catch (error) {
    if (error instanceof CapidiffError) throw error;
    if (isNew && (error as NodeJS.ErrnoException).code === "ENOENT")
      return { sources: [], headers: [], foreign: [], packages: [] };
    throw new CapidiffError("invalid-usage", `${file} cannot be read: ${(error as Error).message}.`, { file });
  }
}

/** An index of one package. */
async function indexOf(paths: readonly string[], { name = "", version = "", source, target }: AddOptions) {
  const { filesOf } = await import("./files.ts");
  const { packageOf } = await import("../usage/package.ts");
  const { namesInHeaders } = await import("../../cache/usage-headers.ts");
  const files = await filesOf(paths);
  return withAnswers(async (answers, { repository }): Promise<UsageIndex> => {
    const { uses, known } = await answers.usedIn(files, target ?? null);
    const one = packageOf({ name, version }, uses);
    const date = new Date().toISOString().slice(0, 10);
    return {
      sources: [{ title: source, date }],
      ...(await namesInHeaders([one], known, answers, repository)),
      packages: [one],
    };
  });
}
