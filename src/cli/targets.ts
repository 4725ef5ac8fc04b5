import { InvalidArgumentError, Option } from "commander";
import { buildMacros } from "../cpython/build-macros.ts";
import { abis, defaultTarget, platforms, type TargetRequest, withMacros } from "../cpython/target.ts";
import { type BuildOptions, buildOptions } from "./options.ts";

/** Options for several ABIs and platforms. */
export interface TargetsOptions extends BuildOptions {
  abi: TargetRequest["abi"][];
  platform: TargetRequest["platform"][];
}

/** `--abi cp,cpt --platform linux_x86_64,win_amd64`. */
export const targetsOptions = (): Option[] => [
  new Option("--abi <abis>", `what the headers are compiled for, comma-separated: ${abis.join(", ")}`)
    .argParser(listOf(abis))
    .default([defaultTarget.abi], defaultTarget.abi),
  new Option("--platform <platforms>", `as in wheel file names: ${platforms.join(", ")}`)
    .argParser(listOf(platforms))
    .default([defaultTarget.platform], defaultTarget.platform),
  ...buildOptions(),
];

/** Every ABI on every platform. @throws CapidiffError `invalid-target` */
export function targetsOf({ abi, platform, define, undef }: TargetsOptions): TargetRequest[] {
  const build = withMacros(buildMacros(define, undef));
  return abi.flatMap((abi) => platform.map((platform) => ({ abi, platform, limitedApi: null, ...build })));
}

const listOf =
  <T extends string>(known: readonly T[]) =>
  (text: string): T[] => {
    const words = text.split(",").map((word) => word.trim());
    const unknown = words.find((word) => !(known as readonly string[]).includes(word));
    if (unknown !== undefined) throw new InvalidArgumentError(`Allowed choices are ${known.join(", ")}.`);
    return [...new Set(words as T[])];
  };
