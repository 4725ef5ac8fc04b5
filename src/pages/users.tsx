import { counted } from "../diff/counted.ts";
import type { HistoryReport } from "../report/history/users.ts";
import { namesText, sourcesText } from "../report/impact/words.ts";

/** Who uses a name: authors, tools and headers apart, and the largest packages. */
export function Users({ usedBy, usage }: Pick<HistoryReport, "usedBy" | "usage">) {
  return (
    <section aria-labelledby="users">
      <h2 id="users">
        Used by{" "}
        <small>
          of {counted(usage.packages, "package")}: {sourcesText(usage)}
        </small>
      </h2>
      {usedBy === null ? (
        <p>Not known: modules import no macros, types and members.</p>
      ) : usedBy.packages === 0 ? (
        <p>None of them.</p>
      ) : (
        <>
          <ul>
            <li>{usedBy.author} by their authors</li>
            <li>
              {Object.values(usedBy.tools).reduce((sum, count) => sum + count, 0)} by tools alone
              {Object.keys(usedBy.tools).length > 0 && `: ${toolsText(usedBy.tools)}`}
            </li>
            <li>{usedBy.headers} by CPython’s headers alone</li>
          </ul>
          <p>{namesText(usedBy)}</p>
        </>
      )}
    </section>
  );
}

/** `Cython 49, SWIG 12` */
const toolsText = (tools: Readonly<Record<string, number>>) =>
  Object.entries(tools)
    .map(([tool, count]) => `${tool} ${count}`)
    .join(", ");
