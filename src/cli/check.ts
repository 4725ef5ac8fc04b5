import { writeFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import { macroDirective } from "../check/build-macros.ts";
import type { Check } from "../check/model.ts";
import { CapidiffError } from "../errors.ts";
import { type CheckFormatName, checkFormatNames, checkFormats } from "../report/check/formats.ts";
import { incompleteText } from "../report/check/report.ts";
import { paintFor, plain } from "../report/paint.ts";
import { tuneForMuchData } from "../v8.ts";
import { print, withAnswers } from "./engine.ts";
import {
  format,
  type JudgementOptions,
  type Output,
  output,
  type TargetOptions,
  targetOf,
  withJudgement,
  withTarget,
} from "./options.ts";

/** Input size in bytes from which V8 is tuned for much data. */
const muchData = 2e6;

interface CheckOptions extends TargetOptions, JudgementOptions {
  target: string;
  baseline?: string;
  allVersions?: true;
  define: string[];
  undef: string[];
  include: string[];
  compileCommands?: string;
  format: CheckFormatName;
  verbose?: true;
  output: Output<CheckFormatName>[];
}

export function addCheck(program: Command): void {
  const command = withTarget(program.command("check"))
    .description("check whether an extension builds and runs on a version")
    .argument("[paths...]", "sources, built modules, wheels, archives, lists in JSON, or folders of them")
    .requiredOption("--target <ref>", "the version it should run on: a tag, branch, commit id or version word")
    .option("--baseline <ref>", "the version it works with; default: the last release of the oldest series it supports")
    .option("--all-versions", "check each series too, and show the range of versions it builds on unchanged")
    .option("-D, --define <name=value>", "a macro of the extension's build; may be repeated", directive("-D"), [])
    .option("-U, --undef <name>", "a macro undefined by its build; may be repeated", directive("-U"), [])
    .option("-I, --include <dir>", "an include folder of its build; may be repeated", collected, [])
    .option("--compile-commands <file>", "its build's compile_commands.json, with or instead of paths")
    .addOption(format(checkFormatNames))
    .option("--verbose", "in text: include findings that need no action, irrelevant diagnostics, and every place")
    .addOption(output(checkFormatNames));
  withJudgement(command, "findings", "breaking").action(async (paths: string[], options: CheckOptions) => {
    const { conclude, suppressionsFor } = await import("./judgement.ts");
    const { suppressFindings } = await import("../report/suppression.ts");
    const { filesOfBuild } = await import("./files.ts");
    const suppressions = await suppressionsFor(options);
    const files = await filesOfBuild(paths, options.include, options.compileCommands ?? null);
    const isMuch = files.reduce((sum, { bytes }) => sum + bytes.length, 0) > muchData;
    const { target, baseline = null, allVersions = false } = options;
    const request = { target, baseline, allVersions };
    const defines = [...options.define, ...options.undef];
    const bytes = await withAnswers(
      async (answers) => (await answers.check({ files, request, target: targetOf(options), defines })).bytes(),
      isMuch ? { tune: tuneForMuchData } : {},
    );
    const check: Check = JSON.parse(bytes.toString());
    const { report, unused } = suppressFindings(check, suppressions);
    const judged = report.findings.map(({ by, impact, suppression }) => ({
      source: by === "source" ? impact : ("compatible" as const),
      binary: by === "binary" ? impact : ("compatible" as const),
      ...(suppression && { suppression }),
    }));
    conclude(options, { what: "finding", unused, incomplete: report.complete ? null : incompleteText, judged });
    for (const { format, file } of options.output)
      await writeReport(file, await checkFormats[format].render(report, plain));
    print(await checkFormats[options.format].render(report, paintFor(process.stdout), options.verbose));
  });
}

function directive(option: "-D" | "-U") {
  return (text: string, others: string[]): string[] => {
    const line = macroDirective(option, text);
    if (line === null) throw new InvalidArgumentError("Expected NAME or NAME=VALUE.");
    return [...others, line];
  };
}

const collected = (value: string, others: string[]): string[] => [...others, value];

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new CapidiffError("invalid-request", `${file} cannot be written: ${(error as Error).message}.`);
  }
}
