import type { ReleaseName } from "../../cpython/releases.ts";
import { declarationEvidence } from "../../diff/declaration.ts";
import type { BoundaryChange, MemberFacts, Stretch } from "../../history/model.ts";
import type { ManifestStruct, ManifestSymbol } from "../../manifest/model.ts";
import { predicateOf } from "../../report/diff/report.ts";
import { structPath } from "../links.ts";
import { HeaderLink } from "../parts.tsx";
import { stateOf, stateTitles } from "./state.ts";

/** Changes shown expanded at a boundary. */
const maxChanges = 6;

/** The stretches of a name, newest first: state, declaration, place, and changes. */
export function Stretches({ stretches }: { stretches: readonly Stretch[] }) {
  return (
    <ol class="stretches" reversed>
      {stretches.toReversed().map((stretch) => (
        <li key={stretch.from.ref}>
          <StretchItem stretch={stretch} />
        </li>
      ))}
    </ol>
  );
}

function StretchItem({ stretch }: { stretch: Stretch }) {
  const { from, to, releases, facts, restored, changes } = stretch;
  const state = stateOf(stretch);
  return (
    <>
      <h3>
        <span class="versions">{from.version === to.version ? from.version : `${from.version} – ${to.version}`}</span>{" "}
        <span class={`chip state-${state}`}>{stateTitles[state]}</span>{" "}
        <small>
          {releases === 1 ? "1 release" : `${releases} releases`}
          {restored ? ", back again" : ""}
        </small>
      </h3>
      {changes.length > 0 && <News changes={changes.slice(0, maxChanges)} />}
      {changes.length > maxChanges && (
        <details>
          <summary>{changes.length - maxChanges} more changes</summary>
          <News changes={changes.slice(maxChanges)} />
        </details>
      )}
      {facts && "name" in facts && (
        <>
          {"members" in facts ? (
            <StructFigures struct={facts} release={to} />
          ) : (
            <pre class="code">
              <code>{declarationOf(facts)}</code>
            </pre>
          )}
          <p class="where">
            <HeaderLink side={to} place={facts} />
            {"limitedApi" in facts && facts.limitedApi && ` · limited API since ${facts.limitedApi.since}`}
            {"deprecated" in facts && facts.deprecated !== null && ` · deprecated ${facts.deprecated}`}
          </p>
        </>
      )}
    </>
  );
}

/** The size of a struct with a link to its layout, instead of a long declaration. */
function StructFigures({ struct, release }: { struct: ManifestStruct; release: ReleaseName }) {
  const { name, size, align, members } = struct;
  const figures = size === null ? "size unknown" : `${size} bytes, aligned to ${align}`;
  return (
    <p>
      {members === null ? "Only declared" : figures}
      {members !== null && (
        <>
          {" · "}
          <a href={structPath(name, [release.ref])}>layout in {release.version}</a>
        </>
      )}
    </p>
  );
}

function News({ changes }: { changes: readonly BoundaryChange[] }) {
  return (
    <ul class="news">
      {changes.map((change) => (
        <BoundaryNews key={change.id} change={change} />
      ))}
    </ul>
  );
}

function BoundaryNews({ change }: { change: BoundaryChange }) {
  const { subject, member, source, binary, hint } = change;
  const worst = [source, binary].includes("breaking") ? "breaking" : [source, binary].includes("risky") ? "risky" : "";
  return (
    <li class={worst}>
      <code>{member === null ? subject.name : `${subject.name}.${member}`}</code> {predicateOf(change)}
      {hint !== null && (
        <>
          {" "}
          <span class="hint">{hint}</span>
        </>
      )}
    </li>
  );
}

/** An entry's declaration as C. */
export function declarationOf(facts: Exclude<Stretch["facts"], MemberFacts | null>): string {
  return declarationEvidence("to", facts as ManifestSymbol | ManifestStruct).text;
}
