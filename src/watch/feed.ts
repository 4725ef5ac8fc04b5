import { defaultTarget } from "../cpython/target.ts";
import type { Diff, Impact } from "../diff/model.ts";
import { element, escaped } from "../report/xml.ts";
import type { Sql } from "./database.ts";
import { type Basis, type Comparison, comparisonsOf, listReleases, type Release } from "./releases.ts";

/** Releases in the feed. */
const most = 50;

const basisText: Record<Basis, string> = {
  "previous-tag": "the release before",
  "last-final": "the last final release of its series",
  "previous-series": "the last final release of the series before",
};

/**
 * The newest releases with what they changed, as Atom (RFC 4287).
 * @param publicUrl where the service is reached, without a slash at its end
 */
export async function feedOf(sql: Sql, publicUrl: string): Promise<string> {
  const releases = await listReleases(sql, most);
  const comparisons = await comparisonsOf(
    sql,
    releases.map(({ tag }) => tag),
  );
  const feed = element("feed", { xmlns: "http://www.w3.org/2005/Atom" }, [
    text("id", "urn:capidiff:releases"),
    text("title", "Changes of CPython's C API, by release"),
    text("updated", updatedOf(releases[0])),
    element("link", { rel: "self", type: "application/atom+xml", href: `${publicUrl}/v1/feed.atom` }),
    element("author", {}, [text("name", "capidiff")]),
    ...releases.map((release) => entry(release, comparisons.get(release.tag) ?? [], publicUrl)),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${feed}\n`;
}

const text = (name: string, content: string) => element(name, {}, [escaped(content)]);

const updatedOf = (release: Release | undefined) => (release?.comparedAt ?? new Date(0)).toISOString();

function entry(release: Release, all: readonly Comparison[], publicUrl: string): string {
  const { abi, platform } = defaultTarget;
  const isDefault = (comparison: Comparison) => comparison.abi === abi && comparison.platform === platform;
  const comparisons = all.filter(isDefault);
  const href = ({ fromTag: from, abi, platform }: Comparison) =>
    `${publicUrl}/v1/diff?${new URLSearchParams({ from, to: release.tag, abi, platform, format: "text" })}`;
  const news = comparisons.find(({ bases }) => bases.includes("previous-tag")) ?? comparisons[0];
  const items = comparisons.map((comparison) =>
    element("li", {}, [
      `${element("a", { href: href(comparison) }, [escaped(`Since ${comparison.fromTag}`)])}, ` +
        escaped(`${comparison.bases.map((basis) => basisText[basis]).join(", and ")}: ${summaryText(comparison)}.`),
    ]),
  );
  const other = all.length - comparisons.length;
  const note =
    other > 0 ? [element("p", {}, [escaped(`Compared for ${platform}; ${other} more diffs are kept.`)])] : [];
  return element("entry", {}, [
    text("id", `urn:capidiff:release:${release.tag}`),
    text("title", `CPython ${release.version}${news ? `: ${summaryText(news)} since ${news.fromTag}` : ""}`),
    text("updated", updatedOf(release)),
    text("published", release.seenAt.toISOString()),
    element("category", { term: release.series }),
    element("category", { term: release.stage }),
    ...(news ? [element("link", { rel: "alternate", type: "text/plain", href: href(news) })] : []),
    element("content", { type: "xhtml" }, [
      element("div", { xmlns: "http://www.w3.org/1999/xhtml" }, [
        items.length > 0 ? element("ul", {}, items) : text("p", "There is nothing to compare it with."),
        ...note,
      ]),
    ]),
  ]);
}

function summaryText({ summary, complete, failure }: Comparison): string {
  if (summary === null) return `could not be compared (${failure})`;
  const parts = [`${summary.changes} ${summary.changes === 1 ? "change" : "changes"}`, ...badness(summary)];
  return `${parts.join(", ")}${complete === false ? "; not all headers were understood" : ""}`;
}

function badness(summary: Diff["summary"]): string[] {
  const worst: Impact = "breaking";
  return (["source", "binary"] as const).flatMap((side) =>
    summary[side][worst] > 0 ? `${summary[side][worst]} ${worst} ${side}` : [],
  );
}
