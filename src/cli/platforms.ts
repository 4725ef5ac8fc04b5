import { type Command, Option } from "commander";
import { platformList } from "../cpython/platforms/wheel-tags.ts";
import { type Abi, abis, defaultTarget, type Platform, platforms } from "../cpython/target.ts";
import type { Manifest } from "../manifest/model.ts";
import type { PlatformStructs } from "../report/platforms/differences.ts";
import { print, withAnswers } from "./engine.ts";
import { format } from "./options.ts";

interface Options {
  abi: Abi;
  platforms: Platform[];
  format: string;
}

export function addPlatforms(program: Command): void {
  program
    .command("platforms")
    .description("list the platforms, or the structs of a ref that differ between them, and why")
    .argument("[ref]", "compare this ref on all platforms with linux_x86_64")
    .addOption(
      new Option("--abi <abi>", "the ABI the headers are compiled for").choices(abis).default(defaultTarget.abi),
    )
    .addOption(
      new Option("--platforms <list>", "only these platforms, comma-separated")
        .argParser(platformList)
        .default(platforms, "all"),
    )
    .addOption(format(["text", "json"]))
    .action(async (ref: string | undefined, { abi, platforms, format }: Options) => {
      const report = ref === undefined ? await listed(platforms) : await compared(ref, abi, platforms);
      print(format === "json" ? `${JSON.stringify(report.json)}\n` : report.text());
    });
}

async function listed(names: readonly Platform[]) {
  const { platformDefinition } = await import("../cpython/platforms/registry.ts");
  const { platformsText } = await import("../report/platforms/text.ts");
  const definitions = names.map(platformDefinition).map(({ name, support }) => ({ name, support }));
  return { json: { platforms: definitions }, text: () => platformsText(definitions) };
}

async function compared(ref: string, abi: Abi, names: readonly Platform[]) {
  const { comparePlatforms } = await import("../report/platforms/differences.ts");
  const { comparisonText } = await import("../report/platforms/text.ts");
  const { readMissing } = await import("./fill-index.ts");
  const { onPlatforms } = await import("../report/platforms/on-platforms.ts");
  const comparison = await withAnswers(async (answers, engine) => {
    const resolved = await answers.resolve(ref);
    const targets = names.map((platform) => ({ abi, platform, limitedApi: null }));
    // For its progress, and so that `layout --platforms` finds them.
    if (resolved.kind === "tag") await readMissing(engine, targets, [resolved]);
    // Not the whole manifests: symbols would take most of the memory.
    const structsOn = async (platform: Platform): Promise<PlatformStructs> => {
      const { bytes } = await answers.manifest(ref, { abi, platform, limitedApi: null });
      const { ref: name, version, target, structs }: Manifest = JSON.parse((await bytes()).toString());
      return { ref: name, version, target, structs };
    };
    const base = await structsOn(defaultTarget.platform);
    const found = await onPlatforms(names, async (name) => (name === defaultTarget.platform ? base : structsOn(name)));
    return comparePlatforms(
      base,
      found.filter((one) => one !== base),
    );
  });
  return { json: comparison, text: () => comparisonText(comparison) };
}
