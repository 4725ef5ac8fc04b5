import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { printable } from "../report/printable.ts";
import { script, stylesheet } from "./assets.ts";
import { SiteMark } from "./mark.tsx";

export interface ShellProps {
  /** The document's title without the service's name. */
  title: string;
  /** For search engines and link previews. */
  description?: string;
  /** The path of the page's section in the navigation. */
  section?: string;
  /** The content of the search field; null if the page has its own. */
  search?: string | null;
  /** A feed of its own, beside that of releases. */
  feed?: { title: string; path: string };
  children: ComponentChildren;
}

const sections = [
  ["/diff", "Compare"],
  ["/releases", "Releases"],
  ["/check", "Check"],
  ["/docs", "API"],
] as const;

/** The common frame of all pages. */
export function Shell({ title, description, section, search, feed, children }: ShellProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · capidiff`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {description && <meta name="description" content={description} />}
        <link rel="stylesheet" href={stylesheet.path} />
        <link rel="icon" type="image/svg+xml" href="/docs/static/theme/capidiff.svg" />
        <link rel="alternate" type="application/atom+xml" title="Releases" href="/v1/feed.atom" />
        {feed && <link rel="alternate" type="application/atom+xml" title={feed.title} href={feed.path} />}
        <script defer src={script.path} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="top">
          <div class="bar">
            <a class="brand" href="/">
              <SiteMark />
              capidiff
            </a>
            {search !== null && <SearchForm value={search} />}
            <nav aria-label="Sections">
              {sections.map(([path, name]) => (
                <a key={path} href={path} aria-current={path === section ? "page" : undefined}>
                  {name}
                </a>
              ))}
            </nav>
          </div>
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <footer>
          <p>
            Read from the headers in CPython’s git history, without a compiler. <a href="/docs">API</a> ·{" "}
            <a href="/v1/feed.atom">Atom feed</a> · <a href="/v1/rules">Rules</a>
          </p>
        </footer>
      </body>
    </html>
  );
}

/** Search over all names of all versions, with suggestions if there is JavaScript. */
export function SearchForm({ value = "", large = false }: { value?: string | undefined; large?: boolean }) {
  const id = large ? "search-large" : "search";
  return (
    <search>
      <form class={large ? "search large" : "search"} action="/search" data-search>
        <label class="hidden" for={id}>
          A symbol, struct, member or header
        </label>
        <input
          id={id}
          type="search"
          name="q"
          value={value}
          maxLength={200}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder={large ? "PyList_GetItem, PyThreadState.frame, longintrepr.h …" : "Search names"}
        />
        <button type="submit">Search</button>
      </form>
    </search>
  );
}

/** A complete document. */
export function documentOf(page: VNode): string {
  return `<!doctype html>${markup(page)}\n`;
}

/** HTML of a part. Preact escapes data; characters that change the direction of text are shown as codes. */
export function markup(part: VNode): string {
  return renderToString(part).replaceAll(/[^\n\t]+/g, printable);
}
