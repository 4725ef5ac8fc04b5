import { element, escaped } from "../report/xml.ts";

/** The parts of an Atom feed (RFC 4287) that differ between feeds. */
export interface AtomFeed {
  /** A URN; it never changes. */
  id: string;
  title: string;
  /** When the newest entry was made; null if there is none. */
  updated: Date | null;
  /** The URL of the feed. */
  self: string;
  /** XML of {@link atomEntry}. */
  entries: readonly string[];
}

/** An entry of a feed (RFC 4287, section 4.1.2). */
export interface AtomEntry {
  id: string;
  title: string;
  updated: Date;
  published: Date;
  categories: readonly string[];
  /** What it is about. */
  link: { type: string; href: string } | null;
  /** XHTML of {@link element}. */
  content: readonly string[];
}

/** A feed as XML (RFC 4287). */
export function atomFeed({ id, title, updated, self, entries }: AtomFeed): string {
  const feed = element("feed", { xmlns: "http://www.w3.org/2005/Atom" }, [
    textElement("id", id),
    textElement("title", title),
    textElement("updated", (updated ?? new Date(0)).toISOString()),
    element("link", { rel: "self", type: "application/atom+xml", href: self }),
    element("author", {}, [textElement("name", "capidiff")]),
    ...entries,
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${feed}\n`;
}

/** An entry as XML. */
export function atomEntry({ id, title, updated, published, categories, link, content }: AtomEntry): string {
  return element("entry", {}, [
    textElement("id", id),
    textElement("title", title),
    textElement("updated", updated.toISOString()),
    textElement("published", published.toISOString()),
    ...categories.map((term) => element("category", { term })),
    ...(link ? [element("link", { rel: "alternate", ...link })] : []),
    element("content", { type: "xhtml" }, [element("div", { xmlns: "http://www.w3.org/1999/xhtml" }, content)]),
  ]);
}

/** An element with nothing but text in it. */
export const textElement = (name: string, content: string) => element(name, {}, [escaped(content)]);
