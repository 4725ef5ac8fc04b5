import { diffWordsWithSpace } from "diff";

/** Two texts side by side with differing words marked. */
export function SideBySide({ from, to }: { from: string; to: string }) {
  const parts = diffWordsWithSpace(from, to);
  return (
    <div class="sides">
      <pre class="code">
        <code>
          {parts.map(({ value, added, removed }, i) => (added ? null : removed ? <del key={i}>{value}</del> : value))}
        </code>
      </pre>
      <pre class="code">
        <code>
          {parts.map(({ value, added, removed }, i) => (removed ? null : added ? <ins key={i}>{value}</ins> : value))}
        </code>
      </pre>
    </div>
  );
}
