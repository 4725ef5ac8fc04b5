import { type Command, Option } from "commander";
import { platformList } from "../cpython/platforms/wheel-tags.ts";
import type { Platform } from "../cpython/target.ts";
import type { StructPart } from "../manifest/struct-part.ts";
import { print, withAnswers } from "./engine.ts";
import { type BuildOptions, buildOf, format, type TargetOptions, withBuild } from "./options.ts";

interface Options extends TargetOptions, BuildOptions {
  format: string;
  platforms?: Platform[];
}

export function addLayout(program: Command): void {
  withBuild(program.command("layout"))
    .description("where the members of a struct lie, or what moved in it between two refs")
    .usage("[options] <ref> <struct>\n       capidiff layout [options] <from> <to> <struct>")
    .argument("<refs and struct...>", "one ref or two, then a typedef name or a tag")
    .addOption(
      new Option("--platforms <list>", "of one ref on several, with commas between them, or all").argParser(
        platformList,
      ),
    )
    .addOption(format(["text", "json", "c", "rust", "go"]))
    .action(async (words: string[], options: Options, command: Command) => {
      const name = words.pop() as string;
      const [first, second, ...more] = words;
      if (first === undefined || more.length > 0) command.error("error: name one ref or two, and then one struct");
      if (second !== undefined && /^(?:c|rust|go)$/.test(options.format)) {
        command.error(`error: --format ${options.format} is of one ref`);
      }
      if (options.platforms !== undefined) {
        if (second !== undefined || /^(?:c|rust|go)$/.test(options.format))
          command.error("error: --platforms is of one ref, as text or json");
        return print(await severalPlatforms(first as string, name, options.platforms, options));
      }
      const parts = await withAnswers((answers) =>
        Promise.all(
          words.map(async (ref) => (await answers.part(ref, buildOf(options), { kind: "struct", name })).bytes()),
        ),
      );
      const { layoutReport } = await import("../report/layout/report.ts");
      print(layoutReport(options.format, parts));
    });
}

async function severalPlatforms(ref: string, name: string, platforms: readonly Platform[], options: Options) {
  const { onPlatforms } = await import("../report/platforms/on-platforms.ts");
  const { layoutOnPlatforms } = await import("../report/layout/platforms.ts");
  const { found, without } = await withAnswers((answers) =>
    onPlatforms(platforms, async (platform): Promise<StructPart> => {
      const part = await answers.part(ref, { ...buildOf(options), platform }, { kind: "struct", name });
      return JSON.parse((await part.bytes()).toString());
    }),
  );
  if (found.length === 0) {
    const { CapidiffError } = await import("../errors.ts");
    throw new CapidiffError("unknown-struct", `${ref} has no struct ${name} on any of these platforms.`);
  }
  return options.format === "json"
    ? `${JSON.stringify({ layouts: found, without })}\n`
    : layoutOnPlatforms(found, without);
}
