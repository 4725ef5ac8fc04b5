import type { Stretch, TargetHistory } from "../../history/model.ts";
import { Scroll } from "../parts.tsx";
import { runsOf, runsText, stateOf, stateTitles } from "./state.ts";

/** A version on the bar. */
export interface BarVersion {
  ref: string;
  version: string;
}

/** Width of the drawing in its own units; it is scaled to the page. */
const width = 1000;
const rowHeight = 30;
const gap = 26;
const axisHeight = 24;

/** One bar per group of targets over a common axis of versions: the state of the name over time. */
export function VersionBars({ line, histories }: { line: readonly BarVersion[]; histories: readonly TargetHistory[] }) {
  const height = histories.length * (rowHeight + gap) + axisHeight;
  const cell = width / Math.max(1, line.length);
  const positions = new Map(line.map(({ ref }, i) => [ref, i]));
  const label = histories
    .map((history) => `${targetsText(history)}: ${runsText(runsOf(history.stretches))}`)
    .join(". ");
  return (
    <Scroll label="Bar of all versions">
      <svg class="bars" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {histories.map((history, row) => {
          const top = row * (rowHeight + gap) + gap - 6;
          return (
            <g key={targetsText(history)}>
              <text x="0" y={top - 7} class="bar-label">
                {targetsText(history)}
              </text>
              <rect x="0" y={top} width={width} height={rowHeight} rx="4" class="state-unread" />
              {history.stretches.map((stretch) => (
                <Segment key={stretch.from.ref} stretch={stretch} positions={positions} cell={cell} top={top} />
              ))}
            </g>
          );
        })}
        <Axis line={line} cell={cell} top={height - axisHeight} />
      </svg>
    </Scroll>
  );
}

interface SegmentProps {
  stretch: Stretch;
  positions: ReadonlyMap<string, number>;
  cell: number;
  top: number;
}

function Segment({ stretch, positions, cell, top }: SegmentProps) {
  const state = stateOf(stretch);
  const start = positions.get(stretch.from.ref) ?? 0;
  const end = positions.get(stretch.to.ref) ?? start;
  const x = start * cell;
  const length = (end - start + 1) * cell;
  const title = stateTitles[state];
  const { from, to } = stretch;
  return (
    <g class={`segment state-${state}`}>
      <title>{`${title}: ${from.version === to.version ? from.version : `${from.version} to ${to.version}`}`}</title>
      <rect x={round(x)} y={top} width={round(Math.max(1, length - 1))} height={rowHeight} rx="3" />
      {length > title.length * 8.5 && (
        <text x={round(x + 8)} y={top + 20}>
          {title}
        </text>
      )}
    </g>
  );
}

/** Labels series at their first version, as far as there is room. */
function Axis({ line, cell, top }: { line: readonly BarVersion[]; cell: number; top: number }) {
  const ticks: { series: string; x: number }[] = [];
  let last = "";
  for (const [i, { version }] of line.entries()) {
    const series = version.split(".", 2).join(".");
    if (series === last) continue;
    last = series;
    const x = i * cell;
    const before = ticks.at(-1);
    if (before === undefined || x - before.x > 38) ticks.push({ series, x });
  }
  return (
    <g class="axis">
      {ticks.map(({ series, x }) => (
        <g key={series}>
          <line x1={round(x)} x2={round(x)} y1={top} y2={top + 6} />
          <text x={round(x)} y={top + 19}>
            {series}
          </text>
        </g>
      ))}
    </g>
  );
}

/** `cp, cpt on linux_x86_64` */
export function targetsText({ targets }: Pick<TargetHistory, "targets">): string {
  const platforms = new Map<string, string[]>();
  for (const { abi, platform } of targets) platforms.set(platform, [...(platforms.get(platform) ?? []), abi]);
  return [...platforms].map(([platform, abis]) => `${abis.join(", ")} on ${platform}`).join("; ");
}

const round = (value: number) => Math.round(value * 10) / 10;
