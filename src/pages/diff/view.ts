import type { DiffFilter } from "../../diff/filter.ts";
import { diffPath, query } from "../links.ts";

/** The view of a diff, which is all in the URL. */
export interface DiffView {
  /** As written in the URL. */
  from: string;
  to: string;
  abi: string;
  platform: string;
  limitedApi: string | null;
  filter: DiffFilter;
}

const fieldsOf = ({ abi, platform, limitedApi, filter }: DiffView) => ({
  abi: abi === "cp" ? null : abi,
  platform: platform === "linux_x86_64" ? null : platform,
  limited_api: limitedApi,
  ...filter,
});

/** The URL of a view with some filters replaced; null removes one. */
export function viewPath(view: DiffView, other: Record<string, string | null> = {}): string {
  return diffPath(view.from, view.to) + query({ ...fieldsOf(view), ...other });
}

/** The URL of the API for the same view in a format. */
export const apiPath = (view: DiffView, format: string): string =>
  `/v1/diff${query({ from: view.from, to: view.to, ...fieldsOf(view), format })}`;

/** The query for a page of a change: the target without filters. */
export const targetQuery = (view: DiffView): string => {
  const { abi, platform, limited_api } = fieldsOf(view);
  return query({ abi, platform, limited_api });
};
