import type { Command } from "commander";
import { print, warn, withAnswers } from "./engine.ts";
import { type BuildOptions, buildOf, format, type TargetOptions, withBuild } from "./options.ts";

interface Options extends TargetOptions, BuildOptions {
  headers?: string;
  name?: string;
}

export function addManifest(program: Command): void {
  withBuild(program.command("manifest"))
    .description("print all symbols, structs and enums of one ref as JSON")
    .usage("[options] <ref>\n       capidiff manifest [options] --headers <folder>")
    .argument("[ref]", "a tag, branch, commit id or version word")
    .option(
      "--headers <folder>",
      "a folder of installed headers, or of another implementation; stored as the ref headers:NAME",
    )
    .option("--name <name>", "name of these headers; default: the folder's")
    .addOption(format(["json"]))
    .action(async (ref: string | undefined, options: Options, command: Command) => {
      if ((ref === undefined) === (options.headers === undefined))
        command.error("error: expected a ref, or a folder with --headers");
      if (options.name !== undefined && options.headers === undefined) command.error("error: --name needs --headers");
      const bytes = await withAnswers(async (answers, { headers }) => {
        const kept = options.headers === undefined ? null : await headers.keep(options.headers, options.name);
        const manifest = await answers.manifest(kept?.ref ?? (ref as string), buildOf(options));
        if (kept !== null) reportStored(kept.ref, kept.files.has("Include/pyconfig.h"));
        return manifest.bytes();
      });
      print(bytes);
    });
}

function reportStored(ref: string, isConfigured: boolean): void {
  process.stderr.write(`capidiff: stored as ${ref}\n`);
  if (!isConfigured)
    warn("The folder has no pyconfig.h: what configure finds out is taken for what it is in a plain build");
}
