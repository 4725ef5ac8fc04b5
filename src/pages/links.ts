import { defaultTarget, type TargetRequest } from "../cpython/target.ts";

/** The addresses of pages. Names and refs are data: each is encoded whole. */
const part = encodeURIComponent;

/** `/symbol/PyList_GetItem` */
export const symbolPath = (name: string) => `/symbol/${part(name)}`;

/** `/struct/PyObject`, `/struct/PyObject/v3.13.0`, `/struct/PyObject/v3.13.0...v3.14.0` */
export const structPath = (name: string, refs: readonly string[] = []) =>
  `/struct/${part(name)}${refs.length === 0 ? "" : `/${rangePart(refs)}`}`;

/** `/diff/v3.13.0...v3.14.0` */
export const diffPath = (from: string, to: string) => `/diff/${rangePart([from, to])}`;

/** The page of one change of a diff, by its id. */
export const changePath = (from: string, to: string, id: string) => `${diffPath(from, to)}/${id}`;

export const releasePath = (ref: string) => `/release/${part(ref)}`;

const rangePart = (refs: readonly string[]) => refs.map(part).join("...");

/** The two refs of `v3.13.0...v3.14.0`; one of a ref alone. No ref has `..` in it. */
export function refsOf(range: string): string[] {
  return range.split("...");
}

/** A query with what differs from the default; empty where nothing does. */
export function query(fields: Record<string, string | readonly string[] | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of value === null || value === undefined ? [] : [value].flat()) search.append(name, one);
  }
  return search.size === 0 ? "" : `?${search}`;
}

/** The parameters that name a target, without those that are the default's. */
export const targetFields = ({ abi, platform, limitedApi }: TargetRequest) => ({
  abi: abi === defaultTarget.abi ? null : abi,
  platform: platform === defaultTarget.platform ? null : platform,
  limited_api: limitedApi,
});
