import { CapidiffError } from "../errors.ts";

/** A request for a page of a list. */
export interface PageRequest {
  /** Maximum number of items. */
  limit: number;
  /** The `next` of the previous page; absent for the first one. */
  cursor?: string | undefined;
}

export interface Page<T> {
  items: T[];
  /** The cursor of the next page; null on the last one. */
  next: string | null;
}

/**
 * One page of the matching items. A cursor names the last item of the previous page, so that items added or removed
 * meanwhile do not shift others.
 * @param identify the unique key of an item
 * @throws CapidiffError `invalid-request` for an invalid cursor, or one whose item is gone
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
    throw new CapidiffError("invalid-request", "The cursor is invalid or expired; start without one.");
  }
  const matching = items.slice(start).filter(matches);
  const page = matching.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next: last && matching.length > limit ? cursorOf(last) : null };
}
