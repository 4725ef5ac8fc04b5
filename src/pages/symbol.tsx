import type { History, Stretch, TargetHistory } from "../history/model.ts";
import type { ManifestSymbol } from "../manifest/model.ts";
import type { HistoryReport } from "../report/history/users.ts";
import { type BarVersion, targetsText, VersionBars } from "./history/bar.tsx";
import { runsOf, runsText, stateOf, stateTitles } from "./history/state.ts";
import { declarationOf, Stretches } from "./history/stretches.tsx";
import { headerPath, rangeText, structPath, symbolPath } from "./links.ts";
import { Copyable, Incomplete } from "./parts.tsx";
import { documentOf, Shell } from "./shell.tsx";
import { Users } from "./users.tsx";

/** A name that replaced another, and the versions that have it. */
export interface Successor {
  name: string;
  from: string | null;
  to: string | null;
}

/** A symbol over all versions. Rendered from its history. */
export interface SymbolPage {
  kind: "symbol";
  name: string;
  /** All versions, oldest first. */
  line: BarVersion[];
  replacements: Successor[];
  /** Whether a struct has the same name. */
  isStruct: boolean;
  /** Base URL of the service. */
  origin: string;
}

export function symbolPage({ name, line, replacements, isStruct, origin }: SymbolPage, history: HistoryReport): string {
  const { histories } = history;
  const [main] = histories as [TargetHistory, ...TargetHistory[]];
  const latest = lastThere(histories);
  const facts = latest?.facts as ManifestSymbol | undefined;
  const state = main.stretches.at(-1);
  return documentOf(
    <Shell title={name} description={`${name} in CPython's C API: ${runsText(runsOf(main.stretches))}.`} search={name}>
      <p class="eyebrow">
        {facts ? kindText(facts) : "symbol"}
        {facts && (
          <>
            {" · "}
            <a href={headerPath(facts.header)}>{facts.header}</a>
          </>
        )}
      </p>
      <h1 class="name">
        <code>{name}</code>
      </h1>
      <p class="lead">
        {state && <span class={`chip state-${stateOf(state)}`}>{stateTitles[stateOf(state)]}</span>}{" "}
        {state && whenText(main.stretches)}
      </p>
      {facts && <Copyable>{declarationOf(facts)}</Copyable>}
      {replacements.length > 0 && <Replacements replacements={replacements} />}
      {isStruct && (
        <p>
          There is a struct of this name: <a href={structPath(name)}>its layout</a>.
        </p>
      )}
      <section aria-labelledby="versions">
        <h2 id="versions">In all versions</h2>
        <VersionBars line={line} histories={histories} />
        {!history.complete && <Incomplete>{gapsText(history)}</Incomplete>}
      </section>
      {histories.filter(wasThere).map((history, i) => (
        <section key={targetsText(history)} aria-labelledby={`history-${i}`}>
          <h2 id={`history-${i}`}>
            Through time <small>{targetsText(history)}</small>
          </h2>
          <Stretches stretches={history.stretches} />
        </section>
      ))}
      <Users {...history} />
      <section aria-labelledby="data">
        <h2 id="data">As data</h2>
        <Copyable>{`curl ${origin}/v1/history/symbols/${encodeURIComponent(name)}\ncapidiff history ${name}`}</Copyable>
      </section>
    </Shell>,
  );
}

function Replacements({ replacements }: { replacements: readonly Successor[] }) {
  return (
    <section class="panel" aria-labelledby="replacement">
      <h2 id="replacement">Use instead</h2>
      <ul class="names">
        {replacements.map(({ name, from, to }) => (
          <li key={name}>
            <a href={symbolPath(name)}>
              <code>{name}</code>
            </a>
            {from !== null && <small> {rangeText(from, to ?? from)}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const wasThere = ({ stretches }: TargetHistory) => stretches.some(({ facts }) => facts !== null);

const lastThere = (histories: readonly TargetHistory[]): Stretch | undefined =>
  histories.flatMap(({ stretches }) => stretches).findLast(({ facts }) => facts !== null);

const kindText = ({ kind }: ManifestSymbol) => kind.replace("-", " ");

/** `since 3.9.2`, `until 3.12.1` */
function whenText(stretches: readonly Stretch[]): string {
  const runs = runsOf(stretches);
  const last = runs.at(-1);
  if (last === undefined) return "";
  if (last.state === "gone") {
    const before = runs.at(-2);
    return before ? `It was last in ${before.to}.` : "";
  }
  return runs.length === 1 ? `In all versions read, ${last.from} to ${last.to}.` : `Since ${last.from}.`;
}

/** What is unknown about a history. */
export function gapsText({ missing, histories }: History): string {
  const doubts = [...new Set(histories.flatMap((one) => one.doubts))];
  const most = 8;
  const list = (refs: readonly string[]) =>
    refs.slice(0, most).join(", ") + (refs.length > most ? ` and ${refs.length - most} more` : "");
  const unread = histories.length > 1 ? "Not read yet for all of these builds" : "Not read yet";
  return [
    ...(missing.length > 0 ? [`${unread}, so nothing is said of them: ${list(missing)}.`] : []),
    ...(doubts.length > 0 ? [`Not understood in full: ${list(doubts)}.`] : []),
  ].join(" ");
}
