import type { ComponentChildren } from "preact";
import type { Impact } from "../diff/model.ts";
import { headerUrl } from "../report/diff/header-url.ts";
import { structPath, symbolPath } from "./links.ts";

/** A header's line in CPython's own repository, at the tag. */
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

/** `source breaking`; nothing where there is nothing to fear. */
export function ImpactChips({ source, binary }: { source: Impact; binary: Impact }) {
  return (
    <>
      {source !== "compatible" && <span class={`chip ${source}`}>source {source}</span>}
      {binary !== "compatible" && <span class={`chip ${binary}`}>binary {binary}</span>}
    </>
  );
}

/** The page of a name. */
export function NameLink({ kind, name }: { kind: string; name: string }) {
  const isType = kind === "struct" || kind === "union";
  if (kind === "header") return <code>{name}</code>;
  return (
    <a href={isType ? structPath(name) : symbolPath(name)}>
      <code>{name}</code>
    </a>
  );
}

/** Text with a button that copies it, where there is JavaScript. */
export function Copyable({ children }: { children: ComponentChildren }) {
  return (
    <div class="copyable">
      <pre class="code">
        <code>{children}</code>
      </pre>
    </div>
  );
}

/** What every page says that is made of something that was not understood. */
export function Incomplete({ children }: { children: ComponentChildren }) {
  return (
    <p class="notice" role="note">
      {children}
    </p>
  );
}

/** What may be wider than the page scrolls by itself, also by the keyboard. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
