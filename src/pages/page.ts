import type { FrontPage, ReleasesPage } from "./front.tsx";
import type { SymbolPage } from "./symbol.tsx";

/** What a page shows beside the answers that it is made of. */
export type PageView = FrontPage | ReleasesPage | SymbolPage;

/** @param sources answers in JSON, those that the page is made of */
export async function renderPage(page: PageView, sources: readonly Buffer[]): Promise<string> {
  const [first] = sources.map((bytes) => JSON.parse(bytes.toString()));
  switch (page.kind) {
    case "front":
      return (await import("./front.tsx")).frontPage(page);
    case "releases":
      return (await import("./front.tsx")).releasesPage(page);
    case "symbol":
      return (await import("./symbol.tsx")).symbolPage(page, first);
  }
}
