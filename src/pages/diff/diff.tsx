import { counted } from "../../diff/counted.ts";
import { type Diff, impacts, type Topic, topics } from "../../diff/model.ts";
import { surfaces, tiers } from "../../manifest/model.ts";
import { outline, type Section, sectionTitles } from "../../report/diff/event.ts";
import { familyText } from "../../report/diff/family.ts";
import { type Line, linesOf } from "../../report/diff/line.ts";
import { incompleteText, worstImpact } from "../../report/diff/report.ts";
import { sideText } from "../../report/table.ts";
import type { BarVersion } from "../history/bar.tsx";
import { changePath } from "../links.ts";
import { Copyable, Incomplete, Unreachable } from "../parts.tsx";
import { documentOf, Shell } from "../shell.tsx";
import { Select, TargetFields, VersionSelect } from "../target-form.tsx";
import { apiPath, type DiffView, feedPath, targetQuery, viewPath } from "./view.ts";

/** The changes between two versions. Rendered from the diff of all topics, and from that of the chosen ones if there are any. */
export interface DiffPage {
  kind: "diff";
  view: DiffView;
  line: BarVersion[];
  /** Base URL of the service. */
  origin: string;
}

/** Lines shown per section without a filter; a filter shows the rest. */
const maxLines = 400;

/** @param whole the same for all topics */
export function diffPage({ view, line, origin }: DiffPage, whole: Diff, shown: Diff): string {
  const { from, to } = shown;
  const { sections, families } = outline(shown);
  const title = `${from.version} to ${to.version}`;
  return documentOf(
    <Shell
      title={title}
      description={`What changed in CPython's C API from ${title}.`}
      section="/diff"
      feed={{ title: `Changes of this kind after ${to.version}`, path: feedPath(view) }}
    >
      <p class="eyebrow">
        {sideText(from)} → {sideText(to)} · {to.target.platform}
      </p>
      <h1>
        {from.version} → {to.version}
      </h1>
      <DiffForm view={view} line={line} />
      <Topics view={view} whole={whole} />
      <Tally diff={shown} view={view} />
      <Exports view={view} origin={origin} />
      {!shown.complete && <Incomplete>{incompleteText}</Incomplete>}
      {shown.changes.length === 0 && <p class="lead">Nothing of this kind changed.</p>}
      {sections.length > 2 && <Contents sections={sections} />}
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
    </Shell>,
  );
}

const impactCounts = [
  ["source", "breaking", "break source"],
  ["source", "risky", "may break source"],
  ["binary", "breaking", "break built modules"],
  ["binary", "risky", "may break built modules"],
] as const;

/** Counts by impact; each link sets that filter, or clears it. */
function Tally({ diff: { summary }, view }: { diff: Diff; view: DiffView }) {
  return (
    <nav class="tally" aria-label="Impact">
      <b>{counted(summary.changes, "change")}</b>
      {impactCounts.map(([side, impact, title]) => {
        const count = summary[side][impact];
        const isChosen = view.filter[side] === impact;
        if (count === 0 && !isChosen) return null;
        return (
          <a
            key={title}
            class={`chip ${impact}`}
            href={viewPath(view, { [side]: isChosen ? null : impact })}
            aria-current={isChosen ? "true" : undefined}
          >
            {count} {title}
          </a>
        );
      })}
    </nav>
  );
}

/** Links to the sections of the page, by surface. */
function Contents({ sections }: { sections: readonly Section[] }) {
  return (
    <nav class="contents" aria-label="On this page">
      {surfaces.map((surface) => {
        const own = sections.filter((one) => one.surface === surface);
        if (own.length === 0) return null;
        return (
          <div key={surface}>
            <span class="muted">{surface === "public" ? "Public" : "Internal"}</span>
            <p>
              {own.map(({ id, events }) => (
                <a key={id} href={`#${surface}-${id}`}>
                  {sectionTitles[id]} <b>{events.length}</b>
                </a>
              ))}
            </p>
          </div>
        );
      })}
    </nav>
  );
}

function DiffForm({ view, line }: { view: DiffView; line: readonly BarVersion[] }) {
  const { from, to, abi, platform, filter } = view;
  const { surface, tier, source, binary } = filter;
  const isNarrowed = [surface, tier, source, binary].some((chosen) => chosen !== undefined);
  return (
    <form class="fields panel" action="/diff">
      <VersionSelect name="from" title="From" line={line} value={from} />
      <VersionSelect name="to" title="To" line={line} value={to} />
      <TargetFields abi={abi} platform={platform} />
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
      <details open={isNarrowed}>
        <summary>Surface, tier and impact</summary>
        <div class="fields">
          <Select name="surface" title="Surface" values={surfaces} value={surface} any="any" />
          <Select name="tier" title="Tier" values={tiers} value={tier} any="any" />
          <Select name="source" title="Source" values={impacts} value={source} any="any" />
          <Select name="binary" title="Built modules" values={impacts} value={binary} any="any" />
        </div>
      </details>
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
        {lines.slice(0, maxLines).map((line) => (
          <LineItem key={line.change.id} line={line} view={view} />
        ))}
      </ul>
      {lines.length > maxLines && (
        <p class="muted">
          And {lines.length - maxLines} more: choose a topic, a tier or a name above, or take{" "}
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
      {hint !== null && (
        <>
          {" "}
          <i>{hint}</i>
        </>
      )}
    </li>
  );
}

function Exports({ view, origin }: { view: DiffView; origin: string }) {
  const formats = [
    ["markdown", "Markdown"],
    ["json", "JSON"],
    ["sarif", "SARIF"],
    ["text", "Text"],
    ["junit", "JUnit"],
  ] as const;
  return (
    <details class="exports">
      <summary>This view as Markdown, JSON, SARIF, feed, curl</summary>
      <p class="quick">
        <button type="button" data-copy={apiPath(view, "markdown")} hidden>
          Copy as Markdown
        </button>
        {formats.map(([format, title]) => (
          <a key={format} class="button" href={apiPath(view, format)}>
            {title}
          </a>
        ))}
        <a class="button" href={feedPath(view)}>
          Feed
        </a>
      </p>
      <Copyable>{`curl '${origin}${apiPath(view, "json")}'`}</Copyable>
    </details>
  );
}

/** The form for versions to compare. */
export interface CompareFormPage {
  kind: "compare";
  view: DiffView;
  line: BarVersion[];
  unreachableSince: string | null;
}

export function compareFormPage({ view, line, unreachableSince }: CompareFormPage): string {
  return documentOf(
    <Shell title="Compare" section="/diff">
      <h1>Compare two versions</h1>
      <Unreachable since={unreachableSince} />
      <DiffForm view={view} line={line} />
    </Shell>,
  );
}
