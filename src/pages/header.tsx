import { counted } from "../diff/counted.ts";
import type { DeclaredName, HeaderHistory, VersionRun } from "../history/header.ts";
import { type Tier, tiers } from "../manifest/model.ts";
import { headerUrl } from "../report/diff/header-url.ts";
import { rangeText, structPath, symbolPath } from "./links.ts";
import { Incomplete, Scroll } from "./parts.tsx";
import { documentOf, Shell } from "./shell.tsx";

/** What a header declares in each version. */
export interface HeaderPage {
  kind: "header";
  history: HeaderHistory;
  /** Whether the newest version has the header. */
  isThere: boolean;
}

const groups: { title: string; has: (tier: Tier | null) => boolean }[] = tiers.map((tier) => ({
  title: { limited: "Limited API", public: "Public", unstable: "Unstable", private: "Private", internal: "Internal" }[
    tier
  ],
  has: (one) => one === tier,
}));

export function headerPage({ history, isThere }: HeaderPage): string {
  const { header, runs, missing, names } = history;
  const last = (runs.at(-1) as VersionRun).to;
  const isCurrent = ({ runs }: DeclaredName) => runs.at(-1)?.to.ref === last.ref;
  const sections = [
    ...groups.map(({ title, has }) => ({ title, names: names.filter((one) => isCurrent(one) && has(one.tier)) })),
    { title: "Enums", names: names.filter((one) => isCurrent(one) && one.tier === null) },
    { title: "No longer here", names: names.filter((one) => !isCurrent(one)) },
  ].filter(({ names }) => names.length > 0);
  return documentOf(
    <Shell title={header} description={`What ${header} declares in each version of CPython.`} search={header}>
      <p class="eyebrow">
        header ·{" "}
        <a href={headerUrl({ ref: last.ref, commit: last.ref }, { header, line: 1 })} rel="noreferrer">
          source in {last.version}
        </a>
      </p>
      <h1 class="name">
        <code>
          {header.split("/").map((part, i) => (
            <>
              {i > 0 && (
                <>
                  /<wbr />
                </>
              )}
              {part}
            </>
          ))}
        </code>
      </h1>
      <p class="lead">
        {isThere ? "In" : <span class="chip state-gone">Not there any more</span>} {runsText(runs)}.{" "}
        {counted(names.filter(isCurrent).length, "name")} in {last.version}.
      </p>
      {missing.length > 0 && (
        <Incomplete>Not read yet and not considered: {counted(missing.length, "version")}.</Incomplete>
      )}
      {sections.map(({ title, names }) => (
        <NameTable key={title} title={title} names={names} />
      ))}
    </Shell>,
  );
}

function NameTable({ title, names }: { title: string; names: readonly DeclaredName[] }) {
  return (
    <section class="section" aria-label={title}>
      <h2>
        {title} <small>{names.length}</small>
      </h2>
      <Scroll label={title}>
        <table class="declared">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col">Declared here in</th>
            </tr>
          </thead>
          <tbody>
            {names.map((one) => (
              <tr key={`${one.kind} ${one.name}`}>
                <th scope="row">
                  <a href={pathOf(one)}>
                    <code>{one.name}</code>
                  </a>
                </th>
                <td>{one.kind.replace("-", " ")}</td>
                <td>{runsText(one.runs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function pathOf({ name, kind }: DeclaredName): string {
  if (kind === "struct" || kind === "union") return structPath(name);
  return kind === "enum" ? `/search?q=${encodeURIComponent(name)}` : symbolPath(name);
}

const runsText = (runs: readonly VersionRun[]) =>
  runs.map(({ from, to }) => rangeText(from.version, to.version)).join(", ");
