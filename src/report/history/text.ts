import { counted } from "../../diff/counted.ts";
import type { BoundaryChange, Facts, Stretch, TargetHistory } from "../../history/model.ts";
import type { ManifestParameter } from "../../manifest/model.ts";
import { namesText, sourcesText, usersText } from "../impact/words.ts";
import { printable } from "../printable.ts";
import { asText, table } from "../table.ts";
import { targetsText } from "../targets.ts";
import type { HistoryReport } from "./users.ts";

/** The stretches of a name, oldest first, each with the changes at its start; and its users. */
export function historyText(report: HistoryReport): string {
  const { subject, histories, missing } = report;
  const name = subject.kind === "member" ? `${subject.name}.${subject.member}` : subject.name;
  return asText([
    ...histories.flatMap((history, i) => [
      ...(i === 0 ? [] : [""]),
      `${name} on ${targetsText(history.targets)}`,
      ...history.stretches.flatMap(stretchLines),
      ...doubtLines(history),
    ]),
    "",
    printable(`  ${usedByText(report)}`),
    ...(missing.length === 0 ? [] : ["", `Not in the index yet: ${missing.join(", ")}`]),
  ]);
}

function stretchLines({ from, to, releases, facts, restored, changes }: Stretch): string[] {
  const versions = from.ref === to.ref ? from.version : `${from.version} to ${to.version}`;
  const head = `${versions} (${counted(releases, "version")})`;
  const state = facts === null ? "not there" : factsText(facts);
  return [
    "",
    `  ${head}: ${restored ? "restored: " : ""}${state}`,
    ...table(changes.map((change) => ["", change.rule, change.id, changeText(change)])),
  ];
}

const changeText = ({ message, hint }: BoundaryChange) => (hint === null ? message : `${message} ${hint}`);

function doubtLines({ doubts }: TargetHistory): string[] {
  if (doubts.length === 0) return [];
  return ["", `  Not understood in full: ${doubts.join(", ")}; see \`capidiff manifest\`.`];
}

function usedByText({ usedBy, usage }: HistoryReport): string {
  if (usedBy === null) return "Users not known, since modules import no macros, types and members";
  const among = `among ${counted(usage.packages, "package")}: ${sourcesText(usage)}`;
  if (usedBy.packages === 0) return `Used by none ${among}`;
  return `Used by ${usersText(usedBy)}: ${namesText(usedBy)}; ${among}`;
}

/** The facts in one line. */
function factsText(facts: Facts): string {
  if (!("kind" in facts)) {
    const { offset, size, type, bitWidth, bitOffset, opaque, header } = facts;
    const place =
      bitWidth === undefined
        ? `offset ${offset ?? "?"}, ${size === null ? "size unknown" : counted(size, "byte")}`
        : `bit ${bitOffset ?? "?"}, ${counted(bitWidth, "bit")}`;
    return `${place}, ${type}${opaque ? ", internal" : ""}, ${header}`;
  }
  const { header, tier } = facts;
  const parts = [declarationText(facts), tier, header];
  if (facts.limitedApi) parts.push(`limited API since ${facts.limitedApi.since}`);
  if ("deprecated" in facts && facts.deprecated !== null) parts.push(`deprecated ${facts.deprecated}`.trimEnd());
  if ("exported" in facts && !facts.exported && facts.kind === "function") parts.push("not marked as exported");
  return parts.join(", ");
}

function declarationText(facts: Extract<Facts, { kind: string }>): string {
  switch (facts.kind) {
    case "function":
    case "inline-function": {
      const types = [...facts.params.map(({ type }: ManifestParameter) => type), ...(facts.variadic ? ["..."] : [])];
      return `${facts.kind} ${facts.returns} (${types.join(", ") || "void"})`;
    }
    case "macro":
      return facts.value === null
        ? `macro${facts.params ? `(${facts.params.join(", ")})` : ""}`
        : `macro ${facts.value}`;
    case "enumerator":
      return `enumerator ${facts.value}`;
    case "struct":
    case "union": {
      const size = facts.size === null ? "size unknown" : counted(facts.size, "byte");
      return `${facts.opaque ? "opaque " : ""}${facts.kind}, ${size}`;
    }
    default:
      return `${facts.kind} ${facts.type}`;
  }
}
