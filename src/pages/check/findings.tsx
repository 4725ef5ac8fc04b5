import { type Check, type CheckFinding, usedText } from "../../check/model.ts";
import type { Place } from "../../check/use.ts";
import {
  baselineText,
  diagnosticText,
  headText,
  impactText,
  incompleteText,
  kindTexts,
  placeText,
  sectionsOf,
  sinceText,
  usesText,
} from "../../report/check/report.ts";
import { Incomplete, Scroll } from "../parts.tsx";
import { documentOf, Shell } from "../shell.tsx";
import { SourceListing, type SubmittedSource } from "./source.tsx";

/** The findings of a check. Rendered from the check. */
export interface CheckPage {
  kind: "check";
  /** The sources submitted. */
  sources: SubmittedSource[];
}

const verdicts: Record<Check["verdict"], string> = {
  breaks: "It breaks",
  risky: "It may break",
  ok: "Nothing breaks",
  unknown: "Not known",
};

export function checkPage({ sources }: CheckPage, check: Check): string {
  const { verdict, target, findings, diagnostics, versions = [] } = check;
  const { breaking, risky, notices } = sectionsOf(check);
  const sections = [
    { title: "Breaks", found: breaking },
    { title: "May break", found: risky },
    { title: "Works, to be known", found: notices },
  ];
  return documentOf(
    <Shell title={`${verdicts[verdict]} on ${target.version}`} section="/check">
      <p class="eyebrow">{headText(check)}</p>
      <h1>
        {verdicts[verdict]} on {target.version}{" "}
        <span class={`chip ${verdict}`}>{findings.length === 1 ? "1 finding" : `${findings.length} findings`}</span>
      </h1>
      <p class="lead">
        {usesText(check)}; {baselineText(check)}.
      </p>
      {!check.complete && <Incomplete>{incompleteText}</Incomplete>}
      {sections
        .filter(({ found }) => found.length > 0)
        .map(({ title, found }) => (
          <section key={title} aria-label={title}>
            <h2>
              {title} <small>{found.length}</small>
            </h2>
            <ul class="rows">
              {found.map((finding) => (
                <Finding key={finding.id} finding={finding} sources={sources} />
              ))}
            </ul>
          </section>
        ))}
      {versions.length > 0 && <Matrix versions={versions} />}
      {sources.map((source, index) => (
        <SourceListing key={source.file} source={source} findings={findings} index={index} />
      ))}
      {diagnostics.length > 0 && (
        <section aria-labelledby="diagnostics">
          <h2 id="diagnostics">Not understood</h2>
          <ul>
            {diagnostics.slice(0, 100).map((one) => (
              <li key={diagnosticText(one)}>{diagnosticText(one)}</li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <a class="button" href="/check">
          Check something else
        </a>
      </p>
    </Shell>,
  );
}

function Finding({ finding, sources }: { finding: CheckFinding; sources: readonly SubmittedSource[] }) {
  const { used, kind, impact, message, hint, places, since } = finding;
  return (
    <li class={impact} id={`finding-${finding.id}`}>
      <b>
        <code>{usedText(used)}</code>
      </b>{" "}
      <span class={`chip ${impact}`}>{kindTexts[kind].title}</span> {message}
      {hint !== null && (
        <>
          {" "}
          <i>{hint}</i>
        </>
      )}
      <p class="where">
        {impactText(finding)}
        {since !== null && ` · since ${sinceText(finding)}`}
        {places.slice(0, 12).map((place) => (
          <span key={placeText(place)}>
            {" · "}
            <PlaceLink place={place} sources={sources} />
          </span>
        ))}
        {places.length > 12 && ` and ${places.length - 12} more`}
      </p>
    </li>
  );
}

/** Links to the line if the source is on the page. */
function PlaceLink({ place, sources }: { place: Place; sources: readonly SubmittedSource[] }) {
  const index = sources.findIndex(({ file }) => file === place.file);
  if (index < 0 || place.line === undefined) return <>{placeText(place)}</>;
  return <a href={`#line-${index}-${place.line}`}>{placeText(place)}</a>;
}

function Matrix({ versions }: { versions: NonNullable<Check["versions"]> }) {
  return (
    <section aria-labelledby="matrix">
      <h2 id="matrix">On every series</h2>
      <Scroll label="Table of versions">
        <table>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Verdict</th>
              <th scope="col" class="number">
                Breaking
              </th>
              <th scope="col" class="number">
                Risky
              </th>
              <th scope="col">What breaks</th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ ref, version, verdict, complete, summary, breaking }) => (
              <tr key={ref}>
                <th scope="row">{version}</th>
                <td>
                  <span class={`chip ${verdict}`}>{verdict}</span>
                  {complete ? "" : " (incomplete)"}
                </td>
                <td class="number">{summary.breaking}</td>
                <td class="number">{summary.risky}</td>
                <td class="names">
                  <code>{breaking.slice(0, 6).join(", ")}</code>
                  {breaking.length > 6 && ` and ${breaking.length - 6} more`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
