import { type CheckFinding, usedText } from "../../check/model.ts";

/** A source submitted to be checked. */
export interface SubmittedSource {
  file: string;
  text: string;
}

/** Lines shown around a finding. */
const context = 3;
/** Shorter sources are shown completely. */
const wholeLines = 400;

/** The message, with the name if it is missing there. */
function remarkText({ used, message }: CheckFinding): string {
  const name = usedText(used);
  return message.includes(name) ? message : `${name}: ${message}`;
}

/** A source with findings at their lines; a long one only around them. */
export function SourceListing({
  source: { file, text },
  findings,
  index,
}: {
  source: SubmittedSource;
  findings: readonly CheckFinding[];
  /** Index of the file among those submitted, for the anchors of its lines. */
  index: number;
}) {
  const byLine = new Map<number, CheckFinding[]>();
  for (const finding of findings) {
    for (const place of finding.places) {
      if (place.file !== file || place.line === undefined) continue;
      byLine.set(place.line, [...(byLine.get(place.line) ?? []), finding]);
    }
  }
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  const isShown = (number: number) =>
    lines.length <= wholeLines ||
    Array.from({ length: 2 * context + 1 }, (_, i) => number - context + i).some((near) => byLine.has(near));
  const shown = lines.map((line, i) => ({ line, number: i + 1 })).filter(({ number }) => isShown(number));
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby={`source-${index}`}>
      <h2 id={`source-${index}`}>
        <code>{file}</code>
      </h2>
      <ol class="source">
        {shown.map(({ line, number }) => {
          const here = byLine.get(number) ?? [];
          return (
            <li key={number} id={`line-${index}-${number}`} value={number} class={here[0]?.impact}>
              <code>{line === "" ? " " : line}</code>
              {here.map((finding) => (
                <a key={finding.id} class="remark" href={`#finding-${finding.id}`}>
                  {remarkText(finding)}
                </a>
              ))}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
