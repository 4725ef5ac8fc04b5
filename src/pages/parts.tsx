import type { ComponentChildren } from "preact";
import type { Impact } from "../diff/model.ts";
import { headerUrl } from "../report/diff/header-url.ts";
import { headerPath, structPath, symbolPath } from "./links.ts";

/** A link to a header's line in CPython's repository at the tag. */
export function HeaderLink({
  side,
  place,
}: {
  side: { ref: string; commit?: string };
  place: { header: string; line: number };
}) {
  const { header, line } = place;
  return (
    <a class="header" href={headerUrl({ ref: side.ref, commit: side.commit ?? side.ref }, place)} rel="noreferrer">
      {header}:{line}
    </a>
  );
}

/** `source breaking`; nothing if compatible. */
export function ImpactChips({ source, binary }: { source: Impact; binary: Impact }) {
  return (
    <>
      {source !== "compatible" && <span class={`chip ${source}`}>source {source}</span>}
      {binary !== "compatible" && <span class={`chip ${binary}`}>binary {binary}</span>}
    </>
  );
}

/** A link to the page of a name. */
export function NameLink({ kind, name }: { kind: string; name: string }) {
  const isType = kind === "struct" || kind === "union";
  return (
    <a href={kind === "header" ? headerPath(name) : isType ? structPath(name) : symbolPath(name)}>
      <code>{name}</code>
    </a>
  );
}

/** Text with a copy button if there is JavaScript. */
export function Copyable({ children }: { children: ComponentChildren }) {
  return (
    <div class="copyable">
      <pre class="code">
        <code>{children}</code>
      </pre>
    </div>
  );
}

/** Shown on every page made from an incomplete answer. */
export function Incomplete({ children }: { children: ComponentChildren }) {
  return (
    <p class="notice" role="note">
      {children}
    </p>
  );
}

/** Shown where releases are listed or chosen while the remote cannot be reached. */
export function Unreachable({ since }: { since: string | null }) {
  if (since === null) return null;
  return (
    <p class="notice" role="note">
      CPython’s repository has not been reachable since <time dateTime={since}>{timeText(since)}</time>: what was read
      before is shown, and newer releases may be missing.
    </p>
  );
}

/** `28 November, 14:02 UTC` */
function timeText(iso: string): string {
  const at = new Date(iso);
  const [day, time] = [
    { day: "numeric", month: "long" },
    { hour: "2-digit", minute: "2-digit" },
  ].map((fields) => at.toLocaleString("en-GB", { ...fields, timeZone: "UTC" } as Intl.DateTimeFormatOptions));
  return `${day}, ${time} UTC`;
}

/** A container with its own scrollbar for wide content, accessible by keyboard. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
