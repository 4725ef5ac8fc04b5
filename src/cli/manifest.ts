import type { Command } from "commander";
import { print, withAnswers } from "./engine.ts";
import { type BuildOptions, buildOf, format, type TargetOptions, withBuild } from "./options.ts";

export function addManifest(program: Command): void {
  withBuild(program.command("manifest"))
    .description("all symbols, structs and enums of one ref, as JSON")
    .argument("<ref>", "a tag, branch, commit id or version word")
    .addOption(format(["json"]))
    .action(async (ref: string, options: TargetOptions & BuildOptions) => {
      print(await withAnswers(async (answers) => (await answers.manifest(ref, buildOf(options))).bytes()));
    });
}
