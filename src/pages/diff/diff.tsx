import { type Diff, impacts, type Topic, topics } from "../../diff/model.ts";
import { surfaces, tiers } from "../../manifest/model.ts";
import { outline, type Section } from "../../report/diff/event.ts";
import { familyText } from "../../report/diff/family.ts";
import { type Line, linesOf } from "../../report/diff/line.ts";
import { incompleteText, worstImpact } from "../../report/diff/report.ts";
import { counted, sideText } from "../../report/table.ts";
import type { BarVersion } from "../history/bar.tsx";
import { changePath } from "../links.ts";
import { Copyable, Incomplete } from "../parts.tsx";
import { documentOf, Shell } from "../shell.tsx";
import { Select, TargetFields, VersionSelect } from "../target-form.tsx";
import { apiPath, type DiffView, targetQuery, viewPath } from "./view.ts";

/** The changes between two versions. Rendered from the whole diff, and from the filtered one if there is a filter. */
export interface DiffPage {
  kind: "diff";
  view: DiffView;
  line: BarVersion[];
}

/** Lines shown per section without a filter; a filter shows the rest. */
const mostLines = 400;

export function diffPage({ view, line }: DiffPage, whole: Diff, shown: Diff): string {
  const { from, to } = shown;
  const { sections, families } = outline(shown);
  const title = `${from.version} to ${to.version}`;
  return documentOf(
    <Shell title={title} description={`What changed in CPython's C API from ${title}.`} section="/diff">
      <p class="eyebrow">
        {sideText(from)} → {sideText(to)} · {to.target.platform}
      </p>
      <h1>
        {from.version} → {to.version}
      </h1>
      <Tally diff={shown} />
      <DiffForm view={view} line={line} />
      <Topics view={view} whole={whole} />
      {!shown.complete && <Incomplete>{incompleteText}</Incomplete>}
      {shown.changes.length === 0 && <p class="lead">Nothing of this kind changed.</p>}
      {sections.length > 2 && (
        <nav class="contents" aria-label="On this page">
          {sections.map(({ id, surface, title, events }) => (
            <a key={title} href={`#${surface}-${id}`}>
              {title} <b>{events.length}</b>
            </a>
          ))}
        </nav>
      )}
      {sections.map((section) => (
        <SectionList key={section.title} section={section} view={view} />
      ))}
      {families.length > 0 && (
        <section aria-labelledby="families">
          <h2 id="families">In one line each</h2>
          <ul class="rows">
            {families.map((family) => (
              <li key={`${family.topic} ${family.place}`}>
                {familyText(family)} <a href={viewPath(view, { topic: family.topic })}>show</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Exports view={view} />
    </Shell>,
  );
}

/** Counts by impact as a sentence. */
function Tally({ diff: { summary } }: { diff: Diff }) {
  const { changes, source, binary } = summary;
  return (
    <p class="tally">
      <b>{counted(changes, "change")}</b>
      <span class="chip breaking">{source.breaking} break source</span>
      <span class="chip risky">{source.risky} may break source</span>
      <span class="chip breaking">{binary.breaking} break built modules</span>
      <span class="chip risky">{binary.risky} may break built modules</span>
    </p>
  );
}

function DiffForm({ view, line }: { view: DiffView; line: readonly BarVersion[] }) {
  const { from, to, abi, platform, filter } = view;
  return (
    <form class="fields panel" action="/diff">
      <VersionSelect name="from" title="From" line={line} value={from} />
      <VersionSelect name="to" title="To" line={line} value={to} />
      <TargetFields abi={abi} platform={platform} />
      <Select name="surface" title="Surface" values={surfaces} value={filter.surface} any="any" />
      <Select name="tier" title="Tier" values={tiers} value={filter.tier} any="any" />
      <Select name="source" title="Source" values={impacts} value={filter.source} any="any" />
      <Select name="binary" title="Built modules" values={impacts} value={filter.binary} any="any" />
      <label>
        Name
        <input name="symbol" value={filter.symbol ?? ""} maxLength={200} placeholder="PyLong_*" spellcheck={false} />
      </label>
      {filter.topic?.map((topic) => (
        <input key={topic} type="hidden" name="topic" value={topic} />
      ))}
      {filter.rule?.map((rule) => (
        <input key={rule} type="hidden" name="rule" value={rule} />
      ))}
      <button type="submit" class="primary">
        Show
      </button>
    </form>
  );
}

const topicTitles: Record<Topic, string> = {
  api: "API",
  layout: "Layout",
  "limited-api": "Limited API",
  deprecation: "Deprecation",
  numbers: "Numbers",
  vendored: "Vendored",
  plumbing: "Plumbing",
};

/** Counts of changes by topic, each linked to a filter. */
function Topics({ view, whole }: { view: DiffView; whole: Diff }) {
  const counts = new Map<Topic, number>();
  for (const { topic } of whole.changes) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  const chosen = view.filter.topic ?? [];
  return (
    <nav class="topics" aria-label="Topics">
      <a href={viewPath(view, { topic: null })} aria-current={chosen.length === 0 ? "true" : undefined}>
        All <b>{whole.changes.length}</b>
      </a>
      {topics
        .filter((topic) => counts.has(topic))
        .map((topic) => (
          <a key={topic} href={viewPath(view, { topic })} aria-current={chosen.includes(topic) ? "true" : undefined}>
            {topicTitles[topic]} <b>{counts.get(topic)}</b>
          </a>
        ))}
    </nav>
  );
}

function SectionList({ section: { id, surface, title, events }, view }: { section: Section; view: DiffView }) {
  const lines = linesOf(events);
  const anchor = `${surface}-${id}`;
  return (
    <section class="section" aria-labelledby={anchor}>
      <h2 id={anchor}>
        {title} <small>{events.length}</small>
      </h2>
      <ul class="rows">
        {lines.slice(0, mostLines).map((line) => (
          <LineItem key={line.change.id} line={line} view={view} />
        ))}
      </ul>
      {lines.length > mostLines && (
        <p class="muted">
          And {lines.length - mostLines} more: choose a topic, a tier or a name above, or take{" "}
          <a href={apiPath(view, "text")}>all as text</a>.
        </p>
      )}
    </section>
  );
}

/** One line linking to its change, which opens in place with JavaScript. */
function LineItem({ line: { name, said, hint, note, change }, view }: { line: Line; view: DiffView }) {
  return (
    <li class={worstImpact(change)}>
      <a href={changePath(view.from, view.to, change.id) + targetQuery(view)} data-open>
        {name}
      </a>{" "}
      {said}
      {note}
      {hint !== null && <i> {hint}</i>}
    </li>
  );
}

function Exports({ view }: { view: DiffView }) {
  const formats = [
    ["markdown", "Markdown"],
    ["json", "JSON"],
    ["sarif", "SARIF"],
    ["text", "Text"],
    ["junit", "JUnit"],
  ] as const;
  return (
    <section aria-labelledby="exports">
      <h2 id="exports">This view elsewhere</h2>
      <p class="quick">
        {formats.map(([format, title]) => (
          <a key={format} class="button" href={apiPath(view, format)}>
            {title}
          </a>
        ))}
        <button type="button" class="copy-from" data-copy={apiPath(view, "markdown")} hidden>
          Copy as Markdown
        </button>
        <a class="button" href="/v1/feed.atom">
          Feed of releases
        </a>
      </p>
      <Copyable>{`curl '${view.origin}${apiPath(view, "json")}'`}</Copyable>
    </section>
  );
}

/** The form for versions to compare. */
export interface CompareFormPage {
  kind: "compare";
  view: DiffView;
  line: BarVersion[];
}

export function compareFormPage({ view, line }: CompareFormPage): string {
  return documentOf(
    <Shell title="Compare" section="/diff">
      <h1>Compare two versions</h1>
      <DiffForm view={view} line={line} />
    </Shell>,
  );
}
