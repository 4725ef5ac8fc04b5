import { type Command, InvalidArgumentError, Option } from "commander";
import { type RefFilter, seriesPattern } from "../cpython/ref-list.ts";
import { print, withAnswers } from "./engine.ts";
import { format } from "./options.ts";

export function addRefs(program: Command): void {
  program
    .command("refs")
    .description("list the tags and branches of CPython")
    .option("--series <version>", "only this series, e.g. 3.13", series)
    .addOption(new Option("--kind <kind>", "only tags, or only branches").choices(["tag", "branch"]))
    .option("--prerelease", "only alphas, betas and release candidates")
    .option("--no-prerelease", "exclude prereleases")
    .addOption(format(["text", "json"]))
    .action(async ({ format, series, kind, prerelease }: { format: string } & RefFilter) => {
      const { listRefs } = await import("../cpython/ref-list.ts");
      const all = await withAnswers((answers) => answers.refs());
      const page = listRefs(all, { series, kind, prerelease }, { limit: Number.POSITIVE_INFINITY });
      if (format === "json") return print((await import("../../cache/json.ts")).jsonBytes(page));
      print((await import("../report/text.ts")).refsText(page));
    });
}

function series(text: string): string {
  if (!seriesPattern.test(text)) throw new InvalidArgumentError("Expected a series such as 3.13.");
  return text;
}
