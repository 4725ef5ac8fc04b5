import type { ReleaseName } from "../history/model.ts";
import { type Digest, type Measure, measures, measureTitles } from "./digest.ts";
import { diffPath, releasePath } from "./links.ts";
import { Scroll } from "./parts.tsx";

export interface Step {
  from: ReleaseName;
  to: ReleaseName;
  digest: Digest | null;
}

const width = 1000;
const plotHeight = 64;
const titleHeight = 22;

/**
 * The number of names each release broke or added, one plot per measure over a common axis, with a table of the same
 * data below.
 */
export function Timeline({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) return <p>No releases are read yet.</p>;
  const cell = width / steps.length;
  const plot = plotHeight + titleHeight;
  return (
    <figure class="timeline">
      <Scroll label="Plot of all releases">
        <svg
          viewBox={`0 0 ${width} ${plot * measures.length + 26}`}
          aria-label="Names that each release broke or brought"
        >
          {measures.map((measure, row) => (
            <Plot key={measure} measure={measure} steps={steps} cell={cell} top={row * plot} />
          ))}
          <SeriesAxis steps={steps} cell={cell} top={plot * measures.length} />
        </svg>
      </Scroll>
      <details>
        <summary>The same as a table</summary>
        <TimelineTable steps={steps.toReversed()} />
      </details>
    </figure>
  );
}

function Plot({ measure, steps, cell, top }: { measure: Measure; steps: readonly Step[]; cell: number; top: number }) {
  const values = steps.map(({ digest }) => digest?.public[measure] ?? 0);
  const most = Math.max(1, ...values);
  const base = top + titleHeight + plotHeight;
  return (
    <g class={`plot plot-${measure}`}>
      <text x="0" y={top + 15}>
        {`Public names: ${measureTitles[measure]} (most ${most})`}
      </text>
      <line x1="0" x2={width} y1={base} y2={base} />
      {steps.map(({ from, to, digest }, i) => {
        const value = values[i] ?? 0;
        // Square root scale, so that a patch that breaks one name is visible next to a series that breaks a hundred.
        const height = digest === null ? 0 : value === 0 ? 1 : 4 + (plotHeight - 8) * Math.sqrt(value / most);
        const text = digest === null ? "not compared yet" : `${value} ${measureTitles[measure]}`;
        return (
          <a key={to.ref} href={diffPath(from.ref, to.ref)} aria-label={`${to.version}: ${text}`} tabIndex={-1}>
            <title>{`${to.version}: ${text}`}</title>
            <rect class="hit" x={i * cell} y={base - plotHeight} width={cell} height={plotHeight} />
            <rect x={i * cell + cell * 0.12} y={base - height} width={cell * 0.76} height={height} rx="1.5" />
          </a>
        );
      })}
    </g>
  );
}

function SeriesAxis({ steps, cell, top }: { steps: readonly Step[]; cell: number; top: number }) {
  const starts = steps.flatMap(({ to }, i) => {
    const series = seriesText(to);
    const before = steps[i - 1];
    return before && seriesText(before.to) === series ? [] : [{ series, x: i * cell }];
  });
  const shown = starts.filter(({ x }, i) => i === 0 || x - (starts[i - 1]?.x ?? 0) > 30);
  return (
    <g class="axis">
      {shown.map(({ series, x }) => (
        <g key={series}>
          <line x1={x} x2={x} y1={top} y2={top + 5} />
          <text x={x} y={top + 19}>
            {series}
          </text>
        </g>
      ))}
    </g>
  );
}

const seriesText = ({ version }: ReleaseName) => version.split(".", 2).join(".");

export function TimelineTable({ steps }: { steps: readonly Step[] }) {
  return (
    <Scroll label="Table of all releases">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">Release</th>
            <th scope="col">Since</th>
            <th scope="col">Break source</th>
            <th scope="col">Break modules</th>
            <th scope="col">New</th>
            <th scope="col">Private, internal: break source</th>
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
                <td colSpan={4}>not compared yet</td>
              ) : (
                <>
                  <td class="number">{digest.public.source}</td>
                  <td class="number">{digest.public.binary}</td>
                  <td class="number">{digest.public.added}</td>
                  <td class="number">{digest.private.source + digest.internal.source}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
