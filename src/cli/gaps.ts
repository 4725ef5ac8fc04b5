import type { Command } from "commander";
import { type GapsFormatName, gapsFormatNames, gapsFormats } from "../report/gaps/formats.ts";
import { paintFor } from "../report/paint.ts";
import { print, withAnswers } from "./engine.ts";
import { format, type TargetOptions, targetOf, usageOption, withTarget } from "./options.ts";

interface GapsOptions extends TargetOptions {
  bindings?: string;
  usage?: string;
  format: GapsFormatName;
}

export function addGaps(program: Command): void {
  withTarget(program.command("gaps"))
    .description("what an implementation of the C API, or a binding to it, lacks of a version, and what differs in it")
    .usage("[options] <implementation> <reference>\n       capidiff gaps [options] --bindings <file> <reference>")
    .argument("<refs...>", "the implementation's headers, such as headers:pypy-3.9, and the version to compare with")
    .option("--bindings <file>", "names, constants, sizes and offsets that a binding declares, as JSON")
    .addOption(usageOption())
    .addOption(format(gapsFormatNames))
    .action(async (refs: string[], options: GapsOptions, command: Command) => {
      const { bindings, usage } = options;
      const reference = refs.pop() as string;
      const [implementation, ...more] = refs;
      if (more.length > 0 || (implementation === undefined) === (bindings === undefined))
        command.error("error: name an implementation and a reference, or --bindings and a reference");
      const target = targetOf(options);
      const bytes = await withAnswers(
        async (answers) => {
          if (bindings === undefined)
            return (await answers.gaps(implementation as string, reference, target, "json")).bytes();
          const { bindingGapsIn } = await import("./bindings.ts");
          return bindingGapsIn(bindings, await (await answers.manifest(reference, target)).bytes(), usage);
        },
        { usage },
      );
      if (options.format === "json") return print(bytes);
      print(await gapsFormats[options.format].render(JSON.parse(bytes.toString()), paintFor(process.stdout)));
    });
}
