import type { ReleaseName } from "../cpython/releases.ts";
import { predicateOf, subjectText, worstImpact } from "../report/diff/report.ts";
import type { Digest, Headline } from "./digest.ts";
import { changePath, diffPath, query, releasePath } from "./links.ts";
import { Copyable, Unreachable } from "./parts.tsx";
import { documentOf, SearchForm, Shell } from "./shell.tsx";
import { type Step, TimelineFigure, TimelineTable } from "./timeline.tsx";

export interface FrontPage {
  kind: "front";
  steps: Step[];
  /** The newest prerelease if it is the newest of all, and the final release before it. */
  next: { release: ReleaseName; since: ReleaseName | null; digest: Digest | null; headlines: Headline[] } | null;
  /** The newest finals of the two newest series: the most common comparison. */
  usual: { from: ReleaseName; to: ReleaseName } | null;
  /** Since when the remote cannot be reached, ISO 8601; null while it can. */
  unreachableSince: string | null;
  origin: string;
}

export function frontPage({ steps, next, usual, unreachableSince, origin }: FrontPage): string {
  return documentOf(
    <Shell
      title="What changed in CPython’s C API"
      description="What changed in CPython's C API and ABI between any two versions: symbols, structs, layouts."
      search={null}
    >
      <section class="hero">
        <h1>What changed in CPython’s C&nbsp;API</h1>
        <p class="lead">
          Since when is this opaque? What replaces it? Which offset moved? Every name of every version, read from the
          headers.
        </p>
        <SearchForm large />
        <p class="quick">
          {usual && (
            <a class="button" href={diffPath(usual.from.ref, usual.to.ref)}>
              {usual.from.version} → {usual.to.version}
            </a>
          )}
          {next?.since && (
            <a class="button" href={diffPath(next.since.ref, next.release.ref)}>
              {next.since.version} → {next.release.version}
            </a>
          )}
          <a class="button" href="/check">
            Check an extension
          </a>
        </p>
      </section>
      <Unreachable since={unreachableSince} />
      {next && <Newest {...next} />}
      <section aria-labelledby="timeline">
        <h2 id="timeline">How much each release broke</h2>
        <TimelineFigure steps={steps} />
      </section>
      <section aria-labelledby="ci">
        <h2 id="ci">In CI</h2>
        <p>Fail when an extension uses what a coming version no longer has, with annotations on the lines:</p>
        <Copyable>
          {"- uses: actions/checkout@v4\n- run: npx capidiff check --target next --format github src/"}
        </Copyable>
        <p>Or ask this service:</p>
        <Copyable>{`curl -F file=@src/module.c '${origin}/v1/check?target=latest'`}</Copyable>
      </section>
    </Shell>,
  );
}

/** The newest prerelease and what it changes. */
function Newest({ release, since, digest, headlines }: NonNullable<FrontPage["next"]>) {
  return (
    <section class="panel" aria-labelledby="next">
      <h2 id="next">
        Newest prerelease: <a href={releasePath(release.ref)}>{release.version}</a>
      </h2>
      {since && <WhatChanged since={since} release={release} digest={digest} headlines={headlines} />}
    </section>
  );
}

function WhatChanged({
  since,
  release,
  digest,
  headlines,
}: {
  since: ReleaseName;
  release: ReleaseName;
  digest: Digest | null;
  headlines: readonly Headline[];
}) {
  const address = diffPath(since.ref, release.ref);
  return (
    <>
      {digest && (
        <p class="tally">
          Public names since {since.version}:
          <a class="chip breaking" href={address + query({ surface: "public", source: "breaking" })}>
            {digest.public.source} break source
          </a>
          <a class="chip breaking" href={address + query({ surface: "public", binary: "breaking" })}>
            {digest.public.binary} break built modules
          </a>
          <span class="chip ok">{digest.public.added} new</span>
        </p>
      )}
      {headlines.length > 0 && (
        <ul class="rows">
          {headlines.map((headline) => (
            <li key={headline.id} class={worstImpact(headline)}>
              <a href={changePath(since.ref, release.ref, headline.id)}>{subjectText(headline)}</a>{" "}
              {predicateOf(headline)}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={address}>All that changed since {since.version}</a>
      </p>
    </>
  );
}

/** All releases, newest first. */
export interface ReleasesPage {
  kind: "releases";
  steps: Step[];
  unreachableSince: string | null;
}

export function releasesPage({ steps, unreachableSince }: ReleasesPage): string {
  return documentOf(
    <Shell title="Releases" section="/releases">
      <h1>Releases</h1>
      <p class="lead">Names of the C API that each release broke or brought since the one before, on Linux x86-64.</p>
      <p>
        <a href="/v1/feed.atom">Atom feed of new releases</a>
      </p>
      <Unreachable since={unreachableSince} />
      {steps.length === 0 ? <p>No releases are read yet.</p> : <TimelineTable steps={steps.toReversed()} />}
    </Shell>,
  );
}
