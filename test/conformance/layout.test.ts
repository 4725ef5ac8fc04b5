import fc from "fast-check";
import { describe, test } from "vitest";
import { dataModels } from "../../src/c/data-model.ts";
import { type MemberLayout, recordLayoutOf } from "../../src/c/layout.ts";
import { Scope } from "../../src/c/scope.ts";
import type { CType } from "../../src/c/types.ts";
import { Unknown } from "../../src/c/unknown.ts";
import { clang, gcc, type Judge, type Judgement } from "./layout/judges.ts";
import { type Blueprint, blueprint, type Written, write } from "./layout/records.ts";

const triples = Object.keys(dataModels) as (keyof typeof dataModels)[];
const judges: Judge[] = [gcc("x86_64-linux-gnu"), gcc("i686-linux-gnu"), ...triples.map(clang)];

describe("random records get the layout that the compiler gives them", () => {
  test.for(judges)("$name", (judge, { skip }) => {
    skip(!judge.available, `${judge.name} is not installed`);
    const model = dataModels[judge.triple as keyof typeof dataModels];
    const batches = fc.array(blueprint, { minLength: 250, maxLength: 250 });
    const property = fc.property(batches, (blueprints) => {
      const records = write(blueprints, model);
      const text = records.map((record) => record.text).join("\n");
      const judgements = judge.judge(
        text,
        records.map((record) => record.tag),
      );

      const scope = new Scope(model);
      for (const { declarations } of records) for (const declaration of declarations) scope.declare(declaration);
      const wrong = records.filter(({ tag }) => {
        const ours = ourJudgement(tag, scope);
        if (ours instanceof Unknown && ours.reason === "not-supported") return false;
        return json(ours) !== json(judgements.get(tag));
      });
      // The shortest that contains no other wrong one says most.
      const tags = new Set(wrong.map(({ tag }) => tag));
      const [shortest] = wrong
        .filter((record) => contained(record, records).every(({ tag }) => tag === record.tag || !tags.has(tag)))
        .sort((a, b) => a.text.length - b.text.length);
      if (shortest === undefined) return;
      const context = contained(shortest, records).map(({ text }) => text);
      const answers = differences(ourJudgement(shortest.tag, scope), judgements.get(shortest.tag));
      throw new Error(`${wrong.length} of ${records.length} wrong, as ${context.join("")}${answers}`);
    });
    fc.assert(property, { numRuns: 4, endOnFailure: true, reporter });
  });
});

const json = (value: unknown) => JSON.stringify(value);

/** The record and those that it contains, in the order of their definition. */
function contained(record: Written, records: Written[]): Written[] {
  const tags = new Set([...record.text.matchAll(/struct (s\d+)/g)].map(([, tag]) => tag));
  const inner = records.filter((other) => other !== record && tags.has(other.tag));
  return [...new Set([...inner.flatMap((other) => contained(other, records)), record])];
}

/** What we say and what the compiler says, where that differs. */
function differences(ours: Judgement | Unknown, theirs: Judgement | undefined): string {
  if (ours instanceof Unknown || theirs === undefined) return `${json(ours)} is ${json(theirs)}`;
  const facts = ({ size, align, members }: Judgement): [string, string | number][] =>
    Object.entries({ ...members, sizeof: size, alignof: align });
  const judged = new Map(facts(theirs));
  const wrong = facts(ours).filter(([name, fact]) => fact !== judged.get(name));
  return wrong.map(([name, fact]) => `${name} is at ${judged.get(name)}, not ${fact}`).join("; ");
}

/** Names the seed that repeats it; the 250 drawn records themselves say nothing. */
function reporter({ failed, seed, errorInstance }: fc.RunDetails<[Blueprint[]]>): void {
  if (failed) throw new Error(`with seed ${seed}: ${(errorInstance as Error | null)?.message}`);
}

function ourJudgement(tag: string, scope: Scope): Judgement | Unknown {
  const layout = recordLayoutOf({ kind: "record", record: "struct", tag, definition: null }, scope);
  if (layout instanceof Unknown) return layout;
  const members: Record<string, string> = {};
  addMembers(members, layout.members, 0, "", scope);
  return { size: layout.size, align: layout.align, members };
}

function addMembers(to: Record<string, string>, members: MemberLayout[], base: number, path: string, scope: Scope) {
  for (const member of members) {
    if (member.name === null) continue;
    const key = path + member.name;
    const offset = base + member.offset;
    to[key] = member.bitOffset === null ? String(offset) : `${8 * base + member.bitOffset}:${member.bitWidth}`;
    const inner = membersOf(member.type, scope);
    addMembers(to, inner, offset, `${key}.`, scope);
  }
}

function membersOf(type: CType, scope: Scope): MemberLayout[] {
  if (type.kind !== "record") return [];
  const layout = recordLayoutOf(type, scope);
  if (layout instanceof Unknown) throw new Error(layout.culprit);
  return layout.members;
}
