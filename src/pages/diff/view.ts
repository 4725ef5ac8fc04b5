import type { DiffFilter } from "../../diff/filter.ts";
import { diffPath, query } from "../links.ts";

/** What of a diff is looked at: it is all in the URL. */
export interface DiffView {
  /** As they stand in the URL. */
  from: string;
  to: string;
  abi: string;
  platform: string;
  limitedApi: string | null;
  filter: DiffFilter;
  /** Where the service is reached. */
  origin: string;
}

const fieldsOf = ({ abi, platform, limitedApi, filter }: DiffView) => ({
  abi: abi === "cp" ? null : abi,
  platform: platform === "linux_x86_64" ? null : platform,
  limited_api: limitedApi,
  ...filter,
});

/** The address of a view, with other filters where they are given; null takes one away. */
export function viewPath(view: DiffView, other: Record<string, string | null> = {}): string {
  return diffPath(view.from, view.to) + query({ ...fieldsOf(view), ...other });
}

/** The same view as an answer of the API in a format. */
export const apiPath = (view: DiffView, format: string): string =>
  `/v1/diff${query({ from: view.from, to: view.to, ...fieldsOf(view), format })}`;

/** Of the page of a change: the target, without filters. */
export const targetQuery = (view: DiffView): string => {
  const { abi, platform, limited_api } = fieldsOf(view);
  return query({ abi, platform, limited_api });
};
