import type { Command } from "commander";
import type { LineRequest } from "../history/line.ts";
import type { History } from "../history/model.ts";
import { print, withAnswers } from "./engine.ts";
import { format } from "./options.ts";
import { type TargetsOptions, targetsOf, targetsOptions } from "./targets.ts";

interface HistoryOptions extends TargetsOptions {
  refs?: string;
  prereleases: boolean;
  format: "text" | "json";
}

export function addHistory(program: Command): void {
  const command = program
    .command("history")
    .description("show the history of a symbol, struct or member over all versions, with the changes")
    .argument("<names...>", "symbols, structs, and members such as PyThreadState.frame, also through nested structs")
    .option("--refs <range>", "only these versions, e.g. 3.8..3.15 or 3.8..main; default: all of Python 3")
    .option("--prereleases", "include all alphas, betas and candidates; default: only the newest", false)
    .addOption(format(["text", "json"]));
  for (const option of targetsOptions()) command.addOption(option);
  command.action(async (names: string[], options: HistoryOptions) => {
    const targets = targetsOf(options);
    const line: LineRequest = { refs: options.refs ?? null, prereleases: options.prereleases };
    const histories = await withAnswers(async (answers, engine) => {
      const { readLine } = await import("./fill-index.ts");
      await readLine(engine, targets, line);
      const told: Buffer[] = [];
      for (const name of names) {
        const subject = await answers.histories.subject(name, targets);
        told.push(await (await answers.history({ subject, targets, line })).bytes());
      }
      return told;
    });
    if (options.format === "json") return print(Buffer.concat(histories));
    const { historyText } = await import("../report/history/text.ts");
    print(histories.map((bytes) => historyText(JSON.parse(bytes.toString()) as History)).join("\n"));
  });
}
