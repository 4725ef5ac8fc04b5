#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Answers } from "../cache/answers.ts";
import type { Config } from "./config.ts";
import type { RefFilter } from "./cpython/ref-list.ts";
import { abis, defaultTarget, platforms, type TargetRequest } from "./cpython/target.ts";
import type { DiffFilter } from "./diff/filter.ts";
import { impacts } from "./diff/model.ts";
import { surfaces, tiers } from "./manifest/model.ts";
import { packageVersion } from "./package.ts";
import { Progress } from "./progress.ts";
import { type DiffFormatName, diffFormatNames, diffFormats } from "./report/diff/formats.ts";
import { incompleteText } from "./report/diff/report.ts";
import { type FailOn, failOns, failsOn } from "./report/fail-on.ts";
import { failureText } from "./report/failure.ts";
import { paintFor } from "./report/paint.ts";
import { tuneForShortRun } from "./v8.ts";

// What only some commands need is imported by them: `capidiff --version` must not wait for a parser or a web server.

const progress = new Progress(process.stderr);

const program = new Command("capidiff")
  .description("What changed in CPython's C API and ABI between any two versions, read from the headers alone.")
  .version(packageVersion)
  .showHelpAfterError("(`capidiff help` and `capidiff help <command>` say more)")
  .exitOverride()
  .addHelpText(
    "after",
    `
Examples:
  capidiff diff v3.11.2 v3.13.5                     what changed, in short lines
  capidiff diff 3.13.5 main --source breaking       what no longer compiles
  capidiff diff v3.13.5 v3.14.0 --symbol 'PyList*'  one family of names
  capidiff diff v3.13.5 main --fail-on source --format github
  capidiff manifest v3.13.5 --abi cpt | jq .structs
  capidiff layout v3.13.5 PyThreadState             offsets, holes, cachelines
  capidiff layout v3.13.5 v3.14.0 PyThreadState     what moved
  capidiff refs --series 3.14 --kind tag

Environment: CPYTHON_REPO, CAPIDIFF_DATA_DIR; HOST, PORT, LOG_LEVEL for serve.
Exit codes: 0 done, 1 changes that --fail-on names, 2 a mistake in the request, 3 trouble with network, disk or git.`,
  );

program
  .command("refs")
  .description("list the tags and branches of CPython")
  .option("--series <version>", "only of this series, as 3.13")
  .addOption(new Option("--kind <kind>", "only tags, or only branches").choices(["tag", "branch"]))
  .option("--prerelease", "only alphas, betas and release candidates")
  .option("--no-prerelease", "none of them")
  .addOption(format(["text", "json"]))
  .action(async ({ format, series, kind, prerelease }: { format: string } & RefFilter) => {
    const { listRefs } = await import("./cpython/ref-list.ts");
    const all = await withAnswers((answers) => answers.refs());
    const page = listRefs(all, { series, kind, prerelease }, { limit: Number.POSITIVE_INFINITY });
    if (format === "json") return print((await import("../cache/json.ts")).jsonBytes(page));
    print((await import("./report/text.ts")).refsText(page));
  });

withTarget(program.command("manifest"))
  .description("all symbols, structs and enums of one ref, as JSON")
  .argument("<ref>", "a tag, branch or commit id")
  .addOption(format(["json"]))
  .action(async (ref: string, options: TargetOptions) => {
    print(await withAnswers(async (answers) => (await answers.manifest(ref, targetOf(options))).bytes()));
  });

withTarget(program.command("diff"))
  .description("what changed between two refs")
  .argument("<from>", "the older ref: a tag, branch or commit id")
  .argument("<to>", "the newer ref")
  .option("--rule <id>", "only changes of this rule; may be repeated", (id, ids: string[] = []) => [...ids, id])
  .addOption(new Option("--tier <tier>", "only where either side has this tier").choices(tiers))
  .addOption(new Option("--surface <surface>", "only where either side is on this surface").choices(surfaces))
  .option("--symbol <name>", "only of this name, or of names that match a glob with *, ? and […]")
  .addOption(new Option("--source <impact>", "only with this impact on source").choices(impacts))
  .addOption(new Option("--binary <impact>", "only with this impact on binary").choices(impacts))
  .addOption(format(diffFormatNames))
  .addOption(
    new Option(
      "--fail-on <what>",
      "exit code 1 if a change that is not suppressed breaks source, or binaries, or is risky",
    )
      .choices(failOns)
      .default("never"),
  )
  .option("--suppressions <file>", "changes that are known and accepted; default: capidiff.toml, if it is there")
  .action(async (from: string, to: string, options: DiffOptions) => {
    const { rule, tier, surface, symbol, source, binary } = options;
    const filter: DiffFilter = { rule, tier, surface, symbol, source, binary };
    const { defaultSuppressionFile, readSuppressions, suppress } = await import("./report/suppression.ts");
    const suppressions = await readSuppressions(options.suppressions, new Date().toISOString().slice(0, 10));
    const bytes = await withAnswers(async (answers) =>
      (await answers.diff(from, to, targetOf(options), filter)).bytes(),
    );
    const { report, idle } = suppress(JSON.parse(bytes.toString()), suppressions);
    const file = options.suppressions ?? defaultSuppressionFile;
    for (const { name } of idle) warn(`${file}: ${name} matches no change that is listed.`);
    if (options.failOn !== "never" && !report.complete) warn(incompleteText);
    if (failsOn(options.failOn, report)) process.exitCode = 1;
    print(await diffFormats[options.format].render(report, paintFor(process.stdout)));
  });

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
    const { layoutReport } = await import("./report/layout/report.ts");
    print(layoutReport(options.format, parts));
  });

program
  .command("rules")
  .description("the rules that find changes")
  .addOption(format(["text", "json"]))
  .action(async ({ format }: { format: string }) => {
    const rules = (await import("./diff/describe.ts")).describeRules();
    if (format === "json") return print((await import("../cache/json.ts")).jsonBytes(rules));
    print((await import("./report/text.ts")).rulesText(rules));
  });

program
  .command("serve")
  .description("run the HTTP service; SIGINT or SIGTERM ends it")
  .option("--host <host>", "instead of HOST")
  .option("--port <port>", "instead of PORT")
  .action(async ({ host = process.env.HOST, port = process.env.PORT }: { host?: string; port?: string }) => {
    process.off("SIGINT", interrupt);
    const { serve } = await import("./server.ts");
    await serve(await config({ ...process.env, HOST: host, PORT: port }));
  });

interface DiffOptions extends TargetOptions, DiffFilter {
  format: DiffFormatName;
  failOn: FailOn;
  suppressions?: string;
}

function format(formats: string[]): Option {
  return new Option("--format <format>", "of the output").choices(formats).default(formats[0]);
}

interface TargetOptions extends Pick<TargetRequest, "abi" | "platform"> {
  limitedApi?: string;
}

function withTarget(command: Command): Command {
  return command
    .addOption(new Option("--abi <abi>", "what the headers are compiled for").choices(abis).default(defaultTarget.abi))
    .addOption(
      new Option("--platform <platform>", "as in wheel file names").choices(platforms).default(defaultTarget.platform),
    )
    .option(
      "--limited-api <version>",
      "Py_LIMITED_API as 3.12, for abi3 and abi3t; default: the ref's own",
      limitedApi,
    );
}

function limitedApi(version: string): string {
  if (!/^3\.[0-9]{1,2}$/.test(version)) throw new InvalidArgumentError("It is written as 3.12.");
  return version;
}

const targetOf = ({ abi, platform, limitedApi }: TargetOptions): TargetRequest => ({
  abi,
  platform,
  limitedApi: limitedApi ?? null,
});

async function config(env: NodeJS.ProcessEnv): Promise<Config> {
  return (await import("./config.ts")).readConfig(env);
}

/** Does the work with an engine in this very process; says on stderr what was downloaded for it. */
async function withAnswers<T>(work: (answers: Answers) => Promise<T>): Promise<T> {
  tuneForShortRun();
  const { cpythonRepo, dataDir, gitTimeout, refsMaxAge } = await config(process.env);
  const { Answers } = await import("../cache/answers.ts");
  const { ThreadBuilder } = await import("../cache/builder.ts");
  const { Store } = await import("../cache/store.ts");
  const { Repository } = await import("./cpython/repository.ts");
  const repository = new Repository(cpythonRepo, dataDir, { patience: gitTimeout, refsMaxAge });
  const answers = new Answers({
    repository,
    builder: new ThreadBuilder(),
    store: new Store(dataDir, warn),
    trace: progress.trace,
  });
  try {
    return await work(answers);
  } finally {
    progress.end();
    if (repository.downloaded > 0) {
      process.stderr.write(
        `capidiff: downloaded ${(repository.downloaded / 1e6).toFixed(1)} MB from ${repository.url}\n`,
      );
    }
  }
}

const warned = new Set<string>();

/** The same trouble is told once. */
function warn(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  progress.end();
  process.stderr.write(`capidiff: warning: ${message}\n`);
}

function print(data: string | Buffer): void {
  process.stdout.write(data);
}

function interrupt(): void {
  progress.end();
  process.exit(130);
}

process.once("SIGINT", interrupt);
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // `| head` has what it wants.
  if (error.code === "EPIPE") process.exit();
  process.stderr.write(`capidiff: The output cannot be written: ${error.message}\n`);
  process.exit(3);
});

try {
  await program.parseAsync();
} catch (error) {
  progress.end();
  if (error instanceof CommanderError) {
    // Commander has said what was wrong, and help is no error.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const { text, exit } = failureText(error);
    process.stderr.write(text);
    // Work for the other side of a diff may be under way: nobody waits for it any more.
    process.exit(exit);
  }
}
