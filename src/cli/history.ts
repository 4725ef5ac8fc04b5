import type { Command } from "commander";
import type { Answers } from "../../cache/answers.ts";
import type { Engine } from "../../cache/engine.ts";
import { CapidiffError, type ErrorCode } from "../errors.ts";
import type { LineRequest } from "../history/line.ts";
import { failureText } from "../report/failure.ts";
import type { HistoryReport } from "../report/history/users.ts";
import { print, withAnswers } from "./engine.ts";
import { format, usageOption } from "./options.ts";
import { type TargetsOptions, targetsOf, targetsOptions } from "./targets.ts";

/** Errors of one name, beside which the others are answered. */
const unknown = new Set<ErrorCode>(["unknown-symbol", "unknown-struct", "unknown-member"]);

interface HistoryOptions extends TargetsOptions {
  refs?: string;
  prereleases: boolean;
  usage?: string;
  format: "text" | "json";
}

export function addHistory(program: Command): void {
  const command = program
    .command("history")
    .description("show the history of a symbol, struct or member over all versions, with the changes, and who uses it")
    .argument("<names...>", "symbols, structs, and members such as PyThreadState.frame, also through nested structs")
    .option("--refs <range>", "only these versions, e.g. 3.8..3.15 or 3.8..main; default: all of Python 3")
    .option("--prereleases", "include all alphas, betas and candidates; default: only the newest", false)
    .addOption(usageOption())
    .addOption(format(["text", "json"]));
  for (const option of targetsOptions()) command.addOption(option);
  command.action(async (names: string[], options: HistoryOptions) => {
    const targets = targetsOf(options);
    const line: LineRequest = { refs: options.refs ?? null, prereleases: options.prereleases };
    const { usage } = options;
    const failures: ReturnType<typeof failureText>[] = [];
    const work = async (answers: Answers, engine: Engine) => {
      const { readLine } = await import("./fill-index.ts");
      await readLine(engine, targets, line);
      const histories: Buffer[] = [];
      for (const name of names) {
        try {
          const subject = await answers.histories.subject(name, targets);
          histories.push(await (await answers.history({ subject, targets, line })).bytes());
        } catch (error) {
          if (!(error instanceof CapidiffError) || !unknown.has(error.code)) throw error;
          failures.push(failureText(error));
        }
      }
      return histories;
    };
    const histories = await withAnswers(work, { usage });
    for (const { text, exit } of failures) {
      process.stderr.write(text);
      process.exitCode = exit;
    }
    if (histories.length === 0) return;
    if (options.format === "json") return print(Buffer.concat(histories));
    const { historyText } = await import("../report/history/text.ts");
    print(histories.map((bytes) => historyText(JSON.parse(bytes.toString()) as HistoryReport)).join("\n"));
  });
}
