import { describeRules } from "../../diff/describe.ts";
import type { Change, Diff, Evidence, Position } from "../../diff/model.ts";
import { CapidiffError } from "../../errors.ts";
import { evidenceWord, predicateOf, subjectText } from "../../report/diff/report.ts";
import { changePath, diffPath, structPath } from "../links.ts";
import { HeaderLink, ImpactChips, NameLink, Scroll } from "../parts.tsx";
import { documentOf, markup, Shell } from "../shell.tsx";
import { type DiffView, targetQuery } from "./view.ts";
import { SideBySide } from "./words.tsx";

/** One change of a diff, as a page or as a part of another page. Rendered from the diff. */
export interface ChangePage {
  kind: "change";
  view: DiffView;
  id: string;
  isPart: boolean;
}

/** @throws CapidiffError `not-found` if the diff has no such change */
export function changePage({ view, id, isPart }: ChangePage, diff: Diff): string {
  const change = diff.changes.find((one) => one.id === id);
  if (change === undefined) {
    throw new CapidiffError("not-found", `No change between ${diff.from.ref} and ${diff.to.ref} has the id ${id}.`);
  }
  // Other changes of the same subject, including consequences.
  const others = diff.changes.filter(
    (one) => one !== change && (one.because === id || subjectText(one) === subjectText(change)),
  );
  const body = (
    <>
      <ChangeBody change={change} diff={diff} view={view} />
      {others.length > 0 && (
        <ul class="rows others">
          {others.slice(0, 50).map((one) => (
            <li key={one.id}>
              <a href={changePath(view.from, view.to, one.id) + targetQuery(view)}>{subjectText(one)}</a>{" "}
              {predicateOf(one)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
  if (isPart) return markup(<div class="change">{body}</div>);
  return documentOf(
    <Shell title={`${subjectText(change)}, ${diff.from.version} to ${diff.to.version}`} section="/diff">
      <p class="eyebrow">
        <a href={diffPath(view.from, view.to) + targetQuery(view)}>
          {diff.from.version} → {diff.to.version}
        </a>
      </p>
      <h1 class="name">
        <code>{subjectText(change)}</code>
      </h1>
      <p class="lead">{change.message}</p>
      {body}
    </Shell>,
  );
}

function ChangeBody({ change, diff, view }: { change: Change; diff: Diff; view: DiffView }) {
  const { subject, rule, source, binary, hint, newName, renamedFrom, evidence, shifted = [] } = change;
  const declarations = (["from", "to"] as const).map((side) =>
    evidence.find((one) => one.kind === "declaration" && one.side === side),
  );
  const reasons = evidence.filter(({ kind }) => kind !== "declaration");
  const isType = subject.kind === "struct" || subject.kind === "union";
  return (
    <>
      <p class="facts">
        <ImpactChips source={source} binary={binary} /> <Rule id={rule} />
        {change.confidence === "likely" && <span class="chip">likely</span>}
      </p>
      <Declarations declarations={declarations} diff={diff} />
      {hint !== null && <p class="hint">{hint}</p>}
      {newName !== undefined && change.member === null && (
        <p>
          New name: <NameLink kind={subject.kind} name={newName} />
        </p>
      )}
      {renamedFrom !== undefined && (
        <p>
          Old name: <NameLink kind={subject.kind} name={renamedFrom} />
        </p>
      )}
      {reasons.length > 0 && (
        <ul class="evidence">
          {reasons.map((one) => (
            <li key={`${one.kind} ${one.header}:${one.line}`}>
              {evidenceWord(one)}: <code>{one.text}</code> <HeaderLink side={diff[one.side]} place={one} />
            </li>
          ))}
        </ul>
      )}
      {shifted.length > 0 && (
        <Scroll label="Members that moved">
          <table>
            <thead>
              <tr>
                <th scope="col">Member</th>
                <th scope="col">{diff.from.version}</th>
                <th scope="col">{diff.to.version}</th>
              </tr>
            </thead>
            <tbody>
              {shifted.map(({ member, from, to }) => (
                <tr key={member}>
                  <th scope="row">
                    <code>{member}</code>
                  </th>
                  <td class="number">{positionText(from)}</td>
                  <td class="number">{positionText(to)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {subject.kind !== "enum" && (
        <p>
          In all versions: <NameLink kind={subject.kind} name={subject.name} />
          {isType && (
            <>
              {" · "}
              <a href={structPath(subject.name, [view.from, view.to]) + targetQuery(view)}>both layouts</a>
            </>
          )}
        </p>
      )}
    </>
  );
}

function Declarations({ declarations: [from, to], diff }: { declarations: (Evidence | undefined)[]; diff: Diff }) {
  if (from && to) {
    return (
      <>
        <SideBySide from={from.text} to={to.text} />
        <p class="sides where">
          <span>
            {diff.from.version}: <HeaderLink side={diff.from} place={from} />
          </span>
          <span>
            {diff.to.version}: <HeaderLink side={diff.to} place={to} />
          </span>
        </p>
      </>
    );
  }
  const only = from ?? to;
  if (only === undefined) return null;
  return (
    <>
      <pre class="code">
        <code>{from ? <del>{only.text}</del> : <ins>{only.text}</ins>}</code>
      </pre>
      <p class="where">
        {diff[only.side].version}: <HeaderLink side={diff[only.side]} place={only} />
      </p>
    </>
  );
}

function Rule({ id }: { id: string }) {
  const rule = describeRules().rules.find((one) => one.id === id);
  return (
    <span class="muted" title={rule?.purpose}>
      {rule?.title ?? id}
    </span>
  );
}

const positionText = ({ offset, bitOffset }: Position) =>
  bitOffset === undefined ? String(offset ?? "?") : `bit ${bitOffset}`;
