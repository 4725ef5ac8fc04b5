import type { History } from "../../history/model.ts";
import type { StructPart } from "../../manifest/struct-part.ts";
import { layoutCode } from "../../report/layout/report.ts";
import { bitOrder, memberRows } from "../../report/layout/rows.ts";
import { type BarVersion, targetsText, VersionBars } from "../history/bar.tsx";
import { runsOf, runsText } from "../history/state.ts";
import { Stretches } from "../history/stretches.tsx";
import { structPath } from "../links.ts";
import { Copyable, HeaderLink, Incomplete } from "../parts.tsx";
import { documentOf, Shell } from "../shell.tsx";
import { gapsText } from "../symbol.tsx";
import { TargetFields, VersionSelect } from "../target-form.tsx";
import { ComparisonTable, MemberTable } from "./members.tsx";
import { ComparisonPicture, LayoutPicture } from "./picture.tsx";
import { SizeSparkline } from "./sparkline.tsx";

/** A struct in one version, or in two side by side. Rendered from its history and from the struct in each version. */
export interface StructPage {
  kind: "struct";
  name: string;
  /** One or two refs. */
  refs: string[];
  line: BarVersion[];
  abi: string;
  platform: string;
  origin: string;
}

export function structPage(page: StructPage, history: History, parts: readonly StructPart[]): string {
  const { name, refs, line } = page;
  const [first, second] = parts as [StructPart, StructPart | undefined];
  const part = second ?? first;
  const { struct, target } = part;
  const stretches = history.histories[0]?.stretches ?? [];
  return documentOf(
    <Shell
      title={`${name}, ${refs.join(" to ")}`}
      description={`${name}: ${runsText(runsOf(stretches))}.`}
      search={name}
    >
      <p class="eyebrow">
        {struct.kind} · {target.abi} on {target.platform} · <HeaderLink side={part} place={struct} />
      </p>
      <h1 class="name">
        <code>{name}</code> <small>in {parts.map(({ version }) => version).join(" → ")}</small>
      </h1>
      <p class="lead">
        {sizeText(part)} {second && sizeChange(first, second)}
      </p>
      <VersionForm page={page} />
      {parts.flatMap(({ ref, diagnostics }) =>
        diagnostics.map(({ message }) => (
          <Incomplete key={`${ref} ${message}`}>
            Not understood in {ref}: {message}
          </Incomplete>
        )),
      )}
      <section aria-labelledby="layout">
        <h2 id="layout">Layout</h2>
        <Legend
          isComparison={second !== undefined}
          bitOrder={bitOrder(
            parts.flatMap((one) => memberRows(one.struct.members ?? [])),
            [target.platform],
          )}
        />
        <div class={second ? "" : "beside"}>
          {second ? <ComparisonPicture from={first} to={second} /> : <LayoutPicture part={part} />}
          {second ? <ComparisonTable from={first} to={second} /> : <MemberTable part={part} />}
        </div>
      </section>
      <section aria-labelledby="sizes">
        <h2 id="sizes">In all versions</h2>
        <VersionBars line={line} histories={history.histories} />
        <SizeSparkline name={name} line={line} stretches={stretches} />
        {!history.complete && <Incomplete>{gapsText(history)}</Incomplete>}
      </section>
      <section aria-labelledby="history">
        <h2 id="history">
          Through time <small>{history.histories[0] && targetsText(history.histories[0])}</small>
        </h2>
        <Stretches stretches={stretches} />
      </section>
      <Exports part={part} page={page} />
    </Shell>,
  );
}

/** Explains colours and lines of the picture. */
function Legend({ isComparison, bitOrder }: { isComparison: boolean; bitOrder: string | null }) {
  return (
    <p class="legend">
      <span>A row is eight bytes.</span>
      {isComparison &&
        (
          [
            ["moved", "moved"],
            ["new", "new"],
            ["gone", "gone"],
            ["resized", "other size"],
            ["same", "as before"],
          ] as const
        ).map(([fate, title]) => (
          <span key={fate}>
            <svg class="swatch" width="22" height="14" aria-hidden="true">
              <g class={`block fate-${fate}`}>
                <rect x="1" y="1" width="20" height="12" rx="3" />
              </g>
            </svg>
            {title}
          </span>
        ))}
      <span>
        <svg class="swatch" width="22" height="14" aria-hidden="true">
          <g class="block padding">
            <rect x="1" y="1" width="20" height="12" rx="3" />
          </g>
        </svg>
        padding
      </span>
      <span>
        <svg class="swatch" width="22" height="14" aria-hidden="true">
          <line class="cacheline" x1="0" x2="22" y1="7" y2="7" />
        </svg>
        cacheline, 64 bytes
      </span>
      {bitOrder !== null && <span>{bitOrder}</span>}
    </p>
  );
}

function VersionForm({ page: { name, refs, line, abi, platform } }: { page: StructPage }) {
  return (
    <form class="fields" action={structPath(name)}>
      <VersionSelect name="ref" title="Version" line={line} value={refs.at(-1)} />
      <VersionSelect name="from" title="Compare with" line={line} value={refs.length === 2 ? refs[0] : ""} optional />
      <TargetFields abi={abi} platform={platform} />
      <button type="submit">Show</button>
    </form>
  );
}

function sizeText({ struct: { size, align, opaque, members } }: StructPart): string {
  if (members === null) return "No header completes it.";
  const seen = opaque ? " Opaque to extensions, which see only its name." : "";
  return `${size === null ? "Its size is not known." : `${size} bytes, aligned to ${align}.`}${seen}`;
}

function sizeChange({ struct: a }: StructPart, { struct: b }: StructPart): string {
  if (a.size === null || b.size === null) return "";
  const more = b.size - a.size;
  return more === 0 ? "As long as before." : `${Math.abs(more)} bytes ${more > 0 ? "more" : "less"} than before.`;
}

/** Formats of a layout that is known. */
const programLanguages = [
  ["c", "C"],
  ["rust", "Rust"],
  ["go", "Go"],
] as const;

function Exports({ part, page: { abi, platform, origin } }: { part: StructPart; page: StructPage }) {
  const { struct, ref } = part;
  const query = new URLSearchParams({ abi, platform });
  const address = `/v1/manifests/${encodeURIComponent(ref)}/structs/${encodeURIComponent(struct.name)}`;
  const isKnown = struct.size !== null && struct.align !== null && struct.members !== null;
  const languages = isKnown ? programLanguages : [];
  return (
    <section aria-labelledby="exports">
      <h2 id="exports">Export</h2>
      <p class="quick">
        {[["json", "JSON"], ...languages, ["text", "Text"]].map(([format, title]) => (
          <a key={format} class="button" href={`${address}?${query}&format=${format}`}>
            {title}
          </a>
        ))}
      </p>
      <Copyable>{`curl '${origin}${address}?${query}'`}</Copyable>
      {languages.map(([format, title]) => (
        <details key={title}>
          <summary>{title}</summary>
          <Copyable>{layoutCode(format, [part])}</Copyable>
        </details>
      ))}
    </section>
  );
}
