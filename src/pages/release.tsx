import type { ReleaseName } from "../history/model.ts";
import { audiences, type Digest, measures, measureTitles } from "./digest.ts";
import { diffPath, query } from "./links.ts";
import { Copyable, Scroll } from "./parts.tsx";
import { documentOf, Shell } from "./shell.tsx";

/** The changes of a release since its predecessors, by build. */
export interface ReleasePage {
  kind: "release";
  release: ReleaseName;
  platform: string;
  comparisons: { since: ReleaseName; abi: string; digest: Digest | null }[];
  origin: string;
}

export function releasePage({ release, platform, comparisons, origin }: ReleasePage): string {
  const bases = [...new Map(comparisons.map(({ since }) => [since.ref, since])).values()];
  return documentOf(
    <Shell
      title={`CPython ${release.version}`}
      section="/releases"
      description={`What CPython ${release.version} changed in the C API.`}
    >
      <p class="eyebrow">Release · {platform}</p>
      <h1>CPython {release.version}</h1>
      {bases.length === 0 && <p class="lead">There is nothing before it to compare it with.</p>}
      {bases.map((since) => (
        <section key={since.ref} aria-labelledby={`since-${since.ref}`}>
          <h2 id={`since-${since.ref}`}>Since {since.version}</h2>
          <p>
            <a class="button" href={diffPath(since.ref, release.ref)}>
              {since.version} → {release.version}
            </a>
          </p>
          <Comparisons
            release={release}
            platform={platform}
            comparisons={comparisons.filter((one) => one.since.ref === since.ref)}
          />
        </section>
      ))}
      <section aria-labelledby="subscribe">
        <h2 id="subscribe">Be told of the next one</h2>
        <p>
          The <a href="/v1/feed.atom">Atom feed</a> has each release and how much it changed. With a key of the
          operator’s an endpoint of yours gets a signed message, also only about what your extension uses:
        </p>
        <Copyable>
          {`curl -H 'Authorization: Bearer KEY' -H 'Content-Type: application/json' \\\n  -d '{"url":"https://example.org/hook"}' ${origin}/v1/subscriptions`}
        </Copyable>
        <p>
          <a href="/docs">The API</a> says how to filter and how to verify the signature.
        </p>
      </section>
    </Shell>,
  );
}

function Comparisons({ release, platform, comparisons }: Pick<ReleasePage, "release" | "platform" | "comparisons">) {
  return (
    <Scroll label="Table of builds">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">Build</th>
            <th scope="col">Names</th>
            {measures.map((measure) => (
              <th key={measure} scope="col" class="number">
                {measureTitles[measure]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {comparisons.flatMap(({ since, abi, digest }) => {
            const address =
              diffPath(since.ref, release.ref) +
              query({ abi: abi === "cp" ? null : abi, platform: platform === "linux_x86_64" ? null : platform });
            if (digest === null) {
              return [
                <tr key={abi}>
                  <th scope="row">
                    <a href={address}>{abi}</a>
                  </th>
                  <td colSpan={4}>not read yet</td>
                </tr>,
              ];
            }
            return audiences.map((audience) => (
              <tr key={`${abi} ${audience}`}>
                <th scope="row">
                  <a href={address}>{abi}</a>
                </th>
                <td>{audience}</td>
                {measures.map((measure) => (
                  <td key={measure} class="number">
                    {digest[audience][measure]}
                  </td>
                ))}
              </tr>
            ));
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
