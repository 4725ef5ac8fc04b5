import { InvalidArgumentError, Option } from "commander";
import { buildMacros } from "../cpython/build-macros.ts";
import { platformList } from "../cpython/platforms/wheel-tags.ts";
import { type Abi, abis, defaultTarget, type TargetRequest, withMacros } from "../cpython/target.ts";
import { type BuildOptions, buildOptions } from "./options.ts";

/** Options for several ABIs and platforms. */
export interface TargetsOptions extends BuildOptions {
  abi: TargetRequest["abi"][];
  platform: TargetRequest["platform"][];
}

/** `--abi cp,cpt --platform linux_x86_64,win_amd64`. */
export const targetsOptions = (): Option[] => [
  new Option("--abi <abis>", `what the headers are compiled for, comma-separated: ${abis.join(", ")}`)
    .argParser(abiList)
    .default([defaultTarget.abi], defaultTarget.abi),
  new Option(
    "--platform <platforms>",
    "comma-separated, as in wheel file names, with versions or without, or all; `capidiff platforms` lists them",
  )
    .argParser(platformList)
    .default([defaultTarget.platform], defaultTarget.platform),
  ...buildOptions(),
];

/** Every ABI on every platform. @throws CapidiffError `invalid-target` */
export function targetsOf({ abi, platform, define, undef }: TargetsOptions): TargetRequest[] {
  const build = withMacros(buildMacros(define, undef));
  return abi.flatMap((abi) => platform.map((platform) => ({ abi, platform, limitedApi: null, ...build })));
}

function abiList(text: string): Abi[] {
  const words = text.split(",").map((word) => word.trim());
  const found = words.flatMap((word) => abis.find((abi) => abi === word) ?? []);
  if (found.length < words.length) throw new InvalidArgumentError(`Allowed choices are ${abis.join(", ")}.`);
  return [...new Set(found)];
}
