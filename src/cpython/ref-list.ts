import { type PageRequest, pageOf } from "./page.ts";
import type { RefInfo } from "./refs.ts";
import { compareVersions, parseTagVersion, type Version } from "./version.ts";

/** The format of a series. */
export const seriesPattern = /^\d+\.\d+$/;

/** A filter of refs; all given fields must match. */
export interface RefFilter {
  /** E.g. `3.13`. */
  series?: string | undefined;
  kind?: RefInfo["kind"] | undefined;
  /** true for prereleases only, false for none. */
  prerelease?: boolean | undefined;
}

export interface RefPage {
  refs: RefInfo[];
  /** The cursor of the next page; null on the last one. */
  next: string | null;
}

/**
 * One page of the matching refs: branches, then tags, each newest first.
 * @throws CapidiffError `invalid-request` for an invalid cursor, or one whose ref is gone
 */
export function listRefs(refs: readonly RefInfo[], filter: RefFilter, request: PageRequest): RefPage {
  const sorted = refs
    .map(withOrder)
    .sort(inOrder)
    .map(({ ref }) => ref);
  const { items, next } = pageOf(
    sorted,
    request,
    ({ kind, name }) => `${kind}/${name}`,
    (ref) => matches(ref, filter),
  );
  return { refs: items, next };
}

function matches(ref: RefInfo, { series, kind, prerelease }: RefFilter): boolean {
  return (
    (series === undefined || ref.series === series) &&
    (kind === undefined || ref.kind === kind) &&
    (prerelease === undefined || ref.prerelease === prerelease)
  );
}

interface Ordered {
  ref: RefInfo;
  /** The version of a release's tag, or the first of a branch's series. */
  version: Version | null;
}

const withOrder = (ref: RefInfo): Ordered => ({
  ref,
  version: parseTagVersion(ref.kind === "branch" ? `v${ref.series}` : ref.name),
});

/** Branches before tags; `main` and other names without a version come first among branches and last among tags. */
function inOrder(a: Ordered, b: Ordered): number {
  if (a.ref.kind !== b.ref.kind) return a.ref.kind === "branch" ? -1 : 1;
  if (a.version && b.version) return compareVersions(b.version, a.version) || byName(a.ref, b.ref);
  if (!a.version && !b.version) return byName(a.ref, b.ref);
  return (a.version === null) === (a.ref.kind === "branch") ? -1 : 1;
}

const byName = (a: RefInfo, b: RefInfo) => (a.name < b.name ? -1 : Number(a.name > b.name));
