import type { ReleaseName } from "../cpython/releases.ts";
import type { ReleaseChange, ReleaseReport, TargetName } from "../diff/across-targets.ts";
import { type Change, type Impact, impacts } from "../diff/model.ts";
import { incompleteText, predicateOf, type ReportedChange, subjectText } from "../report/diff/report.ts";
import { eachChange } from "../report/release/changes.ts";
import { targetsText } from "../report/targets.ts";
import { quietTopics } from "./digest.ts";
import { changePath, diffPath, query, releasePath, targetFields } from "./links.ts";
import { Copyable, Incomplete, Scroll } from "./parts.tsx";
import { documentOf, Shell } from "./shell.tsx";

/** What a release changed for extensions since earlier ones, over many targets. Made of one report for each of those. */
export interface ReleasePage {
  kind: "release";
  release: ReleaseName;
  /** The earlier releases, in the order of the reports. */
  bases: ReleaseName[];
  /** Whether the targets are all usual ones, or those the index has. */
  isAll: boolean;
  origin: string;
}

/** Lines per section. */
const maxLines = 150;

export function releasePage({ release, bases, isAll, origin }: ReleasePage, reports: readonly ReleaseReport[]): string {
  return documentOf(
    <Shell
      title={`CPython ${release.version}`}
      section="/releases"
      description={`What CPython ${release.version} changed in the C API.`}
    >
      <p class="eyebrow">Release</p>
      <h1>CPython {release.version}</h1>
      {bases.length === 0 && <p class="lead">No earlier release is known to compare it with.</p>}
      {reports.map((report, i) => (
        <Comparison key={report.from.ref} since={bases[i] as ReleaseName} report={report} />
      ))}
      {bases.length > 0 && !isAll && (
        <p>
          These are the targets in the index.{" "}
          <a href={`${releasePath(release.ref)}?targets=all`} rel="nofollow">
            Compare all usual builds and platforms
          </a>
          , which may take a minute the first time.
        </p>
      )}
      {bases.length > 0 && <Data release={release} origin={origin} />}
      <Subscribe origin={origin} />
    </Shell>,
  );
}

function Comparison({ since, report }: { since: ReleaseName; report: ReleaseReport }) {
  const { from, to, without } = report;
  const changes = eachChange(report);
  const anchor = `since-${since.ref}`;
  const sections = sectionTitles
    .map(([title, belongs]) => ({
      title,
      changes: changes.filter((change) => belongs(change) && !isQuiet(change)).sort(privateLast),
    }))
    .filter(({ changes }) => changes.length > 0);
  return (
    <section aria-labelledby={anchor}>
      <h2 id={anchor}>
        Since {since.version}{" "}
        <small>
          <a href={diffPath(from.ref, to.ref)}>all changes</a>
        </small>
      </h2>
      {!report.complete && <Incomplete>{incompleteText}</Incomplete>}
      <Targets report={report} />
      {without.length > 0 && <p class="muted">Not compared, as one of them lacks it: {targetsText(without)}.</p>}
      {sections.length === 0 && <p>Nothing breaks, and nothing may break.</p>}
      {sections.map(({ title, changes }) => (
        <section key={title} class="section" aria-label={`${title} since ${since.version}`}>
          <h3>
            {title} <small>{changes.length}</small>
          </h3>
          <ul class="rows">
            {changes.slice(0, maxLines).map((change) => (
              <ChangeLine key={change.id} change={change} report={report} />
            ))}
          </ul>
          {changes.length > maxLines && (
            <p class="muted">
              And {changes.length - maxLines} more, in <a href={diffPath(from.ref, to.ref)}>the comparison</a>.
            </p>
          )}
        </section>
      ))}
    </section>
  );
}

/** Sections by impact; each change is in the first that it belongs to. */
const sectionTitles: [title: string, belongs: (change: Change) => boolean][] = [
  ["Breaks source", ({ source }) => source === "breaking"],
  ["May break source", ({ source }) => source === "risky"],
  ["Breaks built modules", ({ source, binary }) => source === "compatible" && binary === "breaking"],
  ["May break built modules", ({ source, binary }) => source === "compatible" && binary === "risky"],
];

const isPrivate = (change: Change) => /(?:^|\.)_/.test(subjectText(change));

const privateLast = (a: Change, b: Change) => Number(isPrivate(a)) - Number(isPrivate(b));

const isQuiet = ({ topic }: Change) => quietTopics.has(topic);

function ChangeLine({ change, report }: { change: ReportedChange & ReleaseChange; report: ReleaseReport }) {
  const { id, hint, source, binary, targets, where } = change;
  const worst = impacts.find((impact) => source === impact || binary === impact);
  return (
    <li class={worst}>
      <a href={changePath(report.from.ref, report.to.ref, id) + targetQuery(targets[0])}>{subjectText(change)}</a>{" "}
      {predicateOf(change)}
      {hint !== null && (
        <>
          {" "}
          <i>{hint}</i>
        </>
      )}
      {where !== undefined && <small class="muted"> {where}</small>}
    </li>
  );
}

const targetQuery = (target: TargetName | undefined) =>
  target === undefined ? "" : query(targetFields({ ...target, limitedApi: null }));

/** How many changes each target has. */
function Targets({ report: { from, to, targets, changes } }: { report: ReleaseReport }) {
  const count = (target: TargetName, side: "source" | "binary", impact: Impact) =>
    changes.filter((change) => change[side] === impact && !isQuiet(change) && change.targets.some(isSame(target)))
      .length;
  return (
    <Scroll label="Table of targets">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">Target</th>
            {["Break source", "may break it", "Break built modules", "may break them"].map((title, i) => (
              <th key={i} scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {targets.map((target) => (
            <tr key={`${target.abi} ${target.platform}`}>
              <th scope="row">
                <a href={diffPath(from.ref, to.ref) + targetQuery(target)}>
                  {target.abi} on {target.platform}
                </a>
              </th>
              {(["source", "binary"] as const).flatMap((side) =>
                (["breaking", "risky"] as const).map((impact) => (
                  <td key={`${side} ${impact}`} class="number">
                    {count(target, side, impact)}
                  </td>
                )),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const isSame = (a: TargetName) => (b: TargetName) => a.abi === b.abi && a.platform === b.platform;

function Data({ release, origin }: { release: ReleaseName; origin: string }) {
  const reference = `/v1/releases/${encodeURIComponent(release.ref)}`;
  return (
    <section aria-labelledby="data">
      <h2 id="data">As data</h2>
      <p>
        <a href={reference}>JSON</a> · <a href={`${reference}?format=text`}>Text</a>
      </p>
      <Copyable>{`curl ${origin}${reference}\ncapidiff release ${release.ref}`}</Copyable>
    </section>
  );
}

function Subscribe({ origin }: { origin: string }) {
  return (
    <section aria-labelledby="subscribe">
      <h2 id="subscribe">Hear of the next one</h2>
      <p>
        The <a href="/v1/feed.atom">Atom feed</a> has each release and how much it changed. With a key from the
        operator, your endpoint gets a signed message of each release, or only of those that change what your extension
        uses:
      </p>
      <Copyable>
        {`curl -H 'Authorization: Bearer KEY' --json '{"url": "https://example.org/hook"}' ${origin}/v1/subscriptions`}
      </Copyable>
      <p>
        <a href="/docs">The API</a> documents filters and the verification of signatures.
      </p>
    </section>
  );
}
