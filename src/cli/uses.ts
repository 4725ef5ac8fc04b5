import type { Command } from "commander";
import { print, withAnswers } from "./engine.ts";
import { type TargetOptions, targetOf, withTarget } from "./options.ts";

export function addUses(program: Command): void {
  withTarget(program.command("uses"))
    .description("list what an extension uses, as JSON for a subscription or another check")
    .argument("<paths...>", "sources, built modules, wheels, archives, lists in JSON, or folders of them")
    .option("--target <ref>", "the version to compile sources for; default: the newest final release")
    .action(async (paths: string[], { target, ...options }: TargetOptions & { target?: string }) => {
      const { filesOf } = await import("./files.ts");
      const files = await filesOf(paths);
      print(await withAnswers(async (answers) => answers.uses(files, target ?? null, targetOf(options))));
    });
}
