import { type Command, InvalidArgumentError, Option } from "commander";
import { buildMacros, buildSwitches } from "../cpython/build-macros.ts";
import { platformOf } from "../cpython/platforms/wheel-tags.ts";
import {
  abis,
  defaultTarget,
  limitedApiPattern,
  type TargetRequest,
  targetRequest,
  withMacros,
} from "../cpython/target.ts";
import { surfaceChoices } from "../diff/surface-choice.ts";
import { type FailOn, failOns } from "../report/fail-on.ts";

/** `--format` with one of these values, the first by default. */
export function format(formats: readonly string[]): Option {
  return new Option("--format <format>", "output format").choices(formats).default(formats[0]);
}

/** A report written to a file. */
export interface Output<Format extends string> {
  format: Format;
  file: string;
}

/** `--output sarif=capidiff.sarif`, repeatable, so that one run can serve several readers. */
export function output<Format extends string>(formats: readonly Format[]): Option {
  const parse = (value: string, others: Output<Format>[]): Output<Format>[] => {
    const [, name, file] = /^(\w+)=(.+)$/s.exec(value) ?? [];
    const format = formats.find((format) => format === name);
    if (format === undefined || file === undefined) {
      throw new InvalidArgumentError(
        `Expected for instance sarif=capidiff.sarif; the formats are ${formats.join(", ")}.`,
      );
    }
    return [...others, { format, file }];
  };
  return new Option("--output <format=file>", "also write the report to a file in that format")
    .argParser(parse)
    .default([], "none");
}

/** An option with one of several values, repeatable. */
export function oneOrMore<T extends string>(flags: string, description: string, choices: readonly T[]): Option {
  const parse = (value: string, others: T[] = []): T[] => {
    const choice = choices.find((choice) => choice === value);
    if (choice === undefined) throw new InvalidArgumentError(`Expected one of ${choices.join(", ")}.`);
    return [...others, choice];
  };
  return new Option(flags, `${description}, one of ${choices.join(", ")}; may be repeated`).argParser(parse);
}

/** `--surface`: the public one by default. */
export function surfaceOption(): Option {
  return new Option("--surface <surface>", "only if either side is on this surface")
    .choices(surfaceChoices)
    .default("public");
}

export interface PairOptions {
  from?: string;
  to?: string;
}

/** Adds the two refs to compare, in order or as `--from` and `--to`. */
export function withPair(command: Command): Command {
  return command
    .argument(
      "[from]",
      "the older ref: a tag, branch, commit id, version word, or one of a clone, such as ../cpython:HEAD",
    )
    .argument("[to]", "the newer ref")
    .option("--from <ref>", "the older ref, instead of the argument")
    .option("--to <ref>", "the newer ref, instead of the argument");
}

/** The refs of {@link withPair}. */
export function pairOf(command: Command): [from: string, to: string] {
  const { from, to } = command.opts<PairOptions>();
  const given = [...command.args];
  const pair = [from ?? given.shift(), to ?? given.shift()] as const;
  if (pair[0] === undefined || pair[1] === undefined) {
    command.error(`error: missing required argument '${pair[0] === undefined ? "from" : "to"}'`);
  }
  if (given.length > 0) command.error(`error: too many arguments: ${given.join(", ")}`);
  return pair as [string, string];
}

/** `--usage FILE`. */
export const usageOption = () =>
  new Option("--usage <file>", "an index of usage; default: CAPIDIFF_USAGE, else the bundled one of Debian's packages");

export interface TargetOptions extends Pick<TargetRequest, "abi" | "platform"> {
  limitedApi?: string;
}

/** Macros of CPython's build. */
export interface BuildOptions {
  define: string[];
  undef: string[];
}

/** `--define jit --define NAME=VALUE --undef NAME`. */
export function buildOptions(): Option[] {
  const collect = (text: string, others: string[]) => [...others, text];
  const named = buildSwitches.join(", ");
  return [
    new Option("--define <name=value>", `a macro of CPython's build, or one of ${named}; may be repeated`)
      .argParser(collect)
      .default([], "none"),
    new Option("--undef <name>", "a macro undefined by CPython's build; may be repeated")
      .argParser(collect)
      .default([], "none"),
  ];
}

/** Adds the options of a target and of its build. */
export function withBuild(command: Command): Command {
  withTarget(command);
  for (const option of buildOptions()) command.addOption(option);
  return command;
}

/** Adds the options that choose a target. */
export function withTarget(command: Command): Command {
  return command
    .addOption(
      new Option("--abi <abi>", "the ABI the headers are compiled for").choices(abis).default(defaultTarget.abi),
    )
    .addOption(
      new Option(
        "--platform <platform>",
        "as in wheel file names, with versions or without; `capidiff platforms` lists them",
      )
        .argParser(platformOf)
        .default(defaultTarget.platform),
    )
    .option(
      "--limited-api <version>",
      "Py_LIMITED_API version such as 3.12, for abi3 and abi3t; default: the ref's own",
      limitedApi,
    );
}

function limitedApi(version: string): string {
  if (!limitedApiPattern.test(version)) throw new InvalidArgumentError("Expected a version such as 3.12.");
  return version;
}

/** The target that the options name. @throws CapidiffError `invalid-target` */
export const targetOf = ({ abi, platform, limitedApi }: TargetOptions): TargetRequest =>
  targetRequest({ abi, platform, limitedApi });

/** @throws CapidiffError `invalid-target` */
export const buildOf = ({ define, undef, ...options }: TargetOptions & BuildOptions): TargetRequest => ({
  ...targetOf(options),
  ...withMacros(buildMacros(define, undef)),
});

export interface JudgementOptions {
  failOn: FailOn;
  suppressions?: string;
}

/** Adds the options for suppressions and for failing with exit code 1. @param what changes, findings */
export function withJudgement(command: Command, what: string, failOn: FailOn): Command {
  return command
    .addOption(
      new Option(
        "--fail-on <what>",
        `exit code 1 if any of the ${what} not suppressed breaks source, binaries or either, or is risky`,
      )
        .choices(failOns)
        .default(failOn),
    )
    .option("--suppressions <file>", `file with accepted ${what}; default: capidiff.toml, if it exists`);
}
