import type { Change, Side } from "../diff/model.ts";

/**
 * The names by which code refers to a change's subject, on the side where it existed first: for a struct including
 * typedefs and tag, for an enum its enumerators. A header has its path.
 */
export function namesOf({ subject, from, to }: Change): string[] {
  const side = from ?? to;
  const typedefs = (side?.typedefs ?? []) as string[];
  const tag = typeof side?.tag === "string" ? [side.tag] : [];
  return [...new Set([subject.name, ...typedefs, ...tag, ...Object.keys(valuesOf(side))])];
}

/** The enumerators of an enum. */
export const valuesOf = (side: Side | null) => (side?.values ?? {}) as Record<string, string>;

export const isOfStruct = ({ subject: { kind } }: Change): boolean => kind === "struct" || kind === "union";

/** The list at a key, created if missing. */
export function listAt<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
