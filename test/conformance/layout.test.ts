import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dataModels } from "../../src/c/data-model.ts";
import { recordLayoutOf } from "../../src/c/layout.ts";
import type { MemberLayout } from "../../src/c/record-layout.ts";
import type { TranslationUnit } from "../../src/c/translation-unit.ts";
import type { CType } from "../../src/c/types.ts";
import { Unknown } from "../../src/c/unknown.ts";
import { triples, unitOf } from "../c/unit-of.ts";
import { clang, gcc, type Judge, type Judgement } from "./layout/judges.ts";
import { type Blueprint, blueprint, type Written, write } from "./layout/records.ts";

/** clang 14 aligns `__int128` of s390x to 16, and lacks `__float128` on Power: there only gcc is used. */
const gccAlone = ["powerpc64le-linux-gnu", "powerpc64le-linux-musl", "s390x-linux-gnu"] as const;

const judges: Judge[] = [
  ...(["x86_64-linux-gnu", "i686-linux-gnu", "riscv64-linux-gnu", ...gccAlone] as const).map(gcc),
  ...triples.filter((triple) => !(gccAlone as readonly string[]).includes(triple)).map(clang),
];

describe("random records get the compiler's layout", () => {
  test.for(judges)("$name", (judge, { skip }) => {
    skip(!judge.available, `${judge.name} is not installed`);
    let agreed = 0;
    const unsupported: string[] = [];
    const property = fc.property(fc.array(blueprint, { minLength: 250, maxLength: 250 }), (blueprints) => {
      const records = write(blueprints, dataModels[judge.triple]);
      const text = records.map((record) => record.text).join("");
      const unit = unitOf(text, judge.triple);
      const theirs = judge.judge(
        text,
        records.map(({ tag }) => tag),
      );
      const wrong = new Map<Written, string>();
      for (const record of records) {
        const ours = ourJudgement(record.tag, unit);
        if (ours instanceof Unknown && ours.reason === "not-supported") unsupported.push(ours.culprit);
        else if (json(ours) === json(theirs.get(record.tag))) agreed++;
        else wrong.set(record, differences(ours, theirs.get(record.tag)));
      }
      if (wrong.size > 0) throw new Error(`${wrong.size} of ${records.length} wrong, as ${explained(wrong, records)}`);
    });
    fc.assert(property, { numRuns: 5, endOnFailure: true, reporter });
    console.info(`${judge.name}: ${agreed}/${agreed} agreed; left out, as compilers disagree: ${unsupported.length}`);
    // Else it would show nothing.
    expect(unsupported.length).toBeLessThan(agreed / 5);
  });
});

const json = (value: unknown) => JSON.stringify(value);

/** The smallest wrong record that contains no other wrong one, with the difference. */
function explained(wrong: Map<Written, string>, records: Written[]): string {
  const [shortest] = [...wrong.keys()]
    .filter((record) => contained(record, records).every((inner) => inner === record || !wrong.has(inner)))
    .sort((a, b) => a.text.length - b.text.length) as [Written];
  const texts = contained(shortest, records).map(({ text }) => text);
  return `${texts.join("")}${wrong.get(shortest)}`;
}

/** The record and those that it contains, in the order of their definition. */
function contained(record: Written, records: Written[]): Written[] {
  const tags = new Set([...record.text.matchAll(/struct (s\d+)/g)].map(([, tag]) => tag));
  const inner = records.filter((other) => other !== record && tags.has(other.tag));
  return [...new Set([...inner.flatMap((other) => contained(other, records)), record])];
}

/** Our result and the compiler's, if they differ. */
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

function ourJudgement(tag: string, unit: TranslationUnit): Judgement | Unknown {
  const layout = recordLayoutOf({ kind: "record", record: "struct", tag, definition: null }, unit);
  if (layout instanceof Unknown) return layout;
  const members: Record<string, string> = {};
  addMembers(members, layout.members, 0, "", unit);
  return { size: layout.size, align: layout.align, members };
}

function addMembers(
  to: Record<string, string>,
  members: MemberLayout[],
  base: number,
  path: string,
  unit: TranslationUnit,
) {
  for (const member of members) {
    if (member.name === null) continue;
    const key = path + member.name;
    const offset = base + member.offset;
    to[key] = member.bitOffset === null ? String(offset) : `${8 * base + member.bitOffset}:${member.bitWidth}`;
    const inner = membersOf(member.type, unit);
    addMembers(to, inner, offset, `${key}.`, unit);
  }
}

function membersOf(type: CType, unit: TranslationUnit): MemberLayout[] {
  if (type.kind !== "record") return [];
  const layout = recordLayoutOf(type, unit);
  if (layout instanceof Unknown) throw new Error(layout.culprit);
  return layout.members;
}
