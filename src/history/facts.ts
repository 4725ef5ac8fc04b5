import type { Manifest, ManifestMember, ManifestStruct } from "../manifest/model.ts";
import type { Located } from "./entries.ts";
import type { Stop } from "./line.ts";
import type { Facts, HistorySubject, MemberFacts } from "./model.ts";

/** The facts about a name in one version. */
export interface Found {
  facts: Facts;
  /** Equal for versions that differ only in the line. */
  key: string;
  /** The names of the entry and of entries on the path to it in that version, by which changes are matched. */
  names: string[];
  places: { header: string; line: number }[];
}

/** The facts about a name in a version, or null. */
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

/** Found by its own name, then by a typedef, then by its tag; `struct tag` by the tag only. */
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

/** Paths like one that does not exist: its missing step replaced by each sibling that has the rest of them. */
export function pathsBeside(stop: Stop, name: string, path: readonly string[]): string[] {
  const located = structNamed(stop, name);
  let members = (located && stop.lookup.read<ManifestStruct>(located).members) ?? [];
  for (const [index, step] of path.entries()) {
    const [before, after] = [path.slice(0, index), path.slice(index + 1)];
    const member = members.find((one) => one.name === step);
    if (member === undefined) {
      const paths = members.flatMap((one) => (one.name === null ? [] : [[...before, one.name, ...after]]));
      return paths.filter((one) => memberAt(stop, name, one) !== null).map((one) => one.join("."));
    }
    if (member.members === undefined)
      return pathsBeside(stop, member.type.replace(/^const /, ""), after).map((rest) =>
        [...before, step, rest].join("."),
      );
    members = member.members;
  }
  return [];
}

/** A path that goes on behind a pointer, where an offset from the start of the struct ends. */
export interface PointerPath {
  /** The path to the pointer. */
  to: readonly string[];
  /** The struct that it points to, and the rest of the path. */
  beyond: readonly [struct: string, ...path: string[]];
}

/** Where a path meets a pointer to a struct in the newest version in which it does; null if it does in none. */
export function pointerOn(stops: readonly Stop[], name: string, path: readonly string[]): PointerPath | null {
  return stops.map((stop) => pointerAt(stop, name, path)).findLast((one) => one !== null) ?? null;
}

function pointerAt(stop: Stop, name: string, path: readonly string[]): PointerPath | null {
  for (let length = path.length - 1; length > 0; length--) {
    const member = memberAt(stop, name, path.slice(0, length));
    if (member === null) continue;
    const [, target] = /^(?:const )?(?:(?:struct|union) )?(\w+) \*$/.exec((member.facts as MemberFacts).type) ?? [];
    if (target === undefined || structNamed(stop, target) === undefined) return null;
    return { to: path.slice(0, length), beyond: [target, ...path.slice(length)] };
  }
  return null;
}

/** `PyThreadState.interp is a pointer to PyInterpreterState` */
export const pointerText = (name: string, { to, beyond: [struct] }: PointerPath): string =>
  `${[name, ...to].join(".")} is a pointer to ${struct}`;

/** Follows a path through members and the structs that are their types. */
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

/** Whether the entry, or something possibly missing, was not understood in that version. */
export function isDoubtful({ lookup, tag }: Stop, found: Pick<Found, "places"> | null): boolean {
  if (tag.head.complete) return false;
  if (found === null) return true;
  return found.places.some(({ header, line }) =>
    lookup
      .find("diagnostic", header, tag)
      .some((one) => lookup.read<Manifest["diagnostics"][number]>(one).line === line),
  );
}
