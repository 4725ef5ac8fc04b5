/** The share of the axis a label takes, by screen. */
const room = { wide: 0.038, narrow: 0.115 };

/** Labels series at their first version, as far as there is room, over the full width of the drawing. */
export function SeriesAxis({ versions, top }: { versions: readonly string[]; top: number }) {
  const starts = versions.flatMap((version, i) => {
    const series = seriesText(version);
    const before = versions[i - 1];
    return before !== undefined && seriesText(before) === series ? [] : [{ series, at: i / versions.length }];
  });
  const wide = spaced(starts, room.wide);
  const narrow = new Set(spaced(starts, room.narrow));
  return (
    <g class="axis">
      {wide.map((start) => (
        <g key={start.series} class={narrow.has(start) ? undefined : "wide"}>
          <line x1={percent(start.at)} x2={percent(start.at)} y1={top} y2={top + 6} />
          <text x={percent(start.at)} y={top + 19}>
            {start.series}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Starts with enough room for their labels. */
function spaced<T extends { at: number }>(starts: readonly T[], room: number): T[] {
  const shown: T[] = [];
  for (const start of starts) {
    const last = shown.at(-1);
    if (start.at <= 1 - room * 0.7 && (last === undefined || start.at - last.at >= room)) shown.push(start);
  }
  return shown;
}

const seriesText = (version: string) => version.split(".", 2).join(".");

/** A share of 0 to 1 as an SVG length. */
export const percent = (share: number) => `${Math.round(share * 100_000) / 1000}%`;
