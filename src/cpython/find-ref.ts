import { CapidiffError } from "../errors.ts";
import { isSeries, parseRef, type RefInfo, type RefRequest } from "./refs.ts";
import { compareSeries, isFinal, newestOf, newestOfSeries, releasesOf } from "./releases.ts";

/**
 * The ref that a request means, or null. A series is a version word before it is a name, since CPython has branches
 * called `3.13`. Anything else is looked up as given, then as the other candidates, then as a version word. Throws
 * `ambiguous-ref` if it is both a tag and a branch, at different commits.
 */
export function findRef({ name, kind, candidates }: RefRequest, refs: readonly RefInfo[]): RefInfo | null {
  if (kind === null && isSeries(name)) {
    const newest = newestOfSeries(name, releasesOf(refs));
    if (newest) return newest.ref;
  }
  for (const candidate of candidates) {
    const found = findName(candidate, kind, refs);
    if (found) return found;
  }
  return kind === null ? findWord(name, refs) : null;
}

/** The tag or branch of exactly this name. */
function findName(name: string, kind: RefInfo["kind"] | null, refs: readonly RefInfo[]): RefInfo | null {
  const [found = null, other] = refs
    .filter((ref) => ref.name === name && (kind === null || ref.kind === kind))
    .sort((a, b) => Number(b.kind === "tag") - Number(a.kind === "tag"));
  if (found && other && found.commit !== other.commit) {
    throw new CapidiffError("ambiguous-ref", `${name} is both a tag and a branch, of different commits.`, {
      near: [`refs/tags/${name}`, `refs/heads/${name}`],
    });
  }
  return found;
}

/** Resolves `latest`, `next` and `3.15-dev`. */
function findWord(word: string, refs: readonly RefInfo[]): RefInfo | null {
  const releases = releasesOf(refs);
  if (word === "latest") return newestOf(releases.filter(isFinal))?.ref ?? null;
  if (word === "next") return newestOf(releases.filter((release) => !isFinal(release)))?.ref ?? null;
  const [, series] = /^(\d+\.\d+)-dev$/.exec(word) ?? [];
  return series === undefined ? null : developmentOf(series, refs);
}

/**
 * The branch of a series; after its end of life, the tag of that name; `main` for the series after the newest one with
 * a branch.
 */
function developmentOf(series: string, refs: readonly RefInfo[]): RefInfo | null {
  const named = refs.filter(({ name }) => name === series);
  const own = named.find(({ kind }) => kind === "branch") ?? named[0];
  if (own) return own;
  const branches = refs.filter(({ kind, series }) => kind === "branch" && series !== null);
  const [newest] = branches.map(({ name }) => name).sort((a, b) => compareSeries(b, a));
  const [major, minor] = (newest ?? "").split(".").map(Number);
  return series === `${major}.${(minor ?? 0) + 1}` ? findName("main", "branch", refs) : null;
}

/** The shortest unambiguous name of a ref: its name, `3.15-dev`, else `refs/tags/…` or `refs/heads/…`. */
export function canonicalName(ref: RefInfo, refs: readonly RefInfo[]): string {
  const names = ref.kind === "branch" && ref.series !== null ? [ref.name, `${ref.series}-dev`] : [ref.name];
  const means = (name: string) => {
    try {
      const found = findRef(parseRef(name), refs);
      return found?.kind === ref.kind && found.commit === ref.commit;
    } catch {
      return false;
    }
  };
  return names.find(means) ?? `refs/${ref.kind === "tag" ? "tags" : "heads"}/${ref.name}`;
}
