import type { Abi, Platform } from "../../cpython/target.ts";
import type { DiffFilter } from "../../diff/filter.ts";
import { diffPath, query, targetFields } from "../links.ts";

/** The view of a diff, which is all in the URL. */
export interface DiffView {
  /** As written in the URL. */
  from: string;
  to: string;
  abi: Abi;
  platform: Platform;
  limitedApi: string | null;
  filter: DiffFilter;
}

/** The query parameters of a view: its target and filters, in a fixed order, without defaults. */
const viewFields = ({ filter, ...target }: DiffView) => {
  const { rule, topic, tier, surface, symbol, source, binary } = filter;
  return { ...targetFields(target), rule, topic, tier, surface, symbol, source, binary };
};

/** The URL of a view with some filters replaced; null removes one. */
export function viewPath(view: DiffView, other: Record<string, string | null> = {}): string {
  return diffPath(view.from, view.to) + query({ ...viewFields(view), ...other });
}

/** The URL of the API for the same view in a format. */
export const apiPath = (view: DiffView, format: string): string =>
  `/v1/diff${query({ from: view.from, to: view.to, ...viewFields(view), format })}`;

/** The URL of the feed that follows the view. */
export const feedPath = (view: DiffView): string =>
  `/v1/feed.atom${query({ from: view.from, to: view.to, ...viewFields(view) })}`;

/** The query for a page of a change: the target without filters. */
export const targetQuery = (view: DiffView): string => query(targetFields(view));
