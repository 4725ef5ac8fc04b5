import { hash } from "node:crypto";
import type { Answer } from "../../cache/answer-cache.ts";
import type { Answers } from "../../cache/answers.ts";
import { readable } from "../../cache/unreadable.ts";
import { basesOf } from "../cpython/release-bases.ts";
import { compareVersions, parseTagVersion, parseVersion } from "../cpython/version.ts";
import type { Diff } from "../diff/model.ts";
import { type DiffView, feedPath, targetQuery, viewPath } from "../pages/diff/view.ts";
import { changePath } from "../pages/links.ts";
import { element, escaped } from "../report/xml.ts";
import { atomEntry, atomFeed, textElement } from "./atom.ts";
import type { Sql } from "./database.ts";
import { changesText } from "./feed.ts";
import { findRelease, listReleases, type SeenRelease } from "./releases.ts";

/** Number of the newest releases that are looked at. */
const maxReleases = 20;

/** Changes listed per entry. */
const maxChanges = 50;

/** A release and the one it is compared with; the view itself has no release. */
interface Compared {
  view: DiffView;
  release: SeenRelease | null;
  diff: Diff;
}

/**
 * A feed that follows a view of a diff: the view itself, and each release after its newer version that has changes of
 * the same kind since the release before it.
 * @param origin base URL of the service, without a trailing slash
 * @throws CapidiffError of the refs and the filter; `bytes` as for diffs
 */
export async function viewFeed(sql: Sql, answers: Answers, view: DiffView, origin: string): Promise<Answer> {
  const [releases, refs, first, start] = await Promise.all([
    listReleases(sql, maxReleases),
    answers.refs(),
    diffOf(answers, view),
    findRelease(sql, view.to),
  ]);
  const steps = await Promise.all(
    releases.map(async (release) => {
      const [base] = basesOf(release.tag, refs);
      if (base === undefined) return [];
      const step = { ...view, from: base.tag, to: release.tag };
      return [{ view: step, release, answer: await diffOf(answers, step) }];
    }),
  );
  const followed = steps.flat();
  const etags = followed.map(({ answer }) => answer.etag);
  const answer = answers.derived(
    ["view-feed", viewPath(view), origin, etags, start?.seenAt],
    [first],
    async ([bytes], stop) => {
      const own: Diff = JSON.parse(String(bytes));
      const later: Compared[] = [];
      for (const { view, release, answer } of followed.filter(({ release }) => isAfter(release, own))) {
        const bytes = await readable(answer.bytes("identity", stop));
        if (bytes === null) continue;
        const diff: Diff = JSON.parse(String(bytes));
        if (diff.changes.length > 0 || !diff.complete) later.push({ view, release, diff });
      }
      return Buffer.from(feed(view, [...later, { view, release: null, diff: own }], start?.seenAt ?? null, origin));
    },
  );
  // There will be further releases, even if the view is of commits.
  return { ...answer, pinned: false };
}

const diffOf = (answers: Answers, { from, to, abi, platform, limitedApi, filter }: DiffView) =>
  answers.diff(from, to, { abi, platform, limitedApi }, filter);

/** Whether a release is newer than a diff's newer side, which may be a branch or a commit. */
function isAfter({ tag }: SeenRelease, { to }: Diff): boolean {
  const [own, other] = [parseTagVersion(tag), parseVersion(to.version)];
  return own !== null && (other === null || compareVersions(own, other) > 0);
}

/** @param start when the view's newer release was first seen */
function feed(view: DiffView, compared: readonly Compared[], start: Date | null, origin: string): string {
  const id = `urn:capidiff:view:${hash("sha256", viewPath(view), "hex").slice(0, 16)}`;
  const own = compared.at(-1)?.diff as Diff;
  const filters = Object.values(view.filter)
    .flat()
    .filter((value) => value !== undefined);
  const subject = [`${own.to.target.abi} on ${own.to.target.platform}`, ...filters].join(", ");
  return atomFeed({
    id,
    title: `Changes of CPython's C API after ${own.to.version}: ${subject}`,
    updated: compared[0]?.release?.comparedAt ?? start,
    self: origin + feedPath(view),
    entries: compared.map((one) => entry(one, id, start ?? new Date(0), origin)),
  });
}

function entry({ view, release, diff }: Compared, feedId: string, start: Date, origin: string): string {
  const { from, to, changes, summary, complete } = diff;
  const items = changes.slice(0, maxChanges).map(({ id, message, hint }) => {
    const href = origin + changePath(view.from, view.to, id) + targetQuery(view);
    const link = element("a", { href }, [escaped(message)]);
    return element("li", {}, [hint === null ? link : `${link} ${escaped(hint)}`]);
  });
  const left = changes.length - items.length;
  return atomEntry({
    id: `${feedId}:${release?.tag ?? "start"}`,
    title: `CPython ${to.version}: ${changesText(summary, complete)} since ${from.version}`,
    updated: release?.comparedAt ?? start,
    published: release?.seenAt ?? start,
    categories: release ? [release.series, release.stage] : [],
    link: { type: "text/html", href: origin + viewPath(view) },
    content: [
      items.length > 0 ? element("ul", {}, items) : textElement("p", "No changes of this kind."),
      ...(left > 0 ? [textElement("p", `And ${left} more.`)] : []),
    ],
  });
}
