import type { Manifest, ManifestMember, ManifestStruct } from "../manifest/model.ts";
import type { Located } from "./entries.ts";
import type { Stop } from "./line.ts";
import type { Facts, HistorySubject, MemberFacts } from "./model.ts";

/** What holds in one version. */
export interface Found {
  facts: Facts;
  /** Equal where nothing of it differs but its line. */
  key: string;
  /** What the entry and those that it goes through are called there: changes are told by these names. */
  names: string[];
  places: { header: string; line: number }[];
}

/** What a name is in a version; null where it is not there. */
export function factsAt(stop: Stop, subject: HistorySubject): Found | null {
  if (subject.kind === "member") return memberAt(stop, subject.name, subject.member.split("."));
  const located = subject.kind === "symbol" ? first(stop, "symbol", subject.name) : structNamed(stop, subject.name);
  if (located === undefined) return null;
  const facts = stop.lookup.read<Exclude<Facts, MemberFacts>>(located);
  const { header, line } = facts;
  const { line: _, ...rest } = facts;
  return { facts, key: JSON.stringify(rest), names: [subject.name, facts.name], places: [{ header, line }] };
}

function first({ lookup, tag }: Stop, kind: "symbol", name: string): Located | undefined {
  return lookup.find(kind, name, tag)[0];
}

/** By its own name before a typedef, and by a typedef before its tag; `struct tag` by its tag alone. */
export function structNamed({ lookup, tag }: Stop, text: string): Located | undefined {
  const [, kind, name = text] = /^(struct|union)\s+(\w+)$/.exec(text) ?? [];
  const all = lookup.find("struct", name, tag);
  if (kind === undefined) {
    return all.toSorted((a, b) => a.entry.names.indexOf(name) - b.entry.names.indexOf(name))[0];
  }
  return all.find((one) => {
    const struct = lookup.read<ManifestStruct>(one);
    return struct.kind === kind && struct.tag === name;
  });
}

/** Follows a path through members, and through the structs that are their types. */
export function memberAt(stop: Stop, name: string, path: readonly string[]): Found | null {
  const located = structNamed(stop, name);
  if (located === undefined) return null;
  const struct = stop.lookup.read<ManifestStruct>(located);
  const { header, line, opaque, surface, tier } = struct;
  const [head, ...rest] = path;
  const names = [name, struct.name];
  const places = [{ header, line }];
  let member = struct.members?.find((one) => one.name === head);
  let inner: Found | null = null;
  while (member !== undefined && rest.length > 0) {
    if (member.members === undefined) {
      inner = memberAt(stop, member.type.replace(/^const /, ""), rest);
      if (inner === null) return null;
      break;
    }
    const next: string | undefined = rest.shift();
    member = member.members.find((one: ManifestMember) => one.name === next);
  }
  if (member === undefined) return null;
  const within = inner ? (inner.facts as MemberFacts) : member;
  const base = inner ? member.offset : 0;
  const shift = <T extends number | null>(value: T, by: number | null) =>
    value === null || by === null ? null : value + by;
  const facts: MemberFacts = {
    type: within.type,
    offset: shift(within.offset, base),
    size: within.size,
    ...(within.bitWidth !== undefined && {
      bitOffset: shift(within.bitOffset ?? null, base === null ? null : 8 * base) ?? 0,
      bitWidth: within.bitWidth,
    }),
    opaque,
    header,
    surface,
    tier,
  };
  const all = inner ? { names: [...names, ...inner.names], places: [...places, ...inner.places] } : { names, places };
  return { facts, key: JSON.stringify(facts), ...all };
}

/** Whether something about an entry, or about what may be missing, was not understood in a version. */
export function isDoubtful({ lookup, tag }: Stop, found: Pick<Found, "places"> | null): boolean {
  if (tag.head.complete) return false;
  if (found === null) return true;
  return found.places.some(({ header, line }) =>
    lookup
      .find("diagnostic", header, tag)
      .some((one) => lookup.read<Manifest["diagnostics"][number]>(one).line === line),
  );
}
