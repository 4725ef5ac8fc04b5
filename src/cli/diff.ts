import { type Command, Option } from "commander";
import type { DiffFilter } from "../diff/filter.ts";
import { type Diff, impacts, type Topic, topics } from "../diff/model.ts";
import { type SurfaceChoice, surfaceOf } from "../diff/surface-choice.ts";
import { type Manifest, tiers } from "../manifest/model.ts";
import { type DiffFormatName, diffFormatNames, diffFormats } from "../report/diff/formats.ts";
import { type DiffOrder, diffOrders, incompleteText } from "../report/diff/report.ts";
import { paintFor } from "../report/paint.ts";
import { print, warn, withAnswers } from "./engine.ts";
import {
  type BuildOptions,
  buildOf,
  format,
  type JudgementOptions,
  oneOrMore,
  pairOf,
  surfaceOption,
  type TargetOptions,
  usageOption,
  withBuild,
  withJudgement,
  withPair,
} from "./options.ts";

interface DiffOptions extends TargetOptions, BuildOptions, Omit<DiffFilter, "surface" | "topic">, JudgementOptions {
  surface: SurfaceChoice;
  topic?: Topic[];
  format: DiffFormatName;
  verbose?: true;
  sort: DiffOrder;
  usage?: string;
}

export function addDiff(program: Command): void {
  const command = withPair(withBuild(program.command("diff")))
    .description("compare two refs")
    .option("--rule <id>", "only changes of this rule; may be repeated", (id, ids: string[] = []) => [...ids, id])
    .addOption(oneOrMore("--topic <topic>", "only changes about this", topics))
    .addOption(new Option("--tier <tier>", "only if either side has this tier").choices(tiers))
    .addOption(surfaceOption())
    .option("--symbol <name>", "only this name, or names matching a glob with *, ? and […]")
    .addOption(new Option("--source <impact>", "only with this impact on source").choices(impacts))
    .addOption(new Option("--binary <impact>", "only with this impact on binary").choices(impacts))
    .addOption(
      new Option("--sort <order>", "hits: what most packages of the usage index use first, with their number")
        .choices(diffOrders)
        .default("name"),
    )
    .addOption(usageOption())
    .addOption(format(diffFormatNames))
    .option("--verbose", "in text: every change in full, with declarations, advice and consequences");
  withJudgement(command, "changes", "never").action(async (_from, _to, options: DiffOptions, command: Command) => {
    const [from, to] = pairOf(command);
    const { surface, rule, topic, tier, symbol, source, binary } = options;
    const filter: DiffFilter = { surface: surfaceOf(surface), rule, topic, tier, symbol, source, binary };
    const { conclude, suppressionsFor } = await import("./judgement.ts");
    const { suppress } = await import("../report/suppression.ts");
    const suppressions = await suppressionsFor(options);
    const { sort, usage } = options;
    const target = buildOf(options);
    const answer = await withAnswers(
      async (answers) => {
        const diff: Diff = JSON.parse((await (await answers.diff(from, to, target, filter, sort)).bytes()).toString());
        if (symbol !== undefined && diff.changes.length === 0) {
          const manifests = [from, to].map(async (ref) => (await answers.manifest(ref, target)).bytes());
          await warnOfUnknown(symbol, [from, to], await Promise.all(manifests));
        }
        return diff;
      },
      { usage },
    );
    const { report, unused } = suppress(answer, suppressions);
    const incomplete = report.complete ? null : incompleteText;
    conclude(options, { what: "change", unused, incomplete, judged: report.changes });
    print(await diffFormats[options.format].render(report, paintFor(process.stdout), options.verbose));
  });
}

/** Warns if neither manifest has a name that matches for its target: "0 changes" would pass for good news. */
async function warnOfUnknown(symbol: string, refs: [string, string], manifests: Buffer[]): Promise<void> {
  const { nearNames } = await import("../cpython/near.ts");
  const { compilePattern } = await import("../manifest/pattern.ts");
  const { structNames } = await import("../manifest/struct-names.ts");
  const { nearText } = await import("../report/near.ts");
  const matches = compilePattern(symbol);
  const others = new Set<string>();
  const names = manifests.flatMap((bytes) => {
    const { symbols, structs, enums, headers, elsewhere }: Manifest = JSON.parse(bytes.toString());
    for (const { name, targets } of elsewhere) if (matches(name)) for (const target of targets) others.add(target);
    const named = [...symbols, ...enums].map(({ name }) => name);
    return [...named, ...structs.flatMap(structNames), ...headers.map(({ path }) => path)];
  });
  if (names.some(matches)) return;
  const neither = `Neither ${refs.join(" nor ")} has a name ${symbol}`;
  if (others.size > 0) warn(`${neither} for this target; others do: ${[...others].sort().join(", ")}.`);
  else warn(`${neither}.${nearText(nearNames([symbol], names))}`);
}
