import type { Stretch, TargetHistory } from "../../history/model.ts";
import { percent, SeriesAxis } from "../axis.tsx";
import { runsOf, runsText, stateOf, stateTitles } from "./state.ts";

/** A version on the bar. */
export interface BarVersion {
  ref: string;
  version: string;
}

// Heights in pixels. Widths are in percent, so that text keeps its size on small screens.
const rowHeight = 30;
const gap = 26;
const axisHeight = 24;
/** The approximate width of a letter. */
const letter = 8.2;
/** The approximate width of a bar, by screen. */
const widths = { wide: 1000, narrow: 340 };

/** One bar per group of targets over a common axis of versions: the state of the name over time. */
export function VersionBars({ line, histories }: { line: readonly BarVersion[]; histories: readonly TargetHistory[] }) {
  const height = histories.length * (rowHeight + gap) + axisHeight;
  const positions = new Map(line.map(({ ref }, i) => [ref, i]));
  const label = histories
    .map((history) => `${targetsText(history)}: ${runsText(runsOf(history.stretches))}`)
    .join(". ");
  return (
    <svg class="bars" width="100%" height={height} role="img" aria-label={label}>
      {histories.map((history, row) => {
        const top = row * (rowHeight + gap) + gap - 6;
        return (
          <g key={targetsText(history)}>
            <text x="0" y={top - 7} class="bar-label">
              {targetsText(history)}
            </text>
            <rect x="0" y={top} width="100%" height={rowHeight} rx="4" class="state-unread" />
            {history.stretches.map((stretch, i) => (
              <Segment
                key={stretch.from.ref}
                stretch={stretch}
                wasThere={i > 0}
                positions={positions}
                count={line.length}
                top={top}
              />
            ))}
          </g>
        );
      })}
      <SeriesAxis versions={line.map(({ version }) => version)} top={height - axisHeight} />
    </svg>
  );
}

interface SegmentProps {
  stretch: Stretch;
  /** Whether an earlier version had the name. */
  wasThere: boolean;
  positions: ReadonlyMap<string, number>;
  /** The number of versions on the bar. */
  count: number;
  top: number;
}

function Segment({ stretch, wasThere, positions, count, top }: SegmentProps) {
  const state = stateOf(stretch);
  const start = positions.get(stretch.from.ref) ?? 0;
  const end = positions.get(stretch.to.ref) ?? start;
  const share = (end - start + 1) / Math.max(1, count);
  const title = stateTitles[state];
  const { from, to } = stretch;
  const hasRoom = (width: number) => share * width > title.length * letter + 12;
  return (
    <svg
      class={`segment state-${state === "gone" && !wasThere ? "absent" : state}`}
      x={percent(start / count)}
      y={top}
      width={percent(share)}
      height={rowHeight}
    >
      <title>{`${title}: ${from.version === to.version ? from.version : `${from.version} to ${to.version}`}`}</title>
      <rect width="100%" height={rowHeight} rx="3" />
      {hasRoom(widths.wide) && (
        <text x="8" y="20" class={hasRoom(widths.narrow) ? undefined : "wide"}>
          {title}
        </text>
      )}
    </svg>
  );
}

/** `cp, cpt on linux_x86_64` */
export function targetsText({ targets }: Pick<TargetHistory, "targets">): string {
  const platforms = new Map<string, string[]>();
  for (const { abi, platform } of targets) platforms.set(platform, [...(platforms.get(platform) ?? []), abi]);
  return [...platforms].map(([platform, abis]) => `${abis.join(", ")} on ${platform}`).join("; ");
}
