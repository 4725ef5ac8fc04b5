import type { Command } from "commander";
import { print, withAnswers } from "./engine.ts";
import { format, type TargetOptions, targetOf, withTarget } from "./options.ts";

export function addLayout(program: Command): void {
  withTarget(program.command("layout"))
    .description("where the members of a struct lie, or what moved in it between two refs")
    .usage("[options] <ref> <struct>\n       capidiff layout [options] <from> <to> <struct>")
    .argument("<refs and struct...>", "one ref or two, then a typedef name or a tag")
    .addOption(format(["text", "json", "c", "rust"]))
    .action(async (words: string[], options: { format: string } & TargetOptions, command: Command) => {
      const name = words.pop() as string;
      const [first, second, ...more] = words;
      if (first === undefined || more.length > 0) command.error("error: name one ref or two, and then one struct");
      if (second !== undefined && /^(?:c|rust)$/.test(options.format)) {
        command.error(`error: --format ${options.format} is of one ref`);
      }
      const parts = await withAnswers((answers) =>
        Promise.all(
          words.map(async (ref) => (await answers.part(ref, targetOf(options), { kind: "struct", name })).bytes()),
        ),
      );
      const { layoutReport } = await import("../report/layout/report.ts");
      print(layoutReport(options.format, parts));
    });
}
