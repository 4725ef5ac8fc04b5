import type { MemberLayout, RecordLayout } from "../c/record-layout.ts";
import type { Tracked, TranslationUnit } from "../c/translation-unit.ts";
import { Unknown } from "../c/unknown.ts";
import type { ManifestStruct } from "./model.ts";
import { Recent } from "./recent.ts";
import { layoutIn, type StructBase, type StructFacts, structOf } from "./structs.ts";
import { isSameBase, type Report } from "./symbols.ts";

/** A struct with everything it was made from. */
interface KnownStruct {
  readonly struct: ManifestStruct;
  readonly facts: StructFacts;
  readonly base: StructBase;
  /** Null if it is incomplete. */
  readonly layout: RecordLayout | null;
  /** What the spelling of its members' types looked up. */
  readonly tracked: Omit<Tracked<ManifestStruct>, "result">;
}

/** Makes the structs of manifests; equal input gives the same object. */
export class KnownStructs {
  readonly #recent = new Recent<KnownStruct>();

  /** Starts a manifest of a commit with other declarations. */
  begin(commit: string): void {
    this.#recent.begin(commit);
  }

  structOf(facts: StructFacts, base: StructBase, unit: TranslationUnit, report: Report): ManifestStruct {
    const isAsBefore = (known: KnownStruct) =>
      known.facts === facts && unit.hasAnswered(known.tracked) && isSameBase(known.base, base);
    const before = this.#recent.find(base.name, isAsBefore);
    if (before !== undefined) return before.struct;
    const layout = layoutIn(facts, unit);
    // What is unknown is reported each time.
    if (layout instanceof Unknown) return structOf(facts, base, layout, unit, report);
    const found = this.#recent.find(
      base.name,
      (known) =>
        isSameBase(known.base, base) &&
        areSameFacts(known.facts, facts) &&
        isSameLayout(known.layout, layout) &&
        unit.answersAlike(known.tracked),
    );
    if (found !== undefined) return found.struct;
    let isKnown = true;
    const reporting: Report = (...reported) => {
      isKnown = false;
      report(...reported);
    };
    const { result: struct, ...tracked } = unit.tracked(() => structOf(facts, base, layout, unit, reporting));
    if (isKnown) this.#recent.keep(base.name, { struct, facts, base, layout, tracked });
    return struct;
  }
}

function areSameFacts(a: StructFacts, b: StructFacts): boolean {
  return (
    a.definition === b.definition &&
    a.record === b.record &&
    a.tag === b.tag &&
    a.isPublic === b.isPublic &&
    a.at.line === b.at.line &&
    a.at.header === b.at.header &&
    a.typedefs.size === b.typedefs.size &&
    [...a.typedefs].every((name) => b.typedefs.has(name))
  );
}

function isSameLayout(a: RecordLayout | null, b: RecordLayout | null): boolean {
  if (a === null || b === null) return a === b;
  return a.size === b.size && a.align === b.align && areSameMembers(a.members, b.members);
}

function areSameMembers(a: readonly MemberLayout[], b: readonly MemberLayout[]): boolean {
  return a.length === b.length && a.every((member, index) => isSameMember(member, b[index] as MemberLayout));
}

/** The parser gives equal text the same types and attributes. */
function isSameMember(a: MemberLayout, b: MemberLayout): boolean {
  if (a.members === null || b.members === null ? a.members !== b.members : !areSameMembers(a.members, b.members))
    return false;
  return (
    a.name === b.name &&
    a.type === b.type &&
    a.attributes === b.attributes &&
    a.offset === b.offset &&
    a.size === b.size &&
    a.bitOffset === b.bitOffset &&
    a.bitWidth === b.bitWidth
  );
}
