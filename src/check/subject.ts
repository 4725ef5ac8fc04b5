import type { Change, Side } from "../diff/model.ts";

/**
 * The names by which code knows the subject of a change, where it stood before if it was there: of a struct also its
 * typedefs and its tag, of an enum its enumerators. A header has its path.
 */
export function namesOf({ subject, from, to }: Change): string[] {
  const side = from ?? to;
  const typedefs = (side?.typedefs ?? []) as string[];
  const tag = typeof side?.tag === "string" ? [side.tag] : [];
  return [...new Set([subject.name, ...typedefs, ...tag, ...Object.keys(valuesOf(side))])];
}

/** Of an enum: its enumerators. */
export const valuesOf = (side: Side | null) => (side?.values ?? {}) as Record<string, string>;

export const isOfStruct = ({ subject: { kind } }: Change): boolean => kind === "struct" || kind === "union";

/** The list at a key, which is there afterwards. */
export function listed<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
