import type { Command } from "commander";
import { type ImpactFormatName, impactFormatNames, impactFormats } from "../report/impact/formats.ts";
import { paintFor } from "../report/paint.ts";
import { print, withAnswers } from "./engine.ts";
import { format, pairOf, type TargetOptions, targetOf, usageOption, withPair, withTarget } from "./options.ts";

interface ImpactOptions extends TargetOptions {
  usage?: string;
  format: ImpactFormatName;
}

export function addImpact(program: Command): void {
  withPair(withTarget(program.command("impact")))
    .description("show which packages load, need a rebuild, or need work when the API changes from one ref to another")
    .addOption(usageOption())
    .addOption(format(impactFormatNames))
    .action(async (_from, _to, options: ImpactOptions, command: Command) => {
      const [from, to] = pairOf(command);
      const bytes = await withAnswers(async (answers) => (await answers.impact(from, to, targetOf(options))).bytes(), {
        usage: options.usage,
      });
      if (options.format === "json") return print(bytes);
      print(await impactFormats[options.format].render(JSON.parse(bytes.toString()), paintFor(process.stdout)));
    });
}
