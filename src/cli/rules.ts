import type { Command } from "commander";
import { print } from "./engine.ts";
import { format } from "./options.ts";

export function addRules(program: Command): void {
  program
    .command("rules")
    .description("list the rules that find changes")
    .addOption(format(["text", "json"]))
    .action(async ({ format }: { format: string }) => {
      const rules = (await import("../diff/describe.ts")).describeRules();
      if (format === "json") return print((await import("../../cache/json.ts")).jsonBytes(rules));
      print((await import("../report/text.ts")).rulesText(rules));
    });
}
