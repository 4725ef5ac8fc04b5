import type { ReleaseName } from "../cpython/releases.ts";
import type { Digest } from "./digest.ts";
import { diffPath, query, releasePath } from "./links.ts";
import { Copyable } from "./parts.tsx";
import { documentOf, SearchForm, Shell } from "./shell.tsx";
import { type Step, TimelineFigure, TimelineTable } from "./timeline.tsx";

export interface FrontPage {
  kind: "front";
  steps: Step[];
  /** The newest prerelease if it is the newest of all, and the final release before it. */
  next: { release: ReleaseName; since: ReleaseName | null } | null;
  /** The newest finals of the two newest series: the most common comparison. */
  usual: { from: ReleaseName; to: ReleaseName } | null;
  origin: string;
}

export function frontPage({ steps, next, usual, origin }: FrontPage): string {
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
      {next && <Newest next={next} digest={steps.find(({ to }) => to.ref === next.release.ref)?.digest ?? null} />}
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

/** The newest prerelease and how much it changes. */
function Newest({ next: { release, since }, digest }: { next: NonNullable<FrontPage["next"]>; digest: Digest | null }) {
  const address = since && diffPath(since.ref, release.ref);
  return (
    <section class="panel" aria-labelledby="next">
      <h2 id="next">
        Newest prerelease: <a href={releasePath(release.ref)}>{release.version}</a>
      </h2>
      {digest && (
        <p class="tally">
          Public names since {since?.version}:
          <a class="chip breaking" href={`${address}${query({ surface: "public", source: "breaking" })}`}>
            {digest.public.source} break source
          </a>
          <a class="chip breaking" href={`${address}${query({ surface: "public", binary: "breaking" })}`}>
            {digest.public.binary} break built modules
          </a>
          <span class="chip ok">{digest.public.added} new</span>
        </p>
      )}
      {since && (
        <p>
          <a href={diffPath(since.ref, release.ref)}>All that changed since {since.version}</a>
        </p>
      )}
    </section>
  );
}

/** All releases, newest first. */
export interface ReleasesPage {
  kind: "releases";
  steps: Step[];
}

export function releasesPage({ steps }: ReleasesPage): string {
  return documentOf(
    <Shell title="Releases" section="/releases">
      <h1>Releases</h1>
      <p class="lead">Names of the C API that each release broke or brought since the one before, on Linux x86-64.</p>
      <p>
        <a href="/v1/feed.atom">Atom feed of new releases</a>
      </p>
      {steps.length === 0 ? <p>No releases are read yet.</p> : <TimelineTable steps={steps.toReversed()} />}
    </Shell>,
  );
}
