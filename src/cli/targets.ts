import { InvalidArgumentError, Option } from "commander";
import { abis, defaultTarget, platforms, type TargetRequest } from "../cpython/target.ts";

/** Several abis and platforms at once. */
export interface TargetsOptions {
  abi: TargetRequest["abi"][];
  platform: TargetRequest["platform"][];
}

/** `--abi cp,cpt --platform linux_x86_64,win_amd64`. */
export const targetsOptions = (): Option[] => [
  new Option("--abi <abis>", `what the headers are compiled for, with commas between: ${abis.join(", ")}`)
    .argParser(listOf(abis))
    .default([defaultTarget.abi], defaultTarget.abi),
  new Option("--platform <platforms>", `as in wheel file names: ${platforms.join(", ")}`)
    .argParser(listOf(platforms))
    .default([defaultTarget.platform], defaultTarget.platform),
];

/** Each abi on each platform. */
export function targetsOf({ abi, platform }: TargetsOptions): TargetRequest[] {
  return abi.flatMap((abi) => platform.map((platform) => ({ abi, platform, limitedApi: null })));
}

const listOf =
  <T extends string>(known: readonly T[]) =>
  (text: string): T[] => {
    const words = text.split(",").map((word) => word.trim());
    const unknown = words.find((word) => !(known as readonly string[]).includes(word));
    if (unknown !== undefined) throw new InvalidArgumentError(`Allowed choices are ${known.join(", ")}.`);
    return [...new Set(words as T[])];
  };
