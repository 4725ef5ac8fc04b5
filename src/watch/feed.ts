import type { Basis } from "../cpython/release-bases.ts";
import { defaultTarget } from "../cpython/target.ts";
import { counted } from "../diff/counted.ts";
import type { Diff } from "../diff/model.ts";
import { element, escaped } from "../report/xml.ts";
import { atomEntry, atomFeed, textElement } from "./atom.ts";
import type { Sql } from "./database.ts";
import { comparisonsOf, listReleases, type ReleaseComparison, type SeenRelease } from "./releases.ts";

/** Number of releases in the feed. */
const maxEntries = 50;

const basisText: Record<Basis, string> = {
  "previous-tag": "the release before",
  "last-final": "the last final release of its series",
  "previous-series": "the last final release of an earlier series",
};

/**
 * The newest releases and their changes, as Atom (RFC 4287).
 * @param origin base URL of the service, without a trailing slash
 */
export async function feedOf(sql: Sql, origin: string): Promise<string> {
  const releases = await listReleases(sql, maxEntries);
  const comparisons = await comparisonsOf(
    sql,
    releases.map(({ tag }) => tag),
  );
  return atomFeed({
    id: "urn:capidiff:releases",
    title: "Changes of CPython's C API, by release",
    updated: releases[0]?.comparedAt ?? null,
    self: `${origin}/v1/feed.atom`,
    entries: releases.map((release) => entry(release, comparisons.get(release.tag) ?? [], origin)),
  });
}

function entry(release: SeenRelease, all: readonly ReleaseComparison[], origin: string): string {
  const { abi, platform } = defaultTarget;
  const comparisons = all.filter((comparison) => comparison.abi === abi && comparison.platform === platform);
  const linkTo = ({ fromTag: from }: ReleaseComparison) =>
    `${origin}/v1/diff?${new URLSearchParams({ from, to: release.tag, abi, platform, format: "text" })}`;
  const news = comparisons.find(({ bases }) => bases.includes("previous-tag")) ?? comparisons[0];
  const items = comparisons.map((comparison) => {
    const why = comparison.bases.map((basis) => basisText[basis]).join(", and ");
    const link = element("a", { href: linkTo(comparison) }, [escaped(`Since ${comparison.fromTag}`)]);
    return element("li", {}, [`${link}, ${escaped(`${why}: ${summaryText(comparison)}.`)}`]);
  });
  const others = all.length - comparisons.length;
  return atomEntry({
    id: `urn:capidiff:release:${release.tag}`,
    title: `CPython ${release.version}${news ? `: ${titleText(news)}` : ""}`,
    updated: release.comparedAt ?? release.seenAt,
    published: release.seenAt,
    categories: [release.series, release.stage],
    link: news ? { type: "text/plain", href: linkTo(news) } : null,
    content: [
      ...(items.length > 0 ? [element("ul", {}, items)] : []),
      ...(all.length === 0 ? [textElement("p", "There is no release to compare it with.")] : []),
      ...(others > 0 ? [textElement("p", `For ${abi} on ${platform}; diffs for other targets: ${others}.`)] : []),
    ],
  });
}

const titleText = (news: ReleaseComparison) =>
  news.summary === null ? `not compared with ${news.fromTag}` : `${summaryText(news)} since ${news.fromTag}`;

function summaryText({ summary, complete, failure }: ReleaseComparison): string {
  if (summary === null) return `could not be compared (${failure})`;
  return changesText(summary, complete !== false);
}

/** `3 changes, 1 breaking source` */
export function changesText({ changes, source, binary }: Diff["summary"], isComplete: boolean): string {
  return [
    counted(changes, "change"),
    ...(source.breaking > 0 ? [`${source.breaking} breaking source`] : []),
    ...(binary.breaking > 0 ? [`${binary.breaking} breaking binaries`] : []),
    ...(isComplete ? [] : ["headers not understood in full"]),
  ].join(", ");
}
