import { defaultTarget, type TargetRequest } from "../cpython/target.ts";

/** URLs of pages. Names and refs are data: each is encoded as a whole. */
const part = encodeURIComponent;

/** `/symbol/PyList_GetItem` */
export const symbolPath = (name: string) => `/symbol/${part(name)}`;

/** `/struct/PyObject`, `/struct/PyObject/v3.13.0`, `/struct/PyObject/v3.13.0...v3.14.0` */
export const structPath = (name: string, refs: readonly string[] = []) =>
  `/struct/${part(name)}${refs.length === 0 ? "" : `/${rangePart(refs)}`}`;

/** `/diff/v3.13.0...v3.14.0` */
export const diffPath = (from: string, to: string) => `/diff/${rangePart([from, to])}`;

/** The page of a change, by its id. */
export const changePath = (from: string, to: string, id: string) => `${diffPath(from, to)}/${id}`;

/** `/header/Include/cpython/object.h` */
export const headerPath = (header: string) => `/header/${header.split("/").map(part).join("/")}`;

export const releasePath = (ref: string) => `/release/${part(ref)}`;

const rangePart = (refs: readonly string[]) => refs.map(part).join("...");

/** `3.9.2 – 3.13.0`, from refs or versions. */
export function rangeText(from: string, to: string): string {
  const [first, last] = [from, to].map((ref) => ref.replace(/^v(?=\d)/, "")) as [string, string];
  return first === last ? first : `${first} – ${last}`;
}

/** The two refs of `v3.13.0...v3.14.0`, or one. No ref contains `..`. */
export function refsOf(range: string): string[] {
  return range.split("...");
}

/** A query string with the non-default fields; empty if there are none. */
export function query(fields: Record<string, string | readonly string[] | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of value === null || value === undefined ? [] : [value].flat()) search.append(name, one);
  }
  return search.size === 0 ? "" : `?${search}`;
}

/** The query parameters of a target, except defaults. */
export const targetFields = ({ abi, platform, limitedApi }: TargetRequest) => ({
  abi: abi === defaultTarget.abi ? null : abi,
  platform: platform === defaultTarget.platform ? null : platform,
  limited_api: limitedApi,
});
