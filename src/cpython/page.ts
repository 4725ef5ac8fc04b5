import { CapidiffError } from "../errors.ts";

/** Which page of a list is asked for. */
export interface PageRequest {
  /** How many items at most. */
  limit: number;
  /** `next` of the page before; without it the first page. */
  cursor?: string | undefined;
}

export interface Page<T> {
  items: T[];
  /** Where the next page starts; null on the last one. */
  next: string | null;
}

/**
 * One page of what matches. A cursor names the last item of the page before, so that items which come or go meanwhile
 * move no other.
 * @param identify what tells an item from all others of the list.
 * @throws CapidiffError `invalid-request` for a cursor that no page gave, or whose item is gone.
 */
export function pageOf<T>(
  items: readonly T[],
  { limit, cursor }: PageRequest,
  identify: (item: T) => string,
  matches: (item: T) => boolean,
): Page<T> {
  const cursorOf = (item: T) => Buffer.from(identify(item)).toString("base64url");
  const start = cursor === undefined ? 0 : items.findIndex((item) => cursorOf(item) === cursor) + 1;
  if (cursor !== undefined && start === 0) {
    throw new CapidiffError("invalid-request", "The cursor is not valid, or what it names is gone: start without one.");
  }
  const matching = items.slice(start).filter(matches);
  const page = matching.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next: last && matching.length > limit ? cursorOf(last) : null };
}
