import type { ReleaseName } from "../cpython/releases.ts";
import { percent, SeriesAxis } from "./axis.tsx";
import { type Digest, type Measure, measures } from "./digest.ts";
import { diffPath, releasePath } from "./links.ts";
import { Scroll } from "./parts.tsx";

/** From one release to the next; the digest is null until it has been counted. */
export interface Step {
  from: ReleaseName;
  to: ReleaseName;
  digest: Digest | null;
}

// Heights in pixels. Widths are in percent, so that text keeps its size on small screens.
const barHeight = 46;
const titleHeight = 26;
const plotHeight = titleHeight + 2 * barHeight;
const axisHeight = 26;

/**
 * The number of names each release broke or added, one plot per measure over a common axis: public names above the
 * line, others below it. A table has the same data.
 */
export function TimelineFigure({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) return <p>No releases are read yet.</p>;
  const height = plotHeight * measures.length + axisHeight;
  const open = steps.filter(({ digest }) => digest === null).length;
  return (
    <figure class="timeline">
      <figcaption class="muted">
        Bars go up for public names and down for private and internal ones. Each leads to what changed.
        {open > 0 && ` ${open} of ${steps.length} releases are still being compared.`}
      </figcaption>
      <svg width="100%" height={height} aria-label="Names that each release broke or brought">
        {measures.map((measure, row) => (
          <Plot key={measure} measure={measure} steps={steps} top={row * plotHeight} />
        ))}
        <SeriesAxis versions={steps.map(({ to }) => to.version)} top={plotHeight * measures.length} />
      </svg>
      <details>
        <summary>The same as a table</summary>
        <TimelineTable steps={steps.toReversed()} />
      </details>
    </figure>
  );
}

function Plot({ measure, steps, top }: { measure: Measure; steps: readonly Step[]; top: number }) {
  const values = steps.map(({ digest }) => ({ up: digest?.public[measure] ?? 0, down: othersOf(digest, measure) }));
  const most = Math.max(1, ...values.flatMap(({ up, down }) => [up, down]));
  const base = top + titleHeight + barHeight;
  // Square root scale, so that a patch that breaks one name is visible next to a series that breaks a hundred.
  const heightOf = (value: number) => (value === 0 ? 0 : 3 + (barHeight - 5) * Math.sqrt(value / most));
  const cell = 1 / steps.length;
  return (
    <g class={`plot plot-${measure}`}>
      <text x="0" y={top + 15}>
        {`${titles[measure]} (most: ${most})`}
      </text>
      {steps.map(({ from, to, digest }, i) => {
        const { up, down } = values[i] as { up: number; down: number };
        const text =
          digest === null
            ? `${to.version}: not compared yet`
            : `${to.version}, ${titles[measure].toLowerCase()}: ${up} public, ${down} private or internal`;
        const bar = { x: percent((i + 0.12) * cell), width: percent(0.76 * cell), rx: 1.5 };
        return (
          <a key={to.ref} href={diffPath(from.ref, to.ref)} aria-label={text} tabIndex={-1}>
            <title>{text}</title>
            <rect class="hit" x={percent(i * cell)} y={base - barHeight} width={percent(cell)} height={2 * barHeight} />
            {up > 0 && <rect {...bar} y={base - heightOf(up)} height={heightOf(up)} />}
            {down > 0 && <rect {...bar} class="others" y={base} height={heightOf(down)} />}
          </a>
        );
      })}
      <line x1="0" x2="100%" y1={base} y2={base} />
    </g>
  );
}

const titles: Record<Measure, string> = {
  source: "Names that break source",
  binary: "Names that break built modules",
  added: "New names",
};

const othersOf = (digest: Digest | null, measure: Measure) =>
  digest === null ? 0 : digest.private[measure] + digest.internal[measure];

export function TimelineTable({ steps }: { steps: readonly Step[] }) {
  return (
    <Scroll label="Table of all releases">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              Release
            </th>
            <th scope="col" rowSpan={2}>
              Since
            </th>
            <th scope="colgroup" colSpan={3}>
              Public names
            </th>
            <th scope="colgroup" colSpan={3}>
              Private and internal
            </th>
          </tr>
          <tr>
            {["public", "others"].flatMap((group) =>
              measures.map((measure) => (
                <th key={group + measure} scope="col" class="number">
                  {shortTitles[measure]}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {steps.map(({ from, to, digest }) => (
            <tr key={to.ref}>
              <th scope="row">
                <a href={releasePath(to.ref)}>{to.version}</a>
              </th>
              <td>
                <a href={diffPath(from.ref, to.ref)}>{from.version}</a>
              </td>
              {digest === null ? (
                <td colSpan={6}>not compared yet</td>
              ) : (
                [(one: Measure) => digest.public[one], (one: Measure) => othersOf(digest, one)].flatMap((of, group) =>
                  measures.map((measure) => (
                    <td key={`${group} ${measure}`} class="number">
                      {of(measure)}
                    </td>
                  )),
                )
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const shortTitles: Record<Measure, string> = { source: "source", binary: "modules", added: "new" };
