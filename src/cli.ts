#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { addCheck } from "./cli/check.ts";
import { addDebugOffsets } from "./cli/debug-offsets.ts";
import { addDiff } from "./cli/diff.ts";
import { interrupt, progress } from "./cli/engine.ts";
import { addGaps } from "./cli/gaps.ts";
import { addHistory } from "./cli/history.ts";
import { addImpact } from "./cli/impact.ts";
import { addIndex } from "./cli/index-command.ts";
import { addLayout } from "./cli/layout.ts";
import { addManifest } from "./cli/manifest.ts";
import { addOffsets } from "./cli/offsets.ts";
import { addPlatforms } from "./cli/platforms.ts";
import { addRefs } from "./cli/refs.ts";
import { addRelease } from "./cli/release.ts";
import { addRules } from "./cli/rules.ts";
import { addServe } from "./cli/serve.ts";
import { addUsage } from "./cli/usage.ts";
import { addUses } from "./cli/uses.ts";
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
what is developed, 3.14-dev the branch of that series.

Environment: CPYTHON_REPO, CAPIDIFF_DATA_DIR; HOST, PORT, LOG_LEVEL for serve.
Exit codes: 0 done, 1 changes or findings that --fail-on names, 2 a mistake in the request, 3 trouble with network, disk or git.`,
  );

const commands = [
  addRefs,
  addManifest,
  addDiff,
  addLayout,
  addPlatforms,
  addCheck,
  addUses,
  addHistory,
  addImpact,
  addGaps,
  addUsage,
  addOffsets,
  addDebugOffsets,
  addRelease,
  addIndex,
  addRules,
  addServe,
];
for (const add of commands) add(program);

process.once("SIGINT", interrupt);
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // `| head` has read enough.
  if (error.code === "EPIPE") process.exit();
  process.stderr.write(`capidiff: Cannot write the output: ${error.message}\n`);
  process.exit(3);
});

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
