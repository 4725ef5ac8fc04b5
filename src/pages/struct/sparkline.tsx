import type { Stretch } from "../../history/model.ts";
import type { ManifestStruct } from "../../manifest/model.ts";
import type { BarVersion } from "../history/bar.tsx";
import { structPath } from "../links.ts";

const width = 480;
const height = 64;
const inset = 6;

/** The size of a struct over all versions, as a line and as a list. */
export function SizeSparkline({
  name,
  line,
  stretches,
}: {
  name: string;
  line: readonly BarVersion[];
  stretches: readonly Stretch[];
}) {
  const positions = new Map(line.map(({ ref }, i) => [ref, i]));
  const known = stretches.flatMap(({ from, to, facts }) => {
    const size = (facts as ManifestStruct | null)?.size ?? null;
    return size === null ? [] : [{ from, to, size }];
  });
  if (known.length === 0) return null;
  const sizes = known.map(({ size }) => size);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const x = (ref: string, after = 0) =>
    Math.round((inset + ((width - 2 * inset) * ((positions.get(ref) ?? 0) + after)) / Math.max(1, line.length)) * 10) /
    10;
  const y = (size: number) =>
    Math.round(height - inset - ((height - 2 * inset) * (size - least)) / Math.max(1, most - least));
  const path = known.map(({ from, to, size }, i) => `${i === 0 ? "M" : "L"}${x(from.ref)} ${y(size)}H${x(to.ref, 1)}`);
  return (
    <div class="sparkline">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={`Size from ${least} to ${most} bytes; the list has the same`}
      >
        <path d={path.join("")} />
      </svg>
      <ol class="sizes">
        {known.map(({ from, to, size }) => (
          <li key={from.ref}>
            <a href={structPath(name, [to.ref])}>
              {from.version === to.version ? from.version : `${from.version} – ${to.version}`}
            </a>{" "}
            <b>{size}</b> bytes
          </li>
        ))}
      </ol>
    </div>
  );
}
