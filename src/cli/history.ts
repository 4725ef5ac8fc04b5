import type { Command } from "commander";
import type { Answers } from "../../cache/answers.ts";
import type { Engine } from "../../cache/engine.ts";
import type { LineRequest } from "../history/line.ts";
import type { HistoryReport } from "../report/history/users.ts";
import { print, withAnswers } from "./engine.ts";
import { format, usageOption } from "./options.ts";
import { type TargetsOptions, targetsOf, targetsOptions } from "./targets.ts";

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
    const work = async (answers: Answers, engine: Engine) => {
      const { readLine } = await import("./fill-index.ts");
      await readLine(engine, targets, line);
      const told: Buffer[] = [];
      for (const name of names) {
        const subject = await answers.histories.subject(name, targets);
        told.push(await (await answers.history({ subject, targets, line })).bytes());
      }
      return told;
    };
    const histories = await withAnswers(work, { usage });
    if (options.format === "json") return print(Buffer.concat(histories));
    const { historyText } = await import("../report/history/text.ts");
    print(histories.map((bytes) => historyText(JSON.parse(bytes.toString()) as HistoryReport)).join("\n"));
  });
}
