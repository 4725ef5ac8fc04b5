import type { Basis } from "../cpython/release-bases.ts";
import { defaultTarget } from "../cpython/target.ts";
import { element, escaped } from "../report/xml.ts";
import type { Sql } from "./database.ts";
import { comparisonsOf, listReleases, type ReleaseComparison, type SeenRelease } from "./releases.ts";

/** Number of releases in the feed. */
const most = 50;

const basisText: Record<Basis, string> = {
  "previous-tag": "the release before",
  "last-final": "the last final release of its series",
  "previous-series": "the last final release of the series before",
};

/**
 * The newest releases and their changes, as Atom (RFC 4287).
 * @param origin base URL of the service, without a trailing slash
 */
export async function feedOf(sql: Sql, origin: string): Promise<string> {
  const releases = await listReleases(sql, most);
  const comparisons = await comparisonsOf(
    sql,
    releases.map(({ tag }) => tag),
  );
  const feed = element("feed", { xmlns: "http://www.w3.org/2005/Atom" }, [
    text("id", "urn:capidiff:releases"),
    text("title", "Changes of CPython's C API, by release"),
    text("updated", updatedOf(releases[0])),
    element("link", { rel: "self", type: "application/atom+xml", href: `${origin}/v1/feed.atom` }),
    element("author", {}, [text("name", "capidiff")]),
    ...releases.map((release) => entry(release, comparisons.get(release.tag) ?? [], origin)),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${feed}\n`;
}

const text = (name: string, content: string) => element(name, {}, [escaped(content)]);

const updatedOf = (release: SeenRelease | undefined) => (release?.comparedAt ?? new Date(0)).toISOString();

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
  return element("entry", {}, [
    text("id", `urn:capidiff:release:${release.tag}`),
    text("title", `CPython ${release.version}${news ? `: ${titleText(news)}` : ""}`),
    text("updated", updatedOf(release)),
    text("published", release.seenAt.toISOString()),
    element("category", { term: release.series }),
    element("category", { term: release.stage }),
    ...(news ? [element("link", { rel: "alternate", type: "text/plain", href: linkTo(news) })] : []),
    element("content", { type: "xhtml" }, [
      element("div", { xmlns: "http://www.w3.org/1999/xhtml" }, [
        items.length > 0 ? element("ul", {}, items) : text("p", "There is no release to compare it with."),
        ...(others > 0 ? [text("p", `For ${abi} on ${platform}; diffs for other targets: ${others}.`)] : []),
      ]),
    ]),
  ]);
}

const titleText = (news: ReleaseComparison) =>
  news.summary === null ? `not compared with ${news.fromTag}` : `${summaryText(news)} since ${news.fromTag}`;

function summaryText({ summary, complete, failure }: ReleaseComparison): string {
  if (summary === null) return `could not be compared (${failure})`;
  const { changes, source, binary } = summary;
  return [
    `${changes} ${changes === 1 ? "change" : "changes"}`,
    ...(source.breaking > 0 ? [`${source.breaking} breaking source`] : []),
    ...(binary.breaking > 0 ? [`${binary.breaking} breaking binaries`] : []),
    ...(complete === false ? ["headers not understood in full"] : []),
  ].join(", ");
}
