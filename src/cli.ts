#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { interrupt, progress } from "./cli/engine.ts";
import { packageVersion } from "./package.ts";
import { failureText } from "./report/failure.ts";

// Modules that only some commands need are imported by them: `capidiff --version` must not load a parser or a web
// server.

const program = new Command("capidiff")
  .description("What changed in CPython's C API and ABI between any two versions, read from the headers alone.")
  .version(packageVersion)
  .showHelpAfterError("(see `capidiff help` and `capidiff help <command>`)")
  .exitOverride()
  // A command may have options of these names itself: `usage add --version`.
  .enablePositionalOptions()
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
  capidiff check src/ --target 3.15                 does this extension build there?
  capidiff platforms v3.13.5                        which structs differ where
  capidiff refs --series 3.14 --kind tag

A ref is a tag (3.13.5 stands for v3.13.5), a branch, a commit id, or a version word: 3.14 is the newest final release of
that series, else its newest prerelease; latest is the newest final release of all, next the newest prerelease; main is
what is developed, 3.14-dev the branch of that series. ../cpython:HEAD is what a clone has checked out.

Environment: CPYTHON_REPO, CAPIDIFF_DATA_DIR; HOST, PORT, LOG_LEVEL for serve.
Exit codes: 0 done, 1 changes or findings that --fail-on names, 2 a mistake in the request, 3 trouble with network, disk or git.`,
  );

const commands: Record<string, () => Promise<(program: Command) => void>> = {
  refs: async () => (await import("./cli/refs.ts")).addRefs,
  manifest: async () => (await import("./cli/manifest.ts")).addManifest,
  diff: async () => (await import("./cli/diff.ts")).addDiff,
  layout: async () => (await import("./cli/layout.ts")).addLayout,
  platforms: async () => (await import("./cli/platforms.ts")).addPlatforms,
  check: async () => (await import("./cli/check.ts")).addCheck,
  uses: async () => (await import("./cli/uses.ts")).addUses,
  history: async () => (await import("./cli/history.ts")).addHistory,
  impact: async () => (await import("./cli/impact.ts")).addImpact,
  gaps: async () => (await import("./cli/gaps.ts")).addGaps,
  usage: async () => (await import("./cli/usage.ts")).addUsage,
  offsets: async () => (await import("./cli/offsets.ts")).addOffsets,
  "debug-offsets": async () => (await import("./cli/debug-offsets.ts")).addDebugOffsets,
  release: async () => (await import("./cli/release.ts")).addRelease,
  index: async () => (await import("./cli/index-command.ts")).addIndex,
  rules: async () => (await import("./cli/rules.ts")).addRules,
  serve: async () => (await import("./cli/serve.ts")).addServe,
};
// Loading all of them takes as long as a short command: the others are there for help, and for near names.
const [named = ""] = process.argv.slice(2);
const wanted = Object.hasOwn(commands, named) ? [named] : Object.keys(commands);
for (const name of wanted) (await commands[name]?.())?.(program);

process.once("SIGINT", interrupt);
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // `| head` has read enough. What was built is still to be kept: the next command need not build it again.
  if (error.code === "EPIPE") return;
  process.stderr.write(`capidiff: Cannot write the output: ${error.message}\n`);
  process.exit(3);
});
// `2>&1 | head` likewise; and nothing can be told any more.
process.stderr.on("error", () => {});

try {
  await program.parseAsync();
} catch (error) {
  progress.end();
  if (error instanceof CommanderError) {
    // Commander has printed the error; requesting help is not one.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const { text, exit } = failureText(error);
    process.stderr.write(text);
    // Work on the other side of a diff may still be running; its result is not needed.
    process.exit(exit);
  }
}
